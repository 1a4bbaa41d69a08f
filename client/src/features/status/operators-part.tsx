import { Trans, useLingui } from '@lingui/react/macro';
import { IconUserPlus } from '@tabler/icons-react';
import { ButtonTo } from '../../parts/links.tsx';
import { roleWords } from '../../parts/operator-words.ts';
import type { KnownOperator } from '../../tablet.ts';
import { Icon } from '../../ui/icon.tsx';
import { Part } from '../../ui/part.tsx';
import { OwnPasskey } from './passkey-part.tsx';
import { ChangePin } from './pin-part.tsx';

/** Who may open this tablet. Another is added here or at the lock. */
export function OperatorsPart({
  operators,
  open,
}: {
  operators: readonly KnownOperator[];
  /** Whose PIN opened it. */
  open: string;
}) {
  const { t } = useLingui();
  const me = operators.find(({ id }) => id === open);
  return (
    <Part title={t`Người dùng máy này`}>
      <ul className="sheet">
        {operators.map(({ id, fullName, role }) => (
          <li key={id} className="cause">
            <b>{fullName}</b>
            <span className="soft">{roleWords(role)}</span>
          </li>
        ))}
      </ul>
      <div className="btn-group after">
        <ButtonTo to="/operator" icon={<Icon of={IconUserPlus} />}>
          <Trans>Thêm người dùng</Trans>
        </ButtonTo>
        <ChangePin />
        {me && <OwnPasskey me={me} people={operators.length} />}
      </div>
    </Part>
  );
}
