import { type Instant, startOfDay, toInstant } from '@khop/shared/time';

/** The boxes of a local day and a 24-hour clock as somebody typed them. */
export type TypedTime = { day: string; month: string; year: string; hour: string; minute: string };

export type ReadTime = { at: Instant } | { problem: 'unreadable' | 'in-future' };

const OFFSET_MS = 7 * 60 * 60_000;

/** The boxes that say an instant, in Asia/Ho_Chi_Minh. */
export function boxesOf(instant: Instant): TypedTime {
  const local = new Date(Date.parse(instant) + OFFSET_MS).toISOString();
  const [year = '', month = '', day = ''] = local.slice(0, 10).split('-');
  return { day, month, year, hour: local.slice(11, 13), minute: local.slice(14, 16) };
}

/** [E9] The instant the boxes say. Total; a dose cannot have been given later than now. */
export function readTyped(boxes: TypedTime, nowMs: number): ReadTime {
  const [day, month, year, hour, minute] = [
    boxes.day.trim().padStart(2, '0'),
    boxes.month.trim().padStart(2, '0'),
    boxes.year.trim(),
    boxes.hour.trim(),
    boxes.minute.trim(),
  ];
  const isClock = /^\d{1,2}:\d{1,2}$/.test(`${hour}:${minute}`);
  const on = `${year}-${month}-${day}`;
  // The calendar has no 30 February: such a day comes back as another one.
  const isDay = /^\d{4}-\d\d-\d\d$/.test(on) && isSameDay(on);
  if (!isClock || !isDay || Number(hour) > 23 || Number(minute) > 59)
    return { problem: 'unreadable' };
  const atMs = Date.parse(startOfDay(on)) + (Number(hour) * 60 + Number(minute)) * 60_000;
  return atMs > nowMs ? { problem: 'in-future' } : { at: toInstant(atMs) };
}

function isSameDay(on: string): boolean {
  const ms = Date.parse(`${on}T00:00:00.000Z`);
  return !Number.isNaN(ms) && toInstant(ms).startsWith(on);
}
