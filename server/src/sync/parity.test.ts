import {
  sampleDose,
  sampleIdentity,
  sampleJournal,
  sampleRegistration,
  seededRandom,
} from '@khop/shared/sample';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countBy, listPersons } from '../store/desk.ts';
import { startEpoch } from '../store/epochs.ts';
import { handClock, makeStores, type StoreMaker } from '../store/sample-store.ts';
import type { Store } from '../store/store.ts';
import { changesFor } from './pull.ts';
import { acceptPushes, type Push } from './push.ts';
import { addPerson, addText, samplePush } from './sample-push.ts';

// The hot reads and writes have a body for each engine. One history on both must leave the same rows,
// byte for byte, and answer every question alike.

const TABLES = [
  'office',
  'fork',
  'journal',
  'entry',
  'record',
  'scope_head',
  'feed',
  'job',
  'audit',
] as const;

let makers: StoreMaker[];
beforeAll(async () => {
  makers = [await makeStores('sqlite'), await makeStores('postgres')];
});
afterAll(() => Promise.all(makers.map((each) => each.stop())));

async function dump(store: Store): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for (const table of TABLES) {
    const rows = await store.read(({ db }) => db.selectFrom(table).selectAll().execute());
    all[table] = rows
      .map((row) => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))))
      .sort();
  }
  return all;
}

/** Pushes as a bad day makes them: repeats, gaps, forks, early doses, twins, rubbish, amendments. */
function badDay(seed: number): Push[][] {
  const chance = seededRandom(seed);
  const under = (limit: number) => Math.floor(chance.next() * limit);
  const tablets = [0, 1, 2].map((nth) => sampleJournal(seed * 10 + nth));
  const twin = { ...sampleIdentity, fullName: 'Nguyễn Thị Hòa Kiểm Thử' };
  const people: string[] = [];
  const batches: Push[][] = [];
  const sent = [0, 0, 0];
  for (let step = 0; step < 30; step++) {
    const batch: Push[] = [];
    for (const [index, tablet] of tablets.entries()) {
      const person = people[under(people.length)];
      switch (under(8)) {
        case 0:
          people.push(addPerson(tablet, under(1000), `site-${under(2)}`));
          break;
        case 1: {
          const id = tablet.newId();
          tablet.add('person-registered', id, sampleRegistration(under(2) ? twin : sampleIdentity));
          people.push(id);
          break;
        }
        case 2:
          if (person)
            tablet.add('dose-recorded', person, {
              dose: { ...sampleDose, site: `\u0000s${under(3)}` },
            });
          break;
        case 3:
          if (person) {
            const residence = { edition: '2025', code: `0000${under(3)}` };
            tablet.add('contact-amended', person, { changes: { residence } });
          }
          break;
        case 4:
          if (person) {
            const changes = { fullName: `Trần @ ${under(9)}`, sex: 'male' as const };
            const basedOn = tablet.newId();
            tablet.add('identity-amended', person, {
              basedOn,
              changes,
              origins: {},
              cardHash: null,
              reason: null,
            });
            // Half a character, as no tablet of ours writes it but any other may.
            const text = tablet.entries.pop()?.text ?? '';
            if (tablet.entries.length > 0) addText(tablet, text.replace('@', '\\ud800'));
          }
          break;
        case 5:
          if (tablet.entries.length > 0)
            addText(tablet, ['{', '"\0"', 'x\0y', '[]'][under(4)] ?? '');
          break;
        case 6:
          // Ahead of its person, who is registered on another tablet later.
          people.push(tablet.newId());
          tablet.add('dose-recorded', people.at(-1) ?? '', { dose: sampleDose });
          break;
        default: {
          const waiting = people[under(people.length)];
          if (waiting) tablet.add('person-registered', waiting, sampleRegistration(twin));
        }
      }
      const from = Math.max(1, (sent[index] ?? 0) + 1 - under(3) + (under(9) === 0 ? 2 : 0));
      if (under(3) > 0 && from <= tablet.entries.length) {
        batch.push(samplePush(tablet, { from }));
        if (from <= (sent[index] ?? 0) + 1) sent[index] = tablet.entries.length;
      }
    }
    batches.push(batch);
  }
  return batches;
}

test.each([1, 2, 3, 4, 5])(
  'one history leaves the same office on both engines (seed %i)',
  async (seed) => {
    const views = [];
    for (const maker of makers) {
      const clock = handClock();
      const store = await maker.open(clock);
      const outcomes = [];
      for (const batch of badDay(seed)) {
        clock.advance(61_000);
        // Read anew for each engine: a push is decided once.
        outcomes.push(await store.write((tx) => acceptPushes(tx, batch)));
      }
      await store.write((tx) => startEpoch(tx, 'parity'));
      const scopes = ['site:site-0', 'site:site-1', 'commune:2025:00001', 'site:s1'];
      const ask = { epoch: null, after: 0, limit: 7, who: 'x' };
      const pages = await Promise.all(scopes.map((scope) => changesFor(store, { ...ask, scope })));
      const desk = await store.read(async (reads) => [
        await listPersons(reads, { sites: ['site-1'], scopes, state: 'waiting' }, null, 50),
        await countBy(reads, { sites: ['site-1'], scopes }, 'site'),
        await countBy(reads, { sites: ['site-1'], scopes }, 'commune'),
        await countBy(reads, { sites: ['site-1'], scopes }, 'state'),
      ]);
      views.push({ tables: await dump(store), outcomes, pages, desk });
    }
    const [sqlite, postgres] = views;
    expect(sqlite?.tables.entry?.length).toBeGreaterThan(20);
    expect(postgres).toEqual(sqlite);
  },
);
