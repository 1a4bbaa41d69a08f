import { fromInstant } from '@khop/shared/time';
import { plural, t } from '@lingui/core/macro';
import { formatDuration } from '../app/format.ts';
import type { SyncStatus } from '../tablet.ts';
import { language } from './spoken-language.ts';

export type Alarm = { state: 'warn' | 'act'; title: string; text: string };

const HOUR_MS = 3_600_000;

/** UX6: the oldest entry is a day old: yellow; three days: red, and what to do. */
export function backlogAlarm(status: SyncStatus, nowMs: number): Alarm | null {
  if (status.waiting === 0 || status.oldestAt === null) return null;
  const ageMs = nowMs - fromInstant(status.oldestAt);
  if (ageMs < 24 * HOUR_MS) return null;
  const age = formatDuration(ageMs, language());
  const doses = status.waitingByKind['dose-recorded'] ?? 0;
  const title =
    doses > 0
      ? plural(doses, { other: `# mũi chưa gửi đã ${age}.` })
      : plural(status.waiting, { other: `# lượt ghi chưa gửi đã ${age}.` });
  if (ageMs < 72 * HOUR_MS) {
    return { state: 'warn', title, text: t`Đưa máy đến nơi có mạng trong hôm nay.` };
  }
  return { state: 'act', title, text: t`Báo người phụ trách hoặc xuất tệp cứu dữ liệu.` };
}

function percentUsed({ storage: { usedBytes, quotaBytes } }: SyncStatus): number {
  return usedBytes !== null && quotaBytes ? Math.floor((usedBytes / quotaBytes) * 100) : 0;
}

/** Before the needle, not after it: a full tablet cannot keep what it is told (EXPERIENCE 3). */
export function fullAlarm(status: SyncStatus): Alarm | null {
  const percent = percentUsed(status);
  const isFull = percent >= 95;
  if (!isFull && status.storage.room !== 'none') return null;
  return {
    state: 'act',
    title: isFull ? t`Bộ nhớ máy đã đầy ${percent} %.` : t`Bộ nhớ máy đã đầy.`,
    text: t`Đừng tiêm thêm người trên máy này. Gửi hết dữ liệu, xóa bớt ảnh và ứng dụng. Mũi đã tiêm thì vẫn ghi.`,
  };
}

/** Nearly full, or kept without a promise. */
export function storageAlarm(status: SyncStatus): Alarm | null {
  if (status.storage.persisted === false) {
    return {
      state: 'act',
      title: t`Trình duyệt chưa hứa giữ dữ liệu.`,
      text: t`Đừng làm lâu khi không có mạng. Mở dòng tình trạng phía trên để xin giữ dữ liệu.`,
    };
  }
  const percent = percentUsed(status);
  if (percent < 80 || percent >= 95) return null;
  return {
    state: 'warn',
    title: t`Bộ nhớ máy đã dùng ${percent} %.`,
    text: t`Gửi dữ liệu và dọn ảnh, ứng dụng không dùng.`,
  };
}

/** UX11: more than two minutes off: said and flagged; no dose is refused for its time. */
export function clockAlarm({ skewMs }: SyncStatus): Alarm | null {
  if (skewMs === null || Math.abs(skewMs) <= 120_000) return null;
  const off = formatDuration(Math.abs(skewMs), language());
  return {
    state: 'warn',
    title: skewMs > 0 ? t`Đồng hồ máy nhanh ${off}.` : t`Đồng hồ máy chậm ${off}.`,
    text: t`Chỉnh giờ tự động trong cài đặt máy. Mũi tiêm vẫn ghi được.`,
  };
}
