import { type IdNumberProblem, readIdNumber } from '@khop/shared/id-number';
import { IDENTITY_FIELDS, type Identity, isSameValue } from '@khop/shared/identity';
import { displayName } from '@khop/shared/name';
import { type DateProblem, parsePartialDate } from '@khop/shared/partial-date';
import type { PersonRecord } from '@khop/shared/record';
import type { Day } from '@khop/shared/time';
import type { PersonValues } from './person-values.ts';

/** What cannot be saved as it stands; everything else is a hint and goes on. */
export type PersonProblems = {
  fullName?: 'name-missing';
  birthDate?: DateProblem['problem'] | 'date-future';
  number?: IdNumberProblem['problem'] | 'id-kind';
  nationality?: 'nationality-missing';
  /** A number with the lost zero put back, to be taken with one tap. */
  numberProposal?: string;
};

export type Contact = Pick<PersonRecord, 'address' | 'phone' | 'guardian'>;

export type ReadPerson =
  | { identity: Identity; contact: Contact }
  | { problems: PersonProblems; partial: Identity };

/**
 * The boxes as an identity. Nobody is turned away: without any number, without a birth date, without a
 * sex a person is recordable; only a name must be there, and what is there must be possible.
 */
export function readPerson(values: PersonValues, today: Day): ReadPerson {
  const problems: PersonProblems = {};
  const fullName = displayName(values.fullName);
  if (fullName === '') problems.fullName = 'name-missing';

  let birthDate: Identity['birthDate'] = null;
  const date = parsePartialDate({ day: values.day, month: values.month, year: values.year });
  if (!('problem' in date)) {
    if (date.value > today.slice(0, date.value.length)) problems.birthDate = 'date-future';
    else birthDate = date;
  } else if (date.problem !== 'date-missing') problems.birthDate = date.problem;

  let number: Identity['number'] = null;
  if (values.numberKind !== 'none') {
    const read = readIdNumber(
      values.number,
      values.numberKind === 'passport' ? 'passport' : undefined,
    );
    if ('problem' in read) {
      problems.number = read.problem;
      if (read.proposal !== null) problems.numberProposal = read.proposal;
    } else if (read.kind !== values.numberKind) problems.number = 'id-kind';
    else number = read;
  }

  if (values.nationality === '') problems.nationality = 'nationality-missing';

  const identity: Identity = {
    fullName,
    sex: values.sex === '' ? null : values.sex,
    birthDate,
    number,
    oldNumber: values.oldNumber.replace(/\s/g, '') || null,
    nationality: values.nationality,
  };
  if (Object.keys(problems).length > 0) return { problems, partial: identity };
  return { identity, contact: readContact(values) };
}

function readContact(values: PersonValues): Contact {
  const text = (value: string) => value.trim().normalize('NFC') || null;
  const guardianName = displayName(values.guardianName);
  return {
    address: text(values.address),
    phone: text(values.phone),
    guardian:
      guardianName === '' ? null : { fullName: guardianName, phone: text(values.guardianPhone) },
  };
}

/** The fields that differ from what is known: only these travel, so two people may amend at once. */
export function identityChanges(before: Identity, after: Identity): Partial<Identity> {
  const changes: Partial<Identity> = {};
  for (const field of IDENTITY_FIELDS)
    if (!isSameValue(before[field], after[field]))
      Object.assign(changes, { [field]: after[field] });
  return changes;
}

export function contactChanges(before: Contact, after: Contact): Partial<Contact> {
  const changes: Partial<Contact> = {};
  for (const field of ['address', 'phone', 'guardian'] as const)
    if (!isSameValue(before[field], after[field]))
      Object.assign(changes, { [field]: after[field] });
  return changes;
}
