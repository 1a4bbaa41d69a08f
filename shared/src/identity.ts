import * as z from 'zod/mini';
import { IdNumber } from './id-number.ts';
import { Id } from './ids.ts';
import { displayName } from './name.ts';
import { PartialDate } from './partial-date.ts';
import { Instant } from './time.ts';

export const Sex = z.enum(['male', 'female']);
export type Sex = z.infer<typeof Sex>;

/** How a value came to be: kept for ever beside it. Editing a scanned value makes it `amended`. */
export const Origin = z.enum(['scanned', 'typed', 'amended', 'imported']);
export type Origin = z.infer<typeof Origin>;

/** Who a person is. Phone and address are contact, never identity. */
export const Identity = z.object({
  fullName: z.string().check(z.minLength(1), z.maxLength(200)),
  sex: z.nullable(Sex),
  birthDate: z.nullable(PartialDate),
  number: z.nullable(IdNumber),
  /** The 9-digit number printed on an ID card beside the new one. */
  oldNumber: z.nullable(z.string().check(z.maxLength(20))),
  /** ISO 3166-1 alpha-2. */
  nationality: z.string().check(z.regex(/^[A-Z]{2}$/)),
});
export type Identity = z.infer<typeof Identity>;

export const IDENTITY_FIELDS = [
  'fullName',
  'sex',
  'birthDate',
  'number',
  'oldNumber',
  'nationality',
] as const;
export type IdentityField = (typeof IDENTITY_FIELDS)[number];

/**
 * Two values of one field that say the same, whatever the order in which their parts were written.
 * Total: a text with half a letter, which canonical JSON refuses, is a value like any other.
 */
export function isSameValue(left: unknown, right: unknown): boolean {
  return JSON.stringify(ordered(left)) === JSON.stringify(ordered(right));
}

function ordered(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  return Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

export const Origins = z.partial(
  z.object({
    fullName: Origin,
    sex: Origin,
    birthDate: Origin,
    number: Origin,
    oldNumber: Origin,
    nationality: Origin,
  }),
);
export type Origins = z.infer<typeof Origins>;

/** The four fields of letter 9438/BYT-CNTT, exactly as they are asked about. */
export const FourFields = z.object({
  fullName: z.string(),
  sex: Sex,
  birthDate: PartialDate,
  number: IdNumber,
});
export type FourFields = z.infer<typeof FourFields>;

export type Checkability =
  | { state: 'checkable'; fields: FourFields }
  | { state: 'foreigner' }
  | { state: 'incomplete'; missing: ('fullName' | 'sex' | 'birthDate' | 'number')[] };

/**
 * [F1] Foreigners are never checked; [F2] an identity without all four fields is never sent.
 * A passport of a Vietnamese citizen is no number the population database knows.
 */
export function judgeCheckability(identity: Identity): Checkability {
  if (identity.nationality !== 'VN') return { state: 'foreigner' };
  const { sex, birthDate, number } = identity;
  const fullName = displayName(identity.fullName);
  const hasNumber = number !== null && number.kind !== 'passport';
  if (fullName !== '' && sex !== null && birthDate !== null && hasNumber) {
    return { state: 'checkable', fields: { fullName, sex, birthDate, number } };
  }
  const missing: ('fullName' | 'sex' | 'birthDate' | 'number')[] = [];
  if (fullName === '') missing.push('fullName');
  if (sex === null) missing.push('sex');
  if (birthDate === null) missing.push('birthDate');
  if (!hasNumber) missing.push('number');
  return { state: 'incomplete', missing };
}

/**
 * [F3] The exact content a verdict is bound to. Two identities with the same key are one question;
 * any change of one of the four fields, an accent included, is another.
 */
export function identityKey(fields: FourFields): string {
  return JSON.stringify([
    displayName(fields.fullName),
    fields.sex,
    fields.birthDate.value,
    fields.number.kind,
    fields.number.value,
  ]);
}

/** What the population database said, and about which content. It never says which field is wrong. */
export const Verdict = z.object({
  key: z.string(),
  answer: z.enum(['match', 'mismatch']),
  answeredAt: Instant,
  registry: z.string(),
  check: Id,
});
export type Verdict = z.infer<typeof Verdict>;

export type CheckState = 'match' | 'mismatch' | 'waiting' | 'foreigner' | 'incomplete';

/** [F4] Only the latest verdict about exactly today's content counts; older ones are history. */
export function judgeCheck(
  identity: Identity,
  verdicts: readonly Verdict[],
): { state: CheckState; verdict: Verdict | null } {
  const checkability = judgeCheckability(identity);
  if (checkability.state !== 'checkable') return { state: checkability.state, verdict: null };
  if (verdicts.length === 0) return { state: 'waiting', verdict: null };
  const key = identityKey(checkability.fields);
  const verdict = verdicts.findLast((each) => each.key === key) ?? null;
  return { state: verdict?.answer ?? 'waiting', verdict };
}
