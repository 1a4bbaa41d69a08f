import type { EntryKind } from '@khop/shared/entry';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { formatDuration, formatNumber, formatTime } from '../../app/format.ts';
import { language } from '../../parts/spoken-language.ts';
import type { SyncStatus } from '../../tablet.ts';
import { Mark, type MarkState } from '../../ui/mark.tsx';
import { Part } from '../../ui/part.tsx';
import { Ruler, RulerScale } from '../../ui/ruler.tsx';
import { countedKindWords } from './entry-words.ts';

/** How many entries wait, how old the oldest is, when the last exchange went through (UX2). */
export function Figures({ status, now }: { status: SyncStatus; now: number }) {
  const { waiting, oldestAt, lastSuccessAt, phase, sent, total } = status;
  const isSending = phase === 'sending' && total > 0;
  return (
    <div className="sheet sum">
      <div className="nums">
        <div>
          <p className="fig">{formatNumber(waiting, language())}</p>
          <p>
            <Trans>lượt chưa gửi</Trans>
          </p>
        </div>
        <div>
          <p className="fig">
            {oldestAt === null ? '–' : formatDuration(now - Date.parse(oldestAt), language())}
          </p>
          <p>
            <Trans>lượt cũ nhất</Trans>
          </p>
        </div>
        <div>
          <p className="fig">{lastSuccessAt === null ? '–' : formatTime(lastSuccessAt)}</p>
          <p>
            <Trans>gửi được gần nhất</Trans>
          </p>
        </div>
      </div>
      {isSending && (
        <div className="run">
          <Ruler
            at={sent}
            of={total}
            tone="sending"
            label={t`đã gửi ${sent} trong ${total} lượt`}
          />
          <RulerScale marks={[t`đã gửi ${sent}`, plural(total, { other: '# lượt' })]} />
        </div>
      )}
    </div>
  );
}

type Cause = { mark: MarkState; title: string; text: string };

/** Why entries wait: one cause at a time, since one thing stands in the way of all of them. */
function causeOf(status: SyncStatus): Cause {
  const retry = status.retryAt === null ? null : formatTime(status.retryAt);
  switch (status.problem) {
    case 'revoked':
      return {
        mark: 'act',
        title: t`Máy bị thu hồi`,
        text: t`Không xem được danh sách nữa. Phần chưa gửi vẫn gửi được.`,
      };
    case 'storage':
      return {
        mark: 'act',
        title: t`Máy không đọc ghi được bộ nhớ`,
        text: t`Đóng các ứng dụng khác, mở lại Khớp. Chưa tiêm tiếp trên máy này.`,
      };
    // What is sent is signed by the tablet: a session that ended holds up lists alone [L9].
    case 'signed-out':
    case 'outdated':
    case null:
      break;
  }
  if (status.phase === 'sending')
    return { mark: 'sending', title: t`Đang gửi`, text: t`Máy khóa vẫn gửi.` };
  if (status.phase === 'retrying') {
    return {
      mark: 'retry',
      title: t`Mạng chập chờn`,
      text: retry === null ? t`Máy tự thử lại.` : t`Máy tự thử lại lúc ${retry}.`,
    };
  }
  if (status.phase === 'offline')
    return { mark: 'offline', title: t`Chờ mạng`, text: t`Tự gửi khi có sóng. Máy khóa vẫn gửi.` };
  return { mark: 'saved', title: t`Sắp gửi`, text: t`Máy tự gửi trong ít phút.` };
}

export function WaitingPart({ status }: { status: SyncStatus }) {
  if (status.waiting === 0) return null;
  const cause = causeOf(status);
  const kinds = Object.entries(status.waitingByKind) as [EntryKind, number][];
  const counted = kinds
    .filter(([, count]) => count > 0)
    .toSorted(([, a], [, b]) => b - a)
    .map(([kind, count]) => countedKindWords(kind, count));
  return (
    <Part title={t`Vì sao còn chờ`}>
      <ul className="sheet">
        <li className="cause">
          <Mark state={cause.mark} />
          <div className="grow">
            <b>{cause.title}</b>
            <p className="soft">{cause.text}</p>
            <p className="dots">
              {counted.map((words) => (
                <span key={words}>{words}</span>
              ))}
            </p>
          </div>
        </li>
      </ul>
    </Part>
  );
}
