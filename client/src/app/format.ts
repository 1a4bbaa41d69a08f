import type { Day, Instant } from '@khop/shared/time';
import type { Language } from './preferences.ts';

// UX40: the day, the 24-hour clock and the zone are the same in both languages; only words and
// the marks inside numbers follow the language. `dateStyle: 'short'` would print 1/1/70.
const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Ho_Chi_Minh',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

function parts(instant: Instant) {
  const found = { day: '', month: '', year: '', hour: '', minute: '' };
  for (const part of clock.formatToParts(Date.parse(instant)))
    if (part.type in found) found[part.type as keyof typeof found] = part.value;
  return found;
}

/** `2026-11-21` → `21/11/2026`. */
export function formatDay(day: Day): string {
  return day.split('-').reverse().join('/');
}

/** `2026-11-21` → `21/11`, for lists in which the year is not in doubt. */
export function formatShortDay(day: Day): string {
  return formatDay(day).slice(0, 5);
}

/** The wall clock in Viet Nam: `08:41`. */
export function formatTime(instant: Instant): string {
  const { hour, minute } = parts(instant);
  return `${hour}:${minute}`;
}

/** Time and day in Viet Nam: `08:41 21/11/2026`. */
export function formatMoment(instant: Instant): string {
  const { day, month, year } = parts(instant);
  return `${formatTime(instant)} ${day}/${month}/${year}`;
}

/** `1.234.567,5` in Vietnamese, `1,234,567.5` in English; at most three decimals. */
export function formatNumber(value: number, language: Language): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 3 }).format(value);
}

const steps = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/**
 * How long, in the largest whole unit and rounded down: `2 giờ`, `3 ngày`. A clock set back
 * cannot make an age negative: the least is `0 giây`.
 */
export function formatDuration(ms: number, language: Language): string {
  const [unit, size] = steps.find(([, size]) => ms >= size) ?? steps[3];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(
    Math.max(0, Math.floor(ms / size)),
  );
}

/** What is left of a countdown: `29:51`; `00:00` when it is over. From an hour on `1:05:00`. */
export function formatCountdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const pad = (value: number) => String(value).padStart(2, '0');
  const [hour, minute, second] = [
    Math.floor(seconds / 3600),
    Math.floor(seconds / 60) % 60,
    seconds % 60,
  ] as const;
  return hour > 0 ? `${hour}:${pad(minute)}:${pad(second)}` : `${pad(minute)}:${pad(second)}`;
}
