import type { FourFields } from '@khop/shared/identity';
import { displayName, foldedKey, foldedWords } from '@khop/shared/name';

/** How this gateway wants a name without marks (callers are known to differ): an adapter setting. */
export type NameStyle = 'spaced' | 'no-apostrophe' | 'joined';

/** HoVaTen: capitals without marks. `H'Hen Niê` is `H HEN NIE`, `HHEN NIE` or `HHENNIE`. */
export function queryName(fullName: string, style: NameStyle): string {
  if (style === 'joined') return foldedKey(fullName);
  const name = displayName(fullName);
  return foldedWords(style === 'spaced' ? name.replaceAll("'", ' ') : name).join(' ');
}

/** NgayThangNamSinh: a whole date or, where day or month is unknown, the year alone. */
export function queryBirth(
  birthDate: FourFields['birthDate'],
): readonly ['NgayThangNam' | 'Nam', string] {
  const { value, precision } = birthDate;
  return precision === 'day'
    ? ['NgayThangNam', value.replaceAll('-', '')]
    : ['Nam', value.slice(0, 4)];
}
