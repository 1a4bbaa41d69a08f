import type { Hint } from '@khop/shared/hint';
import type { PersonRecord } from '@khop/shared/record';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { IconPencil, IconQrcode } from '@tabler/icons-react';
import { ButtonTo } from '../../parts/links.tsx';
import { birthWords } from '../../parts/person-words.ts';
import type { PersonRow } from '../../tablet.ts';
import { Button } from '../../ui/button.tsx';
import { Dock } from '../../ui/dock.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Say } from '../../ui/say.tsx';
import { CauseList } from './cause-list.tsx';
import { Claim } from './claim.tsx';

/** What was claimed, what may be wrong with it, and the two ways to put it right. */
export function ClaimStep({
  record,
  causes,
  sharing,
  isStarted,
  onTake,
  onEdit,
  onScan,
}: {
  record: PersonRecord;
  /** Null while there is nothing to guess about: the registry has not been asked, or not yet again. */
  causes: readonly Hint[] | null;
  sharing: readonly PersonRow[];
  /** An amendment was begun here and not finished. */
  isStarted: boolean;
  onTake: (cause: Hint) => void;
  onEdit: () => void;
  onScan: () => void;
}) {
  return (
    <>
      <Claim record={record} doubted={causes?.[0]?.field ?? null} title={t`Đã ghi`} />
      <Sharing sharing={sharing} />
      {causes && (
        <CauseList causes={causes} birth={birthWords(record.identity.birthDate)} onTake={onTake} />
      )}
      <Dock>
        <Button icon={<Icon of={IconPencil} />} onClick={onEdit}>
          {isStarted ? <Trans>Sửa tiếp</Trans> : <Trans>Sửa tay</Trans>}
        </Button>
        <Button look="main" icon={<Icon of={IconQrcode} size="large" />} onClick={onScan}>
          <Trans>Quét lại thẻ</Trans>
        </Button>
      </Dock>
    </>
  );
}

/** Another record with the same number: perhaps the same person twice, perhaps a borrowed card. */
function Sharing({ sharing }: { sharing: readonly PersonRow[] }) {
  const [first] = sharing;
  if (first === undefined) return null;
  return (
    <div className="part">
      <Say
        state="warn"
        title={plural(sharing.length, { other: '# hồ sơ khác cùng số này.' })}
        acts={
          <ButtonTo to="/person/$id" params={{ id: first.id }}>
            <Trans>Mở hồ sơ {first.fullName}</Trans>
          </ButtonTo>
        }
      >
        <Trans>Có thể một người hai hồ sơ, hoặc ghi nhầm số người nhà.</Trans>
      </Say>
    </div>
  );
}
