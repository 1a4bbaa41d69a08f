import { hashOf } from '@khop/server/sync/chain';
import { type Entry, genesisHash } from '@khop/shared/entry';
import { IDENTITY_FIELDS, judgeCheck } from '@khop/shared/identity';
import { foldEntry, type PersonRecord } from '@khop/shared/record';
import { tasksOf } from '@khop/shared/task';
import type { Actor, House } from './house.ts';
import type { OfficeView } from './office.ts';
import { keyOf, populationOf } from './people.ts';

const TEN_MINUTES = 10 * 60_000;

/** Brings the house to rest on a good wire, and says which promises do not hold (SAFETY section 1). */
export async function examine(house: House): Promise<string[]> {
  const before = house.actors.map(({ wire }) => ({
    wire,
    harshness: wire.harshness,
    isDown: wire.isDown,
  }));
  const broken = await settle(house);
  const view = await house.office.view();
  broken.push(...examineOffice(house, view));
  for (const actor of house.actors) broken.push(...(await examineTablet(actor, view)));
  for (const { wire, harshness, isDown } of before) Object.assign(wire, { harshness, isDown });
  return broken;
}

/** [I10] After the last fault the backlog empties. */
async function settle(house: House): Promise<string[]> {
  for (const { wire } of house.actors) {
    Object.assign(wire, { harshness: 0, isDown: false });
    await wire.flush();
  }
  house.office.registryIsDown = false;
  for (let round = 0; round < 3; round++) {
    for (const { tablet } of house.actors) {
      house.clock.advance(TEN_MINUTES);
      tablet.sendNow();
      await tablet.settled();
    }
    await house.office.runChecks(100_000);
  }
  return house.actors.flatMap(({ name, tablet }) => {
    const { waiting, quarantine, phase, problem } = tablet.status.get();
    const said: string[] = [];
    if (waiting > 0)
      said.push(`[I10] ${name} still holds ${waiting} entries (${phase}, ${problem})`);
    for (const each of quarantine)
      said.push(`[I6] ${name}: ${each.kind} is refused: ${each.problem}`);
    return said;
  });
}

function examineOffice(house: House, view: OfficeView): string[] {
  const broken: string[] = [];
  const seen = new Map<string, number>();
  for (const { journal, head, entries } of view.journals) {
    if (head !== entries.length) {
      broken.push(`[I5] ${journal} says ${head} and holds ${entries.length}`);
    }
    let hash = genesisHash(journal);
    for (const [index, entry] of entries.entries()) {
      hash = hashOf(hash, entry);
      if (entry.seq !== index + 1) broken.push(`[I5] a gap before ${entry.seq} of ${journal}`);
      if (entry.hash !== hash) broken.push(`[I5] other bytes at ${entry.seq} of ${journal}`);
      if (entry.id !== null) seen.set(entry.id, (seen.get(entry.id) ?? 0) + 1);
    }
  }
  for (const [id, { kind, actor }] of house.saved) {
    const times = seen.get(id) ?? 0;
    if (times === 0) broken.push(`[I2] lost: ${kind} of ${actor}`);
    if (times > 1) broken.push(`[I4] doubled: ${kind} of ${actor} (${times} times)`);
  }
  broken.push(...examineRecords(house, view));
  return broken;
}

function examineRecords(house: House, view: OfficeView): string[] {
  const broken: string[] = [];
  const truth = populationOf(house.citizens);
  const doses = [...view.persons.values()].flatMap((record) => record.doses);
  const ids = new Set(doses.map((each) => each.said.entry));
  if (ids.size !== doses.length) broken.push('[I4] a dose stands twice in a record');
  for (const [id, { kind }] of house.saved) {
    if (kind === 'dose-recorded' && !ids.has(id)) broken.push('[I2] a dose is in no record');
  }
  for (const record of view.persons.values()) {
    const again = refold(record, view);
    if (canonical(again) !== canonical(record)) {
      broken.push(`[R1] [I11] a record is not the fold of its entries: ${record.id}`);
    }
    const { state } = judgeCheck(record.identity, record.verdicts);
    const key = keyOf(record.identity);
    if (key === null) continue;
    const checkable = record.identity;
    if (checkable.sex === null || checkable.birthDate === null || checkable.number === null)
      continue;
    const { fullName, sex, birthDate, number } = checkable;
    const expected = truth({ fullName, sex, birthDate, number });
    if (state !== expected) broken.push(`[I17] verdict ${state}, population says ${expected}`);
  }
  return broken;
}

/** The record once more, from the entries alone, in the order in which the office applied them. */
function refold(record: PersonRecord, view: OfficeView): PersonRecord | null {
  let again: PersonRecord | null = null;
  for (const id of record.applied) {
    const entry = view.entryById.get(id);
    if (entry === undefined) return null;
    const folded = foldEntry(again, entry);
    if ('problem' in folded || folded.record.type !== 'person') return null;
    if (again !== null && isSilentlyOverwritten(again, folded.record, entry)) return null;
    again = folded.record;
  }
  return again;
}

/** [I11] A value the amender had not seen, said by somebody else, is never replaced without a conflict. */
function isSilentlyOverwritten(before: PersonRecord, after: PersonRecord, entry: Entry): boolean {
  if (entry.kind !== 'identity-amended') return false;
  const seen = before.versions.findIndex((version) => version.entry === entry.body.basedOn);
  return before.versions
    .slice(seen + 1)
    .some(
      (version) =>
        version.journal !== entry.journal &&
        IDENTITY_FIELDS.some(
          (field) =>
            field in version.changes &&
            field in entry.body.changes &&
            canonical(before.identity[field]) === canonical(version.changes[field]) &&
            canonical(after.identity[field]) !== canonical(before.identity[field]),
        ),
    );
}

/** Each tablet sees what the office holds, and the work the office sees. */
async function examineTablet(actor: Actor, view: OfficeView): Promise<string[]> {
  const broken: string[] = [];
  const { register } = actor.tablet;
  for (const record of view.persons.values()) {
    const seen = await register.person(record.id);
    if (seen === null) broken.push(`[I9] ${actor.name} does not know ${record.id}`);
    else if (canonical(seen.record) !== canonical(record)) {
      broken.push(`[I9] ${actor.name} sees another record of ${record.id}`);
    }
  }
  const tasks = (await register.tasks()).map(({ task }) => `${task.id} ${task.state}`).sort();
  const expected = [...view.persons.values()]
    .flatMap(tasksOf)
    .map((task) => `${task.id} ${task.state}`)
    .sort();
  if (JSON.stringify(tasks) !== JSON.stringify(expected)) {
    broken.push(`[T3] ${actor.name} has ${tasks.length} tasks, the office ${expected.length}`);
  }
  return broken;
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
