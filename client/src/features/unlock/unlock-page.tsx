import './unlock.css';
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { IconUserPlus } from '@tabler/icons-react';
import { useLive, useTablet } from '../../deps.tsx';
import { ButtonTo } from '../../parts/links.tsx';
import { Screen } from '../../parts/screen.tsx';
import type { Operator } from '../../tablet.ts';
import { Empty } from '../../ui/empty.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Say } from '../../ui/say.tsx';
import { Barred } from './barred.tsx';
import { UnlockForm } from './unlock-form.tsx';

/** Who is at the tablet, and their PIN. What waits is above; it goes on being sent. */
export function Page() {
  const tablet = useTablet();
  const state = useLive(tablet.state);
  if (state.at !== 'locked') return null;
  return (
    <Screen className="unlock" quiet>
      <header>
        <p className="word">Khớp</p>
        <h1>{state.site.name}</h1>
        <p className="soft">{state.site.communeName}</p>
      </header>
      {state.bar !== null && <Barred bar={state.bar} />}
      {state.ended.length > 0 && <Ended operators={state.ended} />}
      {state.bar === null &&
        (state.operators.length === 0 ? <NobodyYet /> : <UnlockForm state={state} />)}
      {state.bar !== 'revoked' && <SendsOn />}
      <WayOut />
    </Screen>
  );
}

/** Only what is true: one that cannot keep what it holds does not say so. */
function SendsOn() {
  const status = useLive(useTablet().status);
  if (status.problem === 'storage') return null;
  return (
    <p className="soft">
      <Trans>Máy khóa vẫn gửi tiếp. Phiếu đang nhập dở được giữ nguyên.</Trans>
    </p>
  );
}

/** [L3] Whoever worked here yesterday is told why the tablet no longer asks for their PIN. */
function Ended({ operators }: { operators: readonly Operator[] }) {
  const names = operators.map(({ fullName }) => fullName).join(', ');
  return (
    <Say state="act" role="status" title={<Trans>Quyền ở cơ sở này đã hết: {names}</Trans>}>
      <Trans>Mọi lượt đã ghi vẫn được gửi. Hỏi trưởng cơ sở tiêm nếu chưa đúng.</Trans>
    </Say>
  );
}

/** Whoever finds a locked tablet without a network can still bring its entries to the office. */
function WayOut() {
  const { waiting } = useLive(useTablet().status);
  return (
    <ButtonTo look="quiet" to="/rescue">
      {plural(waiting, { 0: 'Gửi hộ, nhận hộ', other: 'Gửi hộ # lượt, nhận hộ' })}
    </ButtonTo>
  );
}

function NobodyYet() {
  const { t } = useLingui();
  return (
    <Empty
      title={t`Chưa ai mở được máy này`}
      acts={
        <ButtonTo look="main" to="/operator" icon={<Icon of={IconUserPlus} />}>
          <Trans>Thêm người dùng</Trans>
        </ButtonTo>
      }
    >
      <Trans>Đăng nhập một lần khi có mạng, rồi đặt mã PIN để dùng khi không có mạng.</Trans>
    </Empty>
  );
}
