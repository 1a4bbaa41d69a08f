import type { EntryBody } from '@khop/shared/entry';
import type { IdCard } from '@khop/shared/id-card';
import { readIdNumber } from '@khop/shared/id-number';
import {
  IDENTITY_FIELDS,
  type Identity,
  type IdentityField,
  isSameValue,
  type Origin,
  type Origins,
} from '@khop/shared/identity';
import type { Id } from '@khop/shared/ids';
import type { PersonRecord } from '@khop/shared/record';

/** A proposed identity beside the one that is kept, before anybody has saved anything. */
export type Proposal = {
  identity: Identity;
  /** Fields a card's code says, whether or not they differ from what is kept. */
  scanned: readonly IdentityField[];
  cardHash: string | null;
};

/** The kept identity with what the card says laid over it; what the card leaves out stays. */
export function withCard(before: Identity, card: IdCard, cardHash: string | null): Proposal {
  const read = card.number === null ? null : readIdNumber(card.number);
  const said: Partial<Identity> = {};
  if (card.fullName !== null) said.fullName = card.fullName;
  if (card.birthDate !== null) said.birthDate = card.birthDate;
  if (card.sex !== null) said.sex = card.sex;
  if (read !== null && !('problem' in read)) said.number = read;
  if (card.oldNumber !== null) said.oldNumber = card.oldNumber;
  return {
    identity: { ...before, ...said },
    scanned: IDENTITY_FIELDS.filter((field) => field in said),
    cardHash,
  };
}

function changedFields(before: Identity, after: Identity): IdentityField[] {
  return IDENTITY_FIELDS.filter((field) => !isSameValue(before[field], after[field]));
}

/**
 * What is written when the proposal is taken, or null when it changes nothing. Fields a card
 * confirms are written too, as scanned: from then on a person has seen them on the card.
 */
export function amendmentOf(
  record: PersonRecord,
  proposal: Proposal,
): EntryBody<'identity-amended'> | null {
  const changed = changedFields(record.identity, proposal.identity);
  if (changed.length === 0) return null;
  const written = IDENTITY_FIELDS.filter(
    (field) =>
      changed.includes(field) ||
      (proposal.scanned.includes(field) && record.origins[field] !== 'scanned'),
  );
  const origins: Origins = {};
  for (const field of written) origins[field] = originOf(field, record, proposal);
  return {
    basedOn: seenVersion(record),
    changes: pick(proposal.identity, written),
    origins,
    cardHash: proposal.cardHash,
    reason: null,
  };
}

function originOf(field: IdentityField, record: PersonRecord, proposal: Proposal): Origin {
  if (proposal.scanned.includes(field)) return 'scanned';
  return record.identity[field] === null ? 'typed' : 'amended';
}

/**
 * What is written when a person has chosen, field by field, which of two concurrent values stands:
 * [R5] based on the version that holds both, so that it settles the conflict.
 */
export function settlementOf(
  record: PersonRecord,
  chosenByField: ReadonlyMap<IdentityField, Id>,
): EntryBody<'identity-amended'> {
  const chosen: Partial<Identity> = {};
  const origins: Origins = {};
  for (const [field, entry] of chosenByField) {
    const version = record.versions.find((each) => each.entry === entry);
    if (version === undefined || !(field in version.changes)) continue;
    Object.assign(chosen, pick(version.changes, [field]));
    origins[field] = version.origins[field] ?? 'amended';
  }
  return {
    basedOn: seenVersion(record),
    changes: chosen,
    origins,
    cardHash: null,
    reason: null,
  };
}

/** The latest version on the screen: whoever changes the same field unseen makes a conflict. */
function seenVersion(record: PersonRecord): Id {
  const latest = record.versions.at(-1);
  if (latest === undefined) throw new Error('a person record has a first version');
  return latest.entry;
}

function pick(from: Partial<Identity>, fields: readonly IdentityField[]): Partial<Identity> {
  return Object.fromEntries(fields.map((field) => [field, from[field]]));
}
