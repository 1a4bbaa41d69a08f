import { type IdNumberProblem, readIdNumber } from '@khop/shared/id-number';
import type { Identity } from '@khop/shared/identity';
import { displayName } from '@khop/shared/name';
import { type DateProblem, parsePartialDate } from '@khop/shared/partial-date';
import * as z from 'zod/mini';

/** What stands in the boxes, and in their draft. */
export const IdentityValues = z.object({
  fullName: z.string(),
  day: z.string(),
  month: z.string(),
  year: z.string(),
  sex: z.enum(['', 'male', 'female']),
  number: z.string(),
});
export type IdentityValues = z.infer<typeof IdentityValues>;

export type IdentityProblems = {
  fullName?: 'missing';
  birthDate?: DateProblem['problem'];
  number?: IdNumberProblem;
};

/** The boxes as they are first shown. */
export function valuesOf({ fullName, birthDate, sex, number }: Identity): IdentityValues {
  const [year = '', month = '', day = ''] = birthDate?.value.split('-') ?? [];
  return { fullName, day, month, year, sex: sex ?? '', number: number?.value ?? '' };
}

/**
 * The identity the boxes say, or what cannot be. An empty date, sex or number is "not known": it is
 * kept open, never invented (UX20). What has no box here (old number, nationality) stays.
 */
export function readIdentityValues(
  values: IdentityValues,
  before: Identity,
): { identity: Identity } | { problems: IdentityProblems } {
  const problems: IdentityProblems = {};
  const fullName = displayName(values.fullName);
  if (fullName === '') problems.fullName = 'missing';
  const date = parsePartialDate(values);
  const birthDate = 'problem' in date ? null : date;
  if ('problem' in date && date.problem !== 'date-missing') problems.birthDate = date.problem;
  const read = readIdNumber(
    values.number,
    before.number?.kind === 'passport' ? 'passport' : undefined,
  );
  const number = 'problem' in read ? null : read;
  if ('problem' in read && read.problem !== 'id-missing') problems.number = read;
  if (Object.keys(problems).length > 0) return { problems };
  return {
    identity: {
      ...before,
      fullName,
      birthDate,
      sex: values.sex === '' ? null : values.sex,
      number,
    },
  };
}
