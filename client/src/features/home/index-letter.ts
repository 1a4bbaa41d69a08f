import { strictKey } from '@khop/shared/name';

// Horn, circumflex, breve: part of the letter.
const SHAPE_MARKS = /^[\u031b\u0302\u0306]+/;

/**
 * The letter a name stands under: that of the given name, the last word (UX38). Â, Ê and Đ are
 * letters of their own; a tone mark is not.
 */
export function indexLetter(fullName: string): string {
  const given = strictKey(fullName).split(' ').at(-1) ?? '';
  const [first = '', ...rest] = given.replace(/^[^\p{L}]+/u, '');
  const marks = SHAPE_MARKS.exec(rest.join(''))?.[0] ?? '';
  return (first + marks).normalize('NFC');
}

/** For each row its letter when it is the first of its group, else undefined. */
export function indexLetters(names: readonly string[]): (string | undefined)[] {
  let last: string | undefined;
  return names.map((name) => {
    const letter = indexLetter(name);
    if (letter === last) return undefined;
    last = letter;
    return letter;
  });
}
