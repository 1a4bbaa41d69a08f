import { genesisHash } from '@khop/shared/entry';
import { type Id, newId, type Random } from '@khop/shared/ids';
import type { PersonRecord } from '@khop/shared/record';
import {
  type SampleJournal,
  sampleDose,
  sampleIdentity,
  sampleRegistration,
} from '@khop/shared/sample';
import type { Store } from '../store/store.ts';
import { readArrivals } from './arrival.ts';
import { hashOf } from './chain.ts';
import { acceptPushes, type Push, type PushOutcome } from './push.ts';

/** A tablet of site-1 as the office knows it; pushes need one. */
export const sampleDevice = 'device-1';

/** The entries `from`…`to` of a sample journal as the office has them once they are opened and proved. */
export function samplePush(
  from: SampleJournal,
  range: { from?: number; to?: number; epoch?: string | null; device?: string } = {},
): Push {
  const first = range.from ?? 1;
  const entries = from.entries.slice(first - 1, range.to ?? from.entries.length);
  const prevHash = from.entries[first - 2]?.hash ?? genesisHash(from.journal);
  const { journal } = from;
  const device = range.device ?? sampleDevice;
  const receivedAt = Date.parse('2026-11-21T02:00:00Z');
  const said = entries.map(({ text, by }) => ({ text, ...by }));
  const arrivals = readArrivals({ journal, device, receivedAt }, first, prevHash, said);
  return {
    journal,
    device,
    receivedAt,
    epoch: range.epoch ?? null,
    from: first,
    prevHash,
    arrivals,
  };
}

/** Puts a raw text at the next place of a journal, whatever it says. */
export function addText(to: SampleJournal, text: string): void {
  const first = to.entries[0];
  if (first === undefined) throw new Error('a raw text needs an entry before it');
  const { entry, by } = first;
  to.entries.push({ entry, text, by, hash: hashOf(to.headHash(), { text, ...by }) });
}

/** Adds the very same fact again, as a tablet re-publishes it in a new journal after a fork. */
export function republish(to: SampleJournal, from: SampleJournal): void {
  for (const { entry, text, by } of from.entries) {
    const moved = { ...entry, journal: to.journal, seq: to.entries.length + 1 };
    const hash = hashOf(to.headHash(), { text, ...by });
    to.entries.push({ entry: moved, text, by, hash });
  }
}

/** A person with one dose; answers with the person's id. */
export function addPerson(to: SampleJournal, serial: number, site = 'site-1'): Id {
  const person = to.newId();
  const identity = {
    ...sampleIdentity,
    fullName: `Lê Văn Kiểm Thử ${serial}`,
    number: { kind: 'personal-id' as const, value: String(1190000000 + serial).padStart(12, '0') },
  };
  to.add('person-registered', person, sampleRegistration(identity, site));
  to.add('dose-recorded', person, { dose: { ...sampleDose, site } });
  return person;
}

export async function acceptOne(store: Store, push: Push): Promise<PushOutcome> {
  const outcomes = await store.write((tx) => acceptPushes(tx, [push]));
  const outcome = outcomes[0];
  if (outcome === undefined) throw new Error('a push without an outcome');
  return outcome;
}

export function anyId(random: Random): Id {
  return newId(Date.parse('2026-11-21T01:00:00Z'), random);
}

export async function readPerson(store: Store, id: string): Promise<PersonRecord | null> {
  const row = await store.read(({ db }) =>
    db.selectFrom('record').select('body').where('id', '=', id).executeTakeFirst(),
  );
  return row === undefined ? null : (JSON.parse(row.body) as PersonRecord);
}

export function readEntries(store: Store, journal: string) {
  return store.read(({ db }) =>
    db
      .selectFrom('entry')
      .select(['seq', 'state', 'problem', 'hash'])
      .where('journal', '=', journal)
      .orderBy('seq')
      .execute(),
  );
}

export function readJobs(store: Store) {
  return store.read(({ db }) => db.selectFrom('job').selectAll().orderBy('id').execute());
}

export function replyOf(outcome: Awaited<ReturnType<typeof acceptOne>>) {
  if (outcome.status === 'refused') throw new Error(outcome.code);
  return outcome.reply;
}
