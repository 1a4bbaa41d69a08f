import type { BodyRow, EntryRow, JournalRow } from '@khop/client/data/ledger';
import { LEDGER } from '@khop/client/data/ledger';
import type { Id } from '@khop/shared/ids';
import type { PersonRecord, StoredRecord } from '@khop/shared/record';
import { tasksOf } from '@khop/shared/task';
import { differenceOf } from './canonical.ts';
import { readAtOnce, readRows } from './disk.ts';
import type { Actor, House } from './house.ts';

/**
 * [I1] [I14] [I16] What a tablet said was saved is in its ledger, with its bytes while they may still
 * be asked for, and it counts nothing as sent that the office never acknowledged. At any moment.
 */
export async function examineLedger(house: House, actor: Actor): Promise<string[]> {
  const { disk } = actor.profile;
  const read = <T>(store: string) => readRows<T>(disk, LEDGER, store);
  const entries = await read<EntryRow>('entries');
  const bodies = await read<BodyRow>('bodies');
  const apart = judgeLedger(house, actor, {
    entries,
    bodies,
    journals: await read<JournalRow>('journals'),
  });
  if (apart.length === 0) return apart;
  // A page that is at work may have written between the reads: only what one moment shows counts.
  const [rows, texts, journals] = await readAtOnce(disk, LEDGER, ['entries', 'bodies', 'journals']);
  return judgeLedger(house, actor, {
    entries: rows as EntryRow[],
    bodies: texts as BodyRow[],
    journals: journals as JournalRow[],
  });
}

type Rows = { entries: EntryRow[]; bodies: BodyRow[]; journals: JournalRow[] };

function judgeLedger(house: House, { name, profile }: Actor, held: Rows): string[] {
  const { entries, journals } = held;
  const broken: string[] = [];
  const bodies = new Set(held.bodies.map(({ journal, seq }) => `${journal} ${seq}`));
  const ids = new Set(entries.map(({ id }) => id));
  for (const [id, { kind, holders }] of house.saved) {
    if (holders.has(profile) && !ids.has(id))
      broken.push(`[I1] ${name} has lost a ${kind} it said was saved`);
  }
  for (const { journal, head, acked, forkedAt } of journals) {
    const own = entries.filter((each) => each.journal === journal).map(({ seq }) => seq);
    const last = (forkedAt ?? head + 1) - 1;
    if (own.length < head)
      broken.push(`[I5] ${name}: journal ${journal} has ${own.length} of ${head}`);
    const safe = house.witness.safe.get(journal) ?? 0;
    for (const seq of own) {
      if (seq > safe && seq <= last && !bodies.has(`${journal} ${seq}`)) {
        broken.push(`[I14] ${name} no longer holds the bytes of ${seq} of ${journal}`);
      }
    }
    const told = house.witness.acked.get(journal) ?? 0;
    if (Math.min(acked, last) > told) {
      broken.push(`[I16] ${name} counts ${acked} of ${journal} as sent, the office said ${told}`);
    }
  }
  return broken;
}

/** [I9] The tablet sees what the office holds, and the work the office sees. */
export async function examineSight(
  house: House,
  actor: Actor,
  persons: readonly PersonRecord[],
): Promise<string[]> {
  const broken: string[] = [];
  // A tablet shows what its nurse said even where the office could not read it.
  const ill = new Set<Id>();
  for (const { isPoison, mayBeLost, subject } of house.saved.values()) {
    if (isPoison || mayBeLost) ill.add(subject);
  }
  for (const { tablet } of actor.tabs) {
    for (const record of persons) {
      if (ill.has(record.id)) continue;
      const seen = await tablet.register.person(record.id);
      if (seen === null) broken.push(`[I9] ${actor.name} does not know ${record.id}`);
      else if (isOutOfReach(house, seen.record, record)) continue;
      const where = seen === null ? null : differenceOf(seen.record, record);
      if (where !== null) broken.push(`[I9] ${actor.name} sees ${record.id} otherwise at ${where}`);
    }
  }
  return broken;
}

/**
 * An entry that nobody was told was saved, of a tablet that is no more, in an office that was put back
 * without a word: who has read it before cannot know that it is gone, and nobody else can say so.
 */
function isOutOfReach(house: House, seen: StoredRecord, record: PersonRecord): boolean {
  const isGone = (id: Id) => !record.applied.includes(id) && !house.saved.has(id);
  return house.faults.has('silent-restore') && seen.applied.some(isGone);
}

/** [T3] The same tasks on both sides. */
export async function examineTasks(
  house: House,
  actor: Actor,
  persons: readonly PersonRecord[],
): Promise<string[]> {
  const broken: string[] = [];
  const ill = new Set(
    [...house.saved.values()].flatMap((each) =>
      each.isPoison || each.mayBeLost ? [each.subject] : [],
    ),
  );
  const expected = persons
    .filter(({ id }) => !ill.has(id))
    .flatMap(tasksOf)
    .map((task) => `${task.id} ${task.state}`)
    .sort();
  for (const { tablet } of actor.tabs) {
    const tasks = (await tablet.register.tasks())
      .filter(({ task }) => !ill.has(task.person))
      .map(({ task }) => `${task.id} ${task.state}`)
      .sort();
    if (JSON.stringify(tasks) === JSON.stringify(expected)) continue;
    broken.push(`[T3] ${actor.name} has ${tasks.length} tasks, the office ${expected.length}`);
  }
  return broken;
}
