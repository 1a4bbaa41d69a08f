import { hashOf } from '@khop/server/sync/chain';
import { type Entry, genesisHash } from '@khop/shared/entry';
import { IDENTITY_FIELDS, judgeCheck } from '@khop/shared/identity';
import { foldEntry, type PersonRecord } from '@khop/shared/record';
import { canonical } from './canonical.ts';
import { examineLedger, examineSight, examineTasks } from './examine-tablet.ts';
import type { House } from './house.ts';
import type { OfficeView } from './office-view.ts';
import { keyOf, populationOf } from './people.ts';
import { settle } from './settle.ts';

/** Persons each tablet is asked about when the house is looked at in passing. */
const SOME = 25;

/**
 * Brings the house to rest on a good wire, and says which promises do not hold (SAFETY section 1).
 * `isLast`: every person is looked at on every tablet; otherwise some.
 */
export async function examine(house: House, isLast = true): Promise<string[]> {
  const broken: string[] = [];
  for (const actor of house.actors) broken.push(...(await examineLedger(house, actor)));
  const before = house.actors.map(({ wire: { harshness, isDown } }) => ({ harshness, isDown }));
  const { registry } = house.office;
  broken.push(...(await settle(house)));
  const view = await house.office.view();
  broken.push(...examineOffice(house, view));
  const persons = [...view.persons.values()];
  const first = isLast ? 0 : Math.floor(house.chance.next() * persons.length);
  const some = isLast ? persons : persons.slice(first, first + SOME);
  for (const actor of house.actors) {
    broken.push(...(await examineLedger(house, actor)));
    broken.push(...(await examineSight(house, actor, some)));
    broken.push(...(await examineTasks(house, actor, persons)));
  }
  for (const [at, { wire }] of house.actors.entries()) Object.assign(wire, before[at]);
  house.office.registry = registry;
  return broken;
}

function examineOffice(house: House, view: OfficeView): string[] {
  const broken: string[] = [];
  const times = new Map<string, number>();
  for (const { journal, head, entries } of view.journals) {
    if (head !== entries.length) {
      broken.push(`[I5] ${journal} says ${head} and holds ${entries.length}`);
    }
    let hash = genesisHash(journal);
    const own = new Set<string>();
    for (const [index, entry] of entries.entries()) {
      hash = hashOf(hash, entry);
      if (entry.seq !== index + 1) broken.push(`[I5] a gap before ${entry.seq} of ${journal}`);
      if (entry.hash !== hash) broken.push(`[I5] other bytes at ${entry.seq} of ${journal}`);
      if (entry.id === null) continue;
      if (own.has(entry.id)) broken.push(`[I4] an entry stands twice in ${journal}`);
      own.add(entry.id);
      times.set(entry.id, (times.get(entry.id) ?? 0) + 1);
    }
  }
  // A copied profile says again in a new journal what it cannot know to have arrived in the old one.
  const mayRepeat = house.faults.has('clone') || house.faults.has('poison');
  for (const [id, { kind, actor, mayBeLost, isPoison }] of house.saved) {
    const there = times.get(id) ?? 0;
    if (there === 0 && !mayBeLost && !isPoison) broken.push(`[I2] lost: ${kind} of ${actor}`);
    if (there > 1 && !mayRepeat) broken.push(`[I4] doubled: ${kind} of ${actor} (${there} times)`);
  }
  broken.push(...examineRecords(house, view));
  return broken;
}

function examineRecords(house: House, view: OfficeView): string[] {
  const broken: string[] = [];
  const truth = populationOf(house.citizens);
  const applied = new Map<string, number>();
  for (const record of view.persons.values()) {
    for (const id of record.applied) applied.set(id, (applied.get(id) ?? 0) + 1);
  }
  for (const [id, { kind, mayBeLost, isPoison, subject }] of house.saved) {
    const count = applied.get(id) ?? 0;
    if (count > 1) broken.push(`[I4] a ${kind} stands twice in a record`);
    if (count === 1 || mayBeLost || isPoison) continue;
    if (!isOrphan(house, subject)) broken.push(`[I2] a ${kind} is in no record`);
  }
  for (const record of view.persons.values()) {
    if (canonical(refold(record, view)) !== canonical(record)) {
      broken.push(`[R1] [I11] a record is not the fold of its entries: ${record.id}`);
    }
    const { state } = judgeCheck(record.identity, record.verdicts);
    if (keyOf(record.identity) === null) continue;
    const { fullName, sex, birthDate, number } = record.identity;
    if (sex === null || birthDate === null || number === null) continue;
    const expected = truth({ fullName, sex, birthDate, number });
    if (state !== expected) broken.push(`[I17] verdict ${state}, population says ${expected}`);
  }
  return broken;
}

/** Said about somebody, or about a dose, of which the first word is poison or lost for ever. */
function isOrphan(house: House, subject: string): boolean {
  return [...house.saved.values()].some(
    (each) => each.subject === subject && (each.mayBeLost || each.isPoison),
  );
}

/** The record once more, from the entries alone, in the order in which the office applied them. */
function refold(record: PersonRecord, view: OfficeView): PersonRecord | null {
  let again: PersonRecord | null = null;
  const journals = journalsIn(record);
  for (const id of record.applied) {
    const said = view.entriesById.get(id) ?? [];
    const entry = said.find(({ journal }) => journal === journals.get(id)) ?? said[0];
    if (entry === undefined) return null;
    const folded = foldEntry(again, entry);
    if ('problem' in folded || folded.record.type !== 'person') return null;
    if (again !== null && isSilentlyOverwritten(again, folded.record, entry)) return null;
    again = folded.record;
  }
  return again;
}

/** In which journal the record says that each of its entries was said. */
function journalsIn(record: PersonRecord): Map<string, string> {
  const journals = new Map<string, string>();
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { entry, journal } = value as { entry?: unknown; journal?: unknown };
    if (typeof entry === 'string' && typeof journal === 'string') journals.set(entry, journal);
    Object.values(value).forEach(look);
  };
  look(record);
  return journals;
}

/** [I11] A value the amender had not seen, said by somebody else, is never replaced without a conflict. */
function isSilentlyOverwritten(before: PersonRecord, after: PersonRecord, entry: Entry): boolean {
  if (entry.kind !== 'identity-amended') return false;
  const seen = before.versions.findIndex((version) => version.entry === entry.body.basedOn);
  const unseen = before.versions.slice(seen + 1);
  return unseen.some(
    (version, index) =>
      version.journal !== entry.journal &&
      IDENTITY_FIELDS.some(
        (field) =>
          field in version.changes &&
          field in entry.body.changes &&
          // Whoever said the same value again themselves has seen it.
          !unseen
            .slice(index + 1)
            .some((later) => later.journal === entry.journal && field in later.changes) &&
          canonical(before.identity[field]) === canonical(version.changes[field]) &&
          canonical(after.identity[field]) !== canonical(before.identity[field]),
      ),
  );
}
