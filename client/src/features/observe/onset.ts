import { type Day, type Instant, startOfDay, toInstant } from '@khop/shared/time';

export type Onset =
  | { at: Instant }
  | { problem: 'missing' | 'unreadable' | 'before-dose' | 'in-future' };

/**
 * When a reaction began, from the clock's two boxes on a local day. It cannot have begun before the
 * needle, nor later than now; a minute of grace, because boxes hold no seconds.
 */
export function readOnset(
  boxes: { day: Day; hour: string; minute: string },
  injectedAt: Instant,
  nowMs: number,
): Onset {
  const hour = boxes.hour.trim();
  const minute = boxes.minute.trim();
  if (hour === '' && minute === '') return { problem: 'missing' };
  if (!/^\d{1,2}$/.test(hour) || !/^\d{1,2}$/.test(minute)) return { problem: 'unreadable' };
  if (Number(hour) > 23 || Number(minute) > 59) return { problem: 'unreadable' };
  const atMs = Date.parse(startOfDay(boxes.day)) + (Number(hour) * 60 + Number(minute)) * 60_000;
  if (atMs > nowMs) return { problem: 'in-future' };
  const injectedMs = Date.parse(injectedAt);
  if (atMs < injectedMs - 60_000) return { problem: 'before-dose' };
  return { at: toInstant(Math.max(atMs, injectedMs)) };
}
