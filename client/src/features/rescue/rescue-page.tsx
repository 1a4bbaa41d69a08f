import './rescue.css';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { IconChevronLeft } from '@tabler/icons-react';
import { useLive, useTablet } from '../../deps.tsx';
import { ButtonTo } from '../../parts/links.tsx';
import { Screen } from '../../parts/screen.tsx';
import { Head } from '../../ui/head.tsx';
import { Icon } from '../../ui/icon.tsx';
import { CarryPart } from './carry-part.tsx';
import { HandOverPart } from './hand-over-part.tsx';

/**
 * Gửi hộ, nhận hộ: unsent entries leave by somebody else (UX5). Open to a locked tablet too: all
 * that can be seen here is how many there are.
 */
export function Page() {
  const tablet = useTablet();
  const { at } = useLive(tablet.state);
  return (
    <Screen className="rescue" quiet>
      <Head
        title={<Trans>Gửi hộ, nhận hộ</Trans>}
        sub={<Trans>khi một máy không tới được nơi có mạng</Trans>}
        back={
          <ButtonTo look="icon" to={at === 'open' ? '/status' : '/unlock'} aria-label={t`Quay lại`}>
            <Icon of={IconChevronLeft} />
          </ButtonTo>
        }
      />
      <HandOverPart />
      <CarryPart />
    </Screen>
  );
}
