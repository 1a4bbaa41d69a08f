import { displayName, foldedKey } from '@khop/shared/name';
import { readPartialDate } from '@khop/shared/partial-date';
import type { Outline } from './outline.ts';

type Token =
  | { kind: 'word'; folded: string; exact: string }
  | { kind: 'digits'; digits: string; date: string | null };

/** `1234 5678 9012` is one number, `12/03/1984` one date, `Ánh 1984` a word and digits. */
function readQuery(query: string): Token[] {
  const text = displayName(query);
  const whole = text.replace(/[\s.\-/]/g, '');
  if (/^\d+$/.test(whole)) {
    return [{ kind: 'digits', digits: whole, date: readDate(text) ?? readDate(whole) }];
  }
  return text
    .split(' ')
    .filter((word) => word !== '')
    .map((word): Token => {
      const digits = word.replace(/[.\-/]/g, '');
      if (/^\d+$/.test(digits)) return { kind: 'digits', digits, date: readDate(word) };
      return { kind: 'word', folded: foldedKey(word), exact: word.toUpperCase() };
    })
    .filter((token) => token.kind === 'digits' || token.folded !== '');
}

function readDate(text: string): string | null {
  const date = readPartialDate(text);
  return 'problem' in date || date.precision === 'year' ? null : date.value;
}

/** 0: no match. Exact accents count more than any folded match, a whole word more than a beginning. */
function wordScore({ folded, exact }: Outline, token: { folded: string; exact: string }): number {
  const at = folded.indexOf(` ${token.folded}`);
  if (at < 0) return 0;
  if (exact.includes(` ${token.exact}`)) return `${exact} `.includes(` ${token.exact} `) ? 8 : 6;
  return `${folded} `.includes(` ${token.folded} `) ? 3 : 2;
}

function digitsScore(
  outline: Outline,
  { digits, date }: Extract<Token, { kind: 'digits' }>,
): number {
  const { number, oldNumber, birthDate } = outline.identity;
  if (number?.value === digits || oldNumber === digits) return 20;
  if (date !== null && birthDate?.value.startsWith(date)) return 12;
  if (digits.length === 4 && birthDate?.value.startsWith(digits)) return 9;
  if (digits.length >= 3 && number?.value.endsWith(digits)) return 8;
  if (digits.length >= 3 && oldNumber?.endsWith(digits)) return 7;
  if (digits.length >= 4 && outline.phone.endsWith(digits)) return 6;
  if (digits.length >= 6 && number?.value.startsWith(digits)) return 5;
  return 0;
}

function score(outline: Outline, tokens: readonly Token[]): number {
  let sum = 0;
  for (const token of tokens) {
    const each = token.kind === 'word' ? wordScore(outline, token) : digitsScore(outline, token);
    if (each === 0) return 0;
    sum += each;
  }
  return sum;
}

/** Given name first, as Vietnamese lists are read (UX38). */
export function byGivenName(a: Outline, b: Outline): number {
  if (a.sort !== b.sort) return a.sort < b.sort ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

/**
 * UX37: any word, a word's beginning, last digits, birth date or year, phone; exact accents first.
 * One pass over the outlines: 50,000 need no index beside their own words, and an index would have
 * to be kept right.
 */
export function search(outlines: Iterable<Outline>, query: string, limit: number): Outline[] {
  const tokens = readQuery(query);
  if (tokens.length === 0) return [];
  const best: { outline: Outline; score: number }[] = [];
  const isBefore = (a: { outline: Outline; score: number }, b: typeof a) =>
    a.score > b.score || (a.score === b.score && byGivenName(a.outline, b.outline) < 0);
  for (const outline of outlines) {
    const found = { outline, score: score(outline, tokens) };
    if (found.score === 0) continue;
    const last = best[limit - 1];
    if (last !== undefined && !isBefore(found, last)) continue;
    let low = 0;
    let high = best.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const there = best[middle];
      if (there !== undefined && isBefore(there, found)) low = middle + 1;
      else high = middle;
    }
    best.splice(low, 0, found);
    if (best.length > limit) best.pop();
  }
  return best.map((each) => each.outline);
}
