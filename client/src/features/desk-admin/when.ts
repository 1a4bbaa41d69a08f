import { parsePartialDate } from '@khop/shared/partial-date';
import { addDays, type Instant, startOfDay, toInstant } from '@khop/shared/time';

export type DayBoxes = { day: string; month: string; year: string; time: string };
export const NO_DAY: DayBoxes = { day: '', month: '', year: '', time: '' };

/**
 * The instant a form's boxes mean. A first day begins in the morning, a last one is meant with its
 * evening; an hour says it exactly. `empty`: nothing was typed. Null: it is no day or no hour.
 */
export function instantOf(boxes: DayBoxes, which: 'first' | 'last'): Instant | 'empty' | null {
  const { day, month, year, time } = boxes;
  if ([day, month, year, time].every((each) => each.trim() === '')) return 'empty';
  const date = parsePartialDate({ day, month, year });
  if ('problem' in date || date.precision !== 'day') return null;
  if (time.trim() === '')
    return startOfDay(which === 'first' ? date.value : addDays(date.value, 1));
  const match = /^(\d{1,2})[:hg.](\d\d)?$|^(\d{1,2})$/.exec(time.trim().toLowerCase());
  if (match === null) return null;
  const minutes = Number(match[1] ?? match[3]) * 60 + Number(match[2] ?? 0);
  if (minutes >= 24 * 60 || Number(match[2] ?? 0) > 59) return null;
  return toInstant(Date.parse(startOfDay(date.value)) + minutes * 60_000);
}
