import type { Day } from '@khop/shared/time';
import { formatDay, formatShortDay } from '../app/format.ts';

/** `21/11`; with its year only where that is another than today's. */
export function dayInList(on: Day, today: Day): string {
  return on.slice(0, 4) === today.slice(0, 4) ? formatShortDay(on) : formatDay(on);
}
