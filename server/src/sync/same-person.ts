import type { Id } from '@khop/shared/ids';
import { judgeSamePerson } from '@khop/shared/person-match';
import type { PersonRecord } from '@khop/shared/record';
import { lockNames } from '../store/locks.ts';
import { findByNumbers } from '../store/records.ts';
import type { Tx } from '../store/store.ts';
import type { Arrival } from './arrival.ts';
import { type Holding, hold, personsWithNewIdentity } from './holding.ts';
import { type OfficeFact, writeOfficeArrivals } from './office-journal.ts';

/**
 * [D1] A person registered on two tablets: where all four fields are the same after normalisation,
 * the office links the two; both histories stay. Answers with the office's own entries, to be
 * folded by the caller.
 */
export async function linkSamePersons(tx: Tx, holding: Holding): Promise<Arrival[]> {
  const changed = personsWithNewIdentity(holding);
  const byNumber = new Map<string, Set<Id>>();
  for (const person of changed) {
    const number = numberOf(person);
    if (number !== null) byNumber.set(number, new Set());
  }
  if (byNumber.size === 0) return [];
  await lockNames(tx, 'number', byNumber.keys());
  for (const { id, number } of await findByNumbers(tx, [...byNumber.keys()])) {
    byNumber.get(number)?.add(id);
  }
  // Those of this very transaction are not in the table yet.
  for (const person of changed) byNumber.get(numberOf(person) ?? '')?.add(person.id);
  const shared = [...byNumber.values()].filter((ids) => ids.size > 1);
  if (shared.length === 0) return [];
  await hold(
    tx,
    holding,
    shared.flatMap((ids) => [...ids]),
  );
  const facts: OfficeFact[] = [];
  for (const person of changed) {
    const other = firstSame(person, byNumber.get(numberOf(person) ?? ''), holding);
    if (other === null || isSettled(person, other, facts)) continue;
    facts.push({ kind: 'persons-linked', subject: person.id, body: { other: other.id } });
    facts.push({ kind: 'persons-linked', subject: other.id, body: { other: person.id } });
  }
  return writeOfficeArrivals(tx, facts);
}

function numberOf({ identity }: PersonRecord): string | null {
  return identity.number?.value ?? null;
}

/** One link joins a person to all who are already joined: linking each with each would grow as n². */
function firstSame(
  person: PersonRecord,
  ids: ReadonlySet<Id> | undefined,
  holding: Holding,
): PersonRecord | null {
  for (const id of [...(ids ?? [])].sort()) {
    const other = holding.get(id)?.now;
    if (id === person.id || other?.type !== 'person') continue;
    if (judgeSamePerson(person.identity, other.identity).likeness === 'same') return other;
  }
  return null;
}

/** A pair somebody has judged, either way, is settled; a pair of this transaction is met twice. */
function isSettled(person: PersonRecord, other: PersonRecord, facts: OfficeFact[]): boolean {
  return (
    person.links.some((link) => link.other === other.id) ||
    other.links.some((link) => link.other === person.id) ||
    facts.some((fact) => fact.subject === person.id && isAbout(fact, other.id))
  );
}

function isAbout(fact: OfficeFact, other: Id): boolean {
  return fact.kind === 'persons-linked' && fact.body.other === other;
}
