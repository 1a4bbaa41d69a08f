import { type Day, dayOf, type Instant } from '@khop/shared/time';
import { t } from '@lingui/core/macro';
import { formatShortDay, formatTime } from '../app/format.ts';
import type { Vial } from './vial.ts';

/** `Buổi sáng 21/11`: the half of the day it was opened in, on the clock of Viet Nam. */
export function sessionName(session: { on: Day; opened: { at: Instant } }): string {
  const day = formatShortDay(session.on);
  // A session back-dated to another day has no half of its own.
  if (dayOf(session.opened.at) !== session.on) return t`Buổi tiêm ${day}`;
  const hour = Number(formatTime(session.opened.at).slice(0, 2));
  if (hour < 12) return t`Buổi sáng ${day}`;
  return hour < 18 ? t`Buổi chiều ${day}` : t`Buổi tối ${day}`;
}

/** `lọ 4, còn 3 liều`. */
export function vialWords({ number, left }: Vial): string {
  if (number === 0) return t`chưa mở lọ nào`;
  if (left < 0) {
    const over = -left;
    return t`lọ ${number}, đã quá ${over} liều`;
  }
  return left === 0 ? t`lọ ${number}, hết liều` : t`lọ ${number}, còn ${left} liều`;
}
