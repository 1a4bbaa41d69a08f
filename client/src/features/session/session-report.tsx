import type { SessionRecord } from '@khop/shared/record';
import { Trans, useLingui } from '@lingui/react/macro';
import { formatMoment } from '../../app/format.ts';
import { useLive, useTablet } from '../../deps.tsx';
import { ButtonTo } from '../../parts/links.tsx';
import { operatorName } from '../../parts/operator-words.ts';
import { Part } from '../../ui/part.tsx';
import { Say } from '../../ui/say.tsx';
import { BalanceList } from './balance-list.tsx';
import { balanceOf, isProvisional } from './session-balance.ts';

type Given = { vaccine: string; lot: string; doses: number; received: number };

/** What was given, as far as this tablet and the office agree. */
export function SessionReport({
  session,
  given,
}: {
  session: SessionRecord;
  given: readonly Given[];
}) {
  const { t } = useLingui();
  const tablet = useTablet();
  const state = useLive(tablet.state);
  const { waiting } = useLive(tablet.status);
  const { closed } = session;
  if (closed === null) return null;
  const rows = balanceOf(session, given, closed.vials);
  const who = operatorName(state, closed.operator);
  const when = formatMoment(closed.at);
  return (
    <>
      <div className="part">
        {isProvisional(rows, waiting) ? (
          <Say state="sending" role="status" title={t`Số liệu tạm tính`}>
            <Trans>Trung tâm chưa nhận đủ. Máy tự gửi phần còn lại, kể cả khi khóa.</Trans>
          </Say>
        ) : (
          <Say state="done" role="status" title={t`Trung tâm đã nhận đủ`} />
        )}
      </div>
      <Part title={t`Lọ và mũi`} note={t`${who} kết thúc lúc ${when}`}>
        <BalanceList rows={rows} />
        {closed.note && <p>{closed.note}</p>}
      </Part>
      <div className="part end-space">
        <ButtonTo look="main" full to="/session">
          <Trans>Mở buổi tiêm khác</Trans>
        </ButtonTo>
      </div>
    </>
  );
}
