import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { IconArrowsExchange } from '@tabler/icons-react';
import { useLive, useTablet } from '../../deps.tsx';
import { ButtonTo } from '../../parts/links.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Part } from '../../ui/part.tsx';

/** The way out when there is no network for days: somebody else carries what waits (UX5, UX6). */
export function RescuePart() {
  const carried = useLive(useTablet().rescue.carried);
  const held = carried.filter(({ deliveredAt }) => deliveredAt === null).length;
  return (
    <Part
      title={t`Gửi hộ, nhận hộ`}
      note={held > 0 && plural(held, { other: 'đang mang # tệp của máy khác' })}
    >
      <p className="soft">
        <Trans>Không tới được nơi có mạng: nhờ máy khác mang hộ, hoặc mang hộ máy khác.</Trans>
      </p>
      <div className="btn-group after">
        <ButtonTo to="/rescue" icon={<Icon of={IconArrowsExchange} />}>
          <Trans>Gửi hộ, nhận hộ</Trans>
        </ButtonTo>
      </div>
    </Part>
  );
}
