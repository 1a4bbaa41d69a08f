import type { Identity, IdentityField, Origins } from '@khop/shared/identity';
import { IDENTITY_FIELDS } from '@khop/shared/identity';
import { formatPartialDate } from '@khop/shared/partial-date';
import type { PersonRecord } from '@khop/shared/record';
import * as z from 'zod/mini';
import { isNameDoubtful, type PersonSeed, type ScannedCard } from '../../parts/person-draft.ts';

const Text = z.catch(z.string(), '');

/** The form's boxes as they stand: what a draft keeps, whether or not it can be saved yet. */
export const PersonValues = z.object({
  fullName: Text,
  day: Text,
  month: Text,
  year: Text,
  sex: z.catch(z.enum(['', 'male', 'female']), ''),
  numberKind: z.catch(z.enum(['personal-id', 'cmnd', 'passport', 'none']), 'personal-id'),
  number: Text,
  oldNumber: Text,
  nationality: z.catch(z.string(), 'VN'),
  phone: Text,
  address: Text,
  guardianName: Text,
  guardianPhone: Text,
});
export type PersonValues = z.infer<typeof PersonValues>;

export const emptyValues: PersonValues = z.parse(PersonValues, {});

/** What stood in the boxes before anybody typed, and how each value came to be. */
export type PersonBase = { values: PersonValues; origins: Origins };

export const emptyBase: PersonBase = { values: emptyValues, origins: {} };

function withIdentity(values: PersonValues, identity: Partial<Identity>): PersonValues {
  const { fullName, sex, birthDate, number, oldNumber, nationality } = identity;
  const next = { ...values };
  if (fullName !== undefined) next.fullName = fullName;
  if (sex !== undefined) next.sex = sex ?? '';
  if (birthDate !== undefined) Object.assign(next, boxesOf(birthDate));
  if (number !== undefined) {
    next.numberKind = number?.kind ?? 'none';
    next.number = number?.value ?? '';
  }
  if (oldNumber !== undefined) next.oldNumber = oldNumber ?? '';
  if (nationality !== undefined) next.nationality = nationality;
  return next;
}

function boxesOf(birthDate: Identity['birthDate']): Pick<PersonValues, 'day' | 'month' | 'year'> {
  if (birthDate === null) return { day: '', month: '', year: '' };
  const parts = formatPartialDate(birthDate).split('/');
  const [year = '', month = '', day = ''] = parts.toReversed();
  return { day, month, year };
}

/** The boxes of somebody known. */
export function baseOfRecord(
  record: Pick<PersonRecord, 'identity' | 'origins' | 'phone' | 'address' | 'guardian'>,
): PersonBase {
  const { identity, origins, phone, address, guardian } = record;
  const values = {
    ...withIdentity(emptyValues, identity),
    phone: phone ?? '',
    address: address ?? '',
    guardianName: guardian?.fullName ?? '',
    guardianPhone: guardian?.phone ?? '',
  };
  return { values, origins };
}

/**
 * A card laid over what stands there. A number that is neither 12 nor 9 digits stands in the box for a
 * person to mend; a name the reader could not vouch for stands there too, marked as to be confirmed.
 * In an amendment a doubtful name never replaces a known one.
 */
export function overlayCard(base: PersonBase, scanned: ScannedCard): PersonBase {
  const { card } = scanned;
  const values = { ...base.values };
  const origins: Origins = { ...base.origins };
  if (card.fullName !== null && (values.fullName === '' || !isNameDoubtful(scanned))) {
    values.fullName = card.fullName;
    origins.fullName = 'scanned';
  }
  if (card.sex !== null) {
    values.sex = card.sex;
    origins.sex = 'scanned';
  }
  if (card.birthDate !== null) {
    Object.assign(values, boxesOf(card.birthDate));
    origins.birthDate = 'scanned';
  }
  if (card.number !== null) {
    values.number = card.number;
    // PC-Covid carries passports too; a card of ours carries digits only.
    values.numberKind = /^\d+$/.test(card.number) ? 'personal-id' : 'passport';
    origins.number = 'scanned';
  }
  if (card.oldNumber !== null) {
    values.oldNumber = card.oldNumber;
    origins.oldNumber = 'scanned';
  }
  if (card.address !== null) values.address = card.address;
  if (card.number !== null && values.numberKind === 'personal-id') {
    values.nationality = 'VN';
    origins.nationality = 'scanned';
  }
  return { values, origins };
}

/** Where a new person's form begins: a card, or what was searched for. */
export function baseOfSeed(seed: PersonSeed): PersonBase {
  if (seed.scanned !== null) return overlayCard(emptyBase, seed.scanned);
  const typed = seed.typed ?? '';
  if (typed === '') return emptyBase;
  const isNumber = /^[\d\s.]{6,}$/.test(typed);
  const values = isNumber
    ? { ...emptyValues, number: typed.replace(/[\s.]/g, '') }
    : { ...emptyValues, fullName: typed.replace(/\s*\d+\s*$/, '') };
  return { values, origins: {} };
}

/** The boxes that make up one field of the identity. */
export const BOXES: Record<IdentityField, readonly (keyof PersonValues)[]> = {
  fullName: ['fullName'],
  sex: ['sex'],
  birthDate: ['day', 'month', 'year'],
  number: ['numberKind', 'number'],
  oldNumber: ['oldNumber'],
  nationality: ['nationality'],
};

/** `001` and `1` in a date box are the same day; blanks at the ends are nothing. */
function plain(values: PersonValues, box: keyof PersonValues): string {
  const text = values[box].trim().normalize('NFC');
  return box === 'day' || box === 'month' ? text.replace(/^0+/, '') : text;
}

export function isFieldChanged(a: PersonValues, b: PersonValues, field: IdentityField): boolean {
  return BOXES[field].some((box) => plain(a, box) !== plain(b, box));
}

function isFieldEmpty(values: PersonValues, field: IdentityField): boolean {
  if (field === 'number') return values.numberKind === 'none' || values.number.trim() === '';
  return BOXES[field].every((box) => values[box].trim() === '');
}

/**
 * [UX17] How each value came to be: untouched it keeps its origin; a value that was there and was
 * changed is `amended`, so that "quét từ thẻ" never stands beside what a hand has altered; what was
 * empty and is filled now was `typed`.
 */
export function originsOf(values: PersonValues, base: PersonBase): Origins {
  const origins: Origins = {};
  for (const field of IDENTITY_FIELDS) {
    if (isFieldEmpty(values, field)) continue;
    const before = base.origins[field];
    const isChanged = isFieldChanged(values, base.values, field);
    if (!isChanged) origins[field] = before ?? 'typed';
    else origins[field] = before === undefined ? 'typed' : 'amended';
  }
  return origins;
}
