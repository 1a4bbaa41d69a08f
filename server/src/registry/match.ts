import type { FourFields } from '@khop/shared/identity';
import { foldedKey, strictKey } from '@khop/shared/name';
import { type PartialDate, samePartialDate } from '@khop/shared/partial-date';

/** A citizen as the population file tells it. Elders may have no personal ID but an old one. */
export type Citizen = {
  number: string | null;
  oldNumber: string | null;
  fullName: string;
  sex: 'male' | 'female';
  birthDate: PartialDate;
};

/** `strict`: marks count (the batch of 9438 asks for the right name); `folded`: as the SOAP service. */
export type NameRule = 'strict' | 'folded';

/**
 * Whether one of the citizens with that number is exactly the person asked about: name, sex, birth
 * date and number. A question by year is answered by year; a whole date wants the same whole date.
 */
export function judgeMatch(
  fields: FourFields,
  citizens: readonly Citizen[],
  names: NameRule,
): 'match' | 'mismatch' {
  const key = names === 'strict' ? strictKey : foldedKey;
  const isSame = (citizen: Citizen) =>
    numberOf(citizen, fields.number.kind) === fields.number.value &&
    citizen.sex === fields.sex &&
    isSameBirth(fields.birthDate, citizen.birthDate) &&
    key(citizen.fullName) === key(fields.fullName);
  return citizens.some(isSame) ? 'match' : 'mismatch';
}

function numberOf(citizen: Citizen, kind: FourFields['number']['kind']): string | null {
  return kind === 'personal-id' ? citizen.number : citizen.oldNumber;
}

function isSameBirth(asked: PartialDate, known: PartialDate): boolean {
  if (asked.precision === 'day') return samePartialDate(asked, known);
  return asked.value.slice(0, 4) === known.value.slice(0, 4);
}
