import { fromInstant } from '@khop/shared/time';
import { plural, t } from '@lingui/core/macro';
import { formatDuration, formatTime } from '../app/format.ts';
import type { SyncStatus } from '../tablet.ts';
import { language } from './spoken-language.ts';

export type StatusWords = {
  state: 'offline' | 'sending' | 'retry' | 'act' | 'done';
  title: string;
  notes: string[];
  exchanged: { label: string; time: string } | undefined;
};

/**
 * What waits and how old the oldest is (UX2); two lines in every state, so that nothing jumps.
 * Grey is normal or done, blue sends, yellow tries again, red only where a person must act (UX3).
 */
export function statusWords(status: SyncStatus, nowMs: number): StatusWords {
  const { waiting, oldestAt, lastSuccessAt } = status;
  const notes: string[] = [];
  if (waiting === 0) notes.push(t`Không còn lượt nào chờ`);
  else {
    notes.push(t`Chờ gửi: ${waiting}`);
    if (oldestAt !== null) {
      const age = formatDuration(nowMs - fromInstant(oldestAt), language());
      notes.push(t`cũ nhất ${age}`);
    }
  }
  const exchanged =
    lastSuccessAt === null
      ? undefined
      : { label: t`gửi được lúc`, time: formatTime(lastSuccessAt) };
  return { ...head(status), notes, exchanged };
}

function head(status: SyncStatus): Pick<StatusWords, 'state' | 'title'> {
  const { phase, waiting, sent, total, lastSuccessAt } = status;
  const problem = problemWords(status.problem);
  if (problem !== null) return { state: 'act', title: problem };
  const needsPerson = unmended(status);
  if (needsPerson > 0) {
    return { state: 'act', title: plural(needsPerson, { other: '# lượt ghi cần người xem' }) };
  }
  switch (phase) {
    case 'offline':
      return { state: 'offline', title: t`Ngoại tuyến – vẫn ghi nhận bình thường` };
    case 'sending':
      return { state: 'sending', title: total > 0 ? t`Đang gửi ${sent}/${total}` : t`Đang gửi` };
    case 'retrying':
      return { state: 'retry', title: t`Chưa gửi được – máy tự thử lại` };
    case 'act':
      return { state: 'act', title: t`Cần người xem – dữ liệu vẫn còn đủ trên máy` };
    case 'idle': {
      if (waiting > 0) return { state: 'sending', title: t`Sắp gửi` };
      const at = lastSuccessAt === null ? null : formatTime(lastSuccessAt);
      return { state: 'done', title: at === null ? t`Chưa có gì để gửi` : t`Đã gửi hết lúc ${at}` };
    }
  }
}

/** Entries in quarantine for which nothing stands yet. */
export function unmended(status: SyncStatus): number {
  return status.quarantine.filter((each) => !each.mended).length;
}

function problemWords(problem: SyncStatus['problem']): string | null {
  switch (problem) {
    case null:
      return null;
    case 'signed-out':
      return t`Cần đăng nhập lại để nhận danh sách – vẫn ghi và gửi`;
    case 'revoked':
      return t`Máy bị thu hồi quyền – phần chưa gửi vẫn gửi được`;
    case 'outdated':
      return t`Bản máy đã cũ – vẫn ghi nhận và gửi được`;
    case 'storage':
      return t`Máy không lưu được – xem ngay trước khi tiêm`;
  }
}
