import type { IdCard } from '@khop/shared/id-card';
import type { Id } from '@khop/shared/ids';
import type { Day } from '@khop/shared/time';
import * as z from 'zod/mini';

// What a scan or a search hands to the person form. It travels as a sealed draft, never in an address.

const PartialDateText = z.object({
  value: z.string(),
  precision: z.enum(['day', 'month', 'year']),
});

const Card = z.object({
  number: z.nullable(z.string()),
  oldNumber: z.nullable(z.string()),
  fullName: z.nullable(z.string()),
  birthDate: z.nullable(PartialDateText),
  sex: z.nullable(z.enum(['male', 'female'])),
  address: z.nullable(z.string()),
  issuedOn: z.nullable(z.string()),
}) satisfies z.ZodMiniType<IdCard>;

/** A card that was just read, beside what the reader could not be sure of. */
export const ScannedCard = z.object({
  card: Card,
  warnings: z.array(z.string()),
  /** SHA-256 of the payload in hex; null when the payload was damaged or typed by a hand scanner. */
  hash: z.nullable(z.string()),
});
export type ScannedCard = z.infer<typeof ScannedCard>;

/** Where a new person's form begins. */
export const PersonSeed = z.object({
  scanned: z.nullable(ScannedCard),
  /** What was searched for: a name or a number, typed. */
  typed: z.nullable(z.string()),
});
export type PersonSeed = z.infer<typeof PersonSeed>;

export function seedKey(draft: Id): string {
  return `person-seed:${draft}`;
}

export function newPersonKey(draft: Id): string {
  return `person-new:${draft}`;
}

/** The card last scanned for a known person: the dose screen compares, the person screen amends. */
export function cardKey(person: Id): string {
  return `card:${person}`;
}

export function amendKey(person: Id): string {
  return `person-amend:${person}`;
}

/** The dose being prepared for a person today: yesterday's temperature is no draft of today. */
export function doseDraftKey(person: Id, on: Day): string {
  return `dose:${on}:${person}`;
}

/** Names a reading may propose but not vouch for: a person compares them with the card. */
export function isNameDoubtful(scanned: ScannedCard): boolean {
  return scanned.warnings.some((code) =>
    ['name-unconfirmed', 'name-suspect', 'lookup-only', 'name-no-marks'].includes(code),
  );
}
