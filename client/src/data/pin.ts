import { readPartialDate } from '@khop/shared/partial-date';

const SHORTEST_PIN = 8;
const SHORTEST_PHRASE = 12;
const FEWEST_LETTERS = 6;

/**
 * SAFETY 2.2: eight digits or more, no runs, repetitions or dates, or a passphrase. A disk copy of a
 * random 8-digit PIN falls in days, of a date of birth in minutes.
 */
export function isWeakPin(pin: string): boolean {
  const text = pin.normalize('NFKC');
  if (!/^\d+$/.test(text)) {
    return text.length < SHORTEST_PHRASE || new Set(text.toLowerCase()).size < FEWEST_LETTERS;
  }
  return text.length < SHORTEST_PIN || isRun(text) || isRepetition(text) || isDate(text);
}

/** Each digit one more, or one less, than the one before: 12345678, 98765432, 78901234. */
function isRun(digits: string): boolean {
  const steps = new Set<number>();
  for (let at = 1; at < digits.length; at++) {
    steps.add((Number(digits[at]) - Number(digits[at - 1]) + 10) % 10);
  }
  return steps.size === 1 && [0, 1, 9].includes([...steps][0] ?? 0);
}

/** 11111111, 12121212, 12341234, 11223344. */
function isRepetition(digits: string): boolean {
  const half = digits.length / 2;
  for (let size = 1; size <= half; size++) {
    if (
      digits ===
      digits
        .slice(0, size)
        .repeat(Math.ceil(digits.length / size))
        .slice(0, digits.length)
    ) {
      return true;
    }
  }
  return new Set(digits).size < 3 || /^(?:(\d)\1)+$/.test(digits);
}

/** A day written any way round, alone or with digits before or after it. */
function isDate(digits: string): boolean {
  if (digits.length > 9) return false;
  for (let at = 0; at + 8 <= digits.length; at++) {
    const date = readPartialDate(digits.slice(at, at + 8));
    if (!('problem' in date) && date.precision === 'day') {
      const year = Number(date.value.slice(0, 4));
      if (year >= 1900 && year < 2100) return true;
    }
  }
  return false;
}
