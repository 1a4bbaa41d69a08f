import { dayOf } from '@khop/shared/time';
import { Trans, useLingui } from '@lingui/react/macro';
import { IconChevronLeft } from '@tabler/icons-react';
import { useLive, useRegister, useTablet } from '../../deps.tsx';
import { ButtonTo } from '../../parts/links.tsx';
import { Screen } from '../../parts/screen.tsx';
import { useLookAtStorage } from '../../parts/use-look-at-storage.ts';
import { Head } from '../../ui/head.tsx';
import { Icon } from '../../ui/icon.tsx';
import { OpenForm } from './open-form.tsx';
import { RunningSession } from './running-session.tsx';

/** The session of this tablet: opened or chosen once, carried to every dose. */
export function Page() {
  const { t } = useLingui();
  const tablet = useTablet();
  useLookAtStorage();
  const state = useLive(tablet.state);
  const session = useLive(tablet.session);
  const today = dayOf(tablet.now());
  const lots = useRegister((register) => register.lots(), []);
  const sessions = useRegister((register) => register.sessions(today), [today]);
  if (state.at !== 'open') return null;
  const isRunning = session !== null && session.record.closed === null;
  return (
    <Screen>
      <Head
        title={isRunning ? t`Buổi tiêm` : t`Mở buổi tiêm`}
        sub={state.site.name}
        back={
          <ButtonTo look="icon" to="/" aria-label={t`Về danh sách hôm nay`}>
            <Icon of={IconChevronLeft} />
          </ButtonTo>
        }
      />
      {isRunning ? (
        <RunningSession session={session} state={state} />
      ) : (
        lots !== undefined &&
        sessions !== undefined && (
          <OpenForm
            state={state}
            lots={lots}
            today={today}
            others={sessions.filter((each) => each.closed === null)}
          />
        )
      )}
      {isRunning && session.record.on !== today && (
        <p className="part soft">
          <Trans>Buổi này mở từ ngày khác. Kết thúc rồi mở buổi hôm nay.</Trans>
        </p>
      )}
    </Screen>
  );
}
