import './status.css';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { IconChevronLeft, IconCloudUp } from '@tabler/icons-react';
import { formatNumber, formatTime } from '../../app/format.ts';
import { PreferencesForm } from '../../app/preferences-form.tsx';
import { useLive, useTablet } from '../../deps.tsx';
import { ButtonTo } from '../../parts/links.tsx';
import { Screen } from '../../parts/screen.tsx';
import { language } from '../../parts/spoken-language.ts';
import { useChosenLanguage } from '../../parts/use-chosen-language.ts';
import { useLookAtStorage } from '../../parts/use-look-at-storage.ts';
import { useNow } from '../../parts/use-now.ts';
import type { SyncStatus } from '../../tablet.ts';
import { Button } from '../../ui/button.tsx';
import { Dock } from '../../ui/dock.tsx';
import { Head } from '../../ui/head.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Part } from '../../ui/part.tsx';
import { Ruler, RulerScale } from '../../ui/ruler.tsx';
import { OperatorsPart } from './operators-part.tsx';
import { QuarantinePart } from './quarantine-part.tsx';
import { ReadinessPart } from './readiness-part.tsx';
import { RescuePart } from './rescue-part.tsx';
import { SignInPart } from './sign-in-part.tsx';
import { Figures, WaitingPart } from './waiting-part.tsx';

/** Tình trạng gửi: what waits and why, what a person must see, whether this tablet may leave. */
export function Page() {
  const tablet = useTablet();
  useChosenLanguage();
  useLookAtStorage();
  const status = useLive(tablet.status);
  const state = useLive(tablet.state);
  const now = Math.max(useNow(30_000), tablet.now());
  const site = state.at === 'open' || state.at === 'locked' ? state.site : null;
  const retry = status.retryAt === null ? null : formatTime(status.retryAt);

  return (
    <Screen
      className="status-page"
      dock={
        <Dock>
          <Button
            look="main"
            icon={<Icon of={IconCloudUp} size="large" />}
            onClick={() => tablet.sendNow()}
          >
            {status.waiting > 0
              ? plural(status.waiting, { other: 'Gửi ngay # lượt' })
              : t`Cập nhật ngay`}
          </Button>
        </Dock>
      }
    >
      <Head
        title={<Trans>Tình trạng gửi</Trans>}
        sub={
          <span className="dots">
            {site && <span>{site.name}</span>}
            {retry && <span>{t`thử lại lúc ${retry}`}</span>}
          </span>
        }
        back={
          <ButtonTo look="icon" to="/" aria-label={t`Về danh sách hôm nay`}>
            <Icon of={IconChevronLeft} />
          </ButtonTo>
        }
      />
      <section className="part status-first" aria-label={t`Đang chờ gửi`}>
        <Figures status={status} now={now} />
      </section>
      <PullProgress progress={status.pullProgress} />
      {state.at === 'open' && status.problem === 'signed-out' && (
        <SignInPart fullName={state.operator.fullName} />
      )}
      <WaitingPart status={status} />
      <QuarantinePart status={status} />
      <RescuePart />
      <ReadinessPart />
      {state.at === 'open' && (
        <OperatorsPart operators={state.operators} open={state.operator.id} />
      )}
      <PreferencesForm />
    </Screen>
  );
}

function PullProgress({ progress }: { progress: SyncStatus['pullProgress'] }) {
  if (progress === null) return null;
  const received = formatNumber(progress.received, language());
  const total = formatNumber(progress.total, language());
  const words = t`đã tải ${received} trong ${total} hồ sơ`;
  // A mark of its own for each of 20,000 persons would be no mark: one in twenty of the whole.
  const marks = 20;
  const at = progress.total === 0 ? marks : (progress.received / progress.total) * marks;
  return (
    <Part title={t`Đang tải danh sách`} note={t`làm việc được ngay`}>
      <Ruler at={Math.floor(at)} of={marks} tone="sending" label={words} />
      <RulerScale marks={[words]} />
    </Part>
  );
}
