import type { IdNumber } from '@khop/shared/id-number';
import type { Identity, Origin, Sex } from '@khop/shared/identity';
import { ageOn, formatPartialDate, isDoubtful } from '@khop/shared/partial-date';
import type { Day } from '@khop/shared/time';
import { plural, t } from '@lingui/core/macro';

type Birth = Identity['birthDate'];

/** `12/04/1987` · `04/1987` · `năm 1956`; 01/01 is marked, never changed (UX20). */
export function birthWords(birth: Birth): string {
  if (birth === null) return t`chưa rõ ngày sinh`;
  const date = formatPartialDate(birth);
  if (birth.precision === 'year') return t`năm ${date}`;
  return isDoubtful(birth) ? t`${date} chưa chắc` : date;
}

/** Years; under two years months, since a dose may hang on them. Null while no date is known. */
export function ageWords(birth: Birth, today: Day): string | null {
  if (birth === null) return null;
  const { years, months } = ageOn(birth, today);
  if (months !== null && months < 24) return plural(months, { other: '# tháng' });
  return plural(years, { other: '# tuổi' });
}

export function sexWords(sex: Sex | null): string | null {
  if (sex === null) return null;
  return sex === 'female' ? t`Nữ` : t`Nam`;
}

/** What stands under a name in a list. */
export function personNotes(person: { birthDate: Birth; sex: Sex | null }, today: Day): string[] {
  const notes = [
    birthWords(person.birthDate),
    ageWords(person.birthDate, today),
    sexWords(person.sex),
  ];
  return notes.filter((note) => note !== null);
}

export function numberKindWords(kind: IdNumber['kind']): string {
  switch (kind) {
    case 'personal-id':
      return t`CCCD`;
    case 'cmnd':
      return t`CMND`;
    case 'passport':
      return t`Hộ chiếu`;
  }
}

/** Numbers show four digits until somebody asks for the rest (UX45). */
export function maskedNumber(tail: string): string {
  return `•••• ${tail.slice(-4)}`;
}

/** `0912 ••• 318`: enough to say the right number aloud, too little to copy it over a shoulder. */
export function maskedPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  return digits.length < 8 ? phone : `${digits.slice(0, 4)} ••• ${digits.slice(-3)}`;
}

export function originWords(origin: Origin): string {
  switch (origin) {
    case 'scanned':
      return t`quét từ thẻ`;
    case 'typed':
      return t`gõ tay`;
    case 'amended':
      return t`đã sửa`;
    case 'imported':
      return t`từ danh sách`;
  }
}
