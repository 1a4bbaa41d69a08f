import { gunzipSync } from 'node:zlib';
import { RUN_RECORDS, type Run, readPacked } from '@khop/shared/protocol/packed-page';
import { Page } from '@khop/shared/protocol/pull';
import type { PersonRecord } from '@khop/shared/record';
import { sampleDose, sampleJournal, sampleRegistration, seededRandom } from '@khop/shared/sample';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getOffice, startEpoch } from '../store/epochs.ts';
import { handClock, makeStores, type StoreMaker } from '../store/sample-store.ts';
import type { Store } from '../store/store.ts';
import { changesFor, packedPage, pageText } from './pull.ts';
import { acceptOne, addPerson, samplePush } from './sample-push.ts';

const scope = 'site:site-1';

async function pull(
  store: Store,
  ask: { epoch: string | null; after: number; limit?: number; scope?: string },
): Promise<Page> {
  const changes = await changesFor(store, { scope, limit: 2000, who: 'device-1', ...ask });
  return Page.parse(JSON.parse(pageText(changes))) as Page;
}

async function epochOf(store: Store): Promise<string> {
  return (await store.read(getOffice)).epoch;
}

describe.each(['sqlite', 'postgres'] as const)('a pull from an office on %s', (engine) => {
  let stores: StoreMaker;
  beforeAll(async () => {
    stores = await makeStores(engine);
  });
  afterAll(() => stores.stop());

  test('[S7] an unknown scope is empty, and its cursor is 0', async () => {
    const store = await stores.open();
    const page = await pull(store, { epoch: null, after: 0 });
    expect(page).toMatchObject({ from: 0, to: 0, head: 0, records: [] });
  });

  test('[S7] pages hold each record once with its latest state, oldest change first', async () => {
    const store = await stores.open();
    const epoch = await epochOf(store);
    const tablet = sampleJournal(1);
    const people = [1, 2, 3, 4, 5].map((serial) => addPerson(tablet, serial));
    await acceptOne(store, samplePush(tablet));
    const first = await pull(store, { epoch, after: 0, limit: 2 });
    expect(first).toMatchObject({ to: 2, head: 5 });
    expect(first.records.map(({ id }) => id)).toEqual(people.slice(0, 2));
    tablet.add('dose-recorded', people[0] ?? '', { dose: { ...sampleDose, ordinal: 2 } });
    await acceptOne(store, samplePush(tablet, { from: 11 }));
    const rest = await pull(store, { epoch, after: first.to });
    expect(rest.records.map(({ id }) => id)).toEqual([...people.slice(2), people[0]]);
    expect(rest.records.at(-1)?.record).toMatchObject({ doses: [{}, { dose: { ordinal: 2 } }] });
    expect(rest).toMatchObject({ to: 6, head: 6 });
    expect((await pull(store, { epoch, after: rest.to })).records).toEqual([]);
  });

  test('[P14] the packed page says what the page says, in runs', async () => {
    const store = await stores.open();
    const epoch = await epochOf(store);
    const tablet = sampleJournal(1);
    for (let serial = 0; serial < RUN_RECORDS + 3; serial++) addPerson(tablet, serial);
    const to = tablet.entries.length;
    for (let from = 1; from <= to; from += 200) {
      await acceptOne(store, samplePush(tablet, { from, to: Math.min(to, from + 199) }));
    }
    const ask = { scope, epoch, after: 1, limit: 2000, who: 'device-1' };
    const changes = await changesFor(store, ask);
    const { records, ...place } = JSON.parse(pageText(changes)) as Page;
    const packed = readPacked(new Uint8Array(await packedPage(changes)));
    const runs = packed?.runs.map((run) => JSON.parse(gunzipSync(run).toString()) as Run) ?? [];
    expect(packed?.head).toMatchObject(place);
    expect(packed?.head.runs.map(({ count }) => count)).toEqual([RUN_RECORDS, 2]);
    expect(runs.map(({ length }) => length)).toEqual([RUN_RECORDS, 2]);
    expect(runs.flat()).toEqual(records);
    const none = await packedPage(await changesFor(store, { ...ask, after: changes.to }));
    expect(readPacked(new Uint8Array(none))).toMatchObject({ head: { runs: [] }, runs: [] });
  });

  test('[S7] a person who moves away is gone from the old commune and new in the other', async () => {
    const store = await stores.open();
    const epoch = await epochOf(store);
    const tablet = sampleJournal(2);
    const person = tablet.newId();
    const live = (code: string) => ({ residence: { edition: '2025', code } });
    tablet.add('person-registered', person, { ...sampleRegistration(), ...live('00004') });
    await acceptOne(store, samplePush(tablet));
    tablet.add('contact-amended', person, { changes: live('00008') });
    await acceptOne(store, samplePush(tablet, { from: 2 }));
    const old = await pull(store, { epoch, after: 1, scope: 'commune:2025:00004' });
    expect(old).toMatchObject({ to: 2, records: [{ id: person, record: null }] });
    const now = await pull(store, { epoch, after: 0, scope: 'commune:2025:00008' });
    expect(now.records).toMatchObject([{ id: person, record: { type: 'person' } }]);
  });

  test('[I9] whatever is written meanwhile, a reader with a cursor misses no change', async () => {
    const store = await stores.open();
    const epoch = await epochOf(store);
    const chance = seededRandom(7);
    const tablets = [3, 4, 5, 6, 7, 8].map((seed) => sampleJournal(seed));
    let isDone = false;
    const seen = new Map<string, number>();
    const readAll = async () => {
      let after = 0;
      for (;;) {
        const wasDone = isDone;
        const page = await pull(store, { epoch, after, limit: 3 });
        for (const { pos, id, record } of page.records) {
          expect(pos).toBeGreaterThan(after);
          after = pos;
          seen.set(id, (record as PersonRecord).applied.length);
        }
        expect(page.to).toBeGreaterThanOrEqual(after);
        after = page.to;
        if (wasDone && page.records.length === 0) return;
      }
    };
    const write = async (tablet: (typeof tablets)[number], serial: number) => {
      const person = tablet.newId();
      tablet.add('person-registered', person, sampleRegistration(undefined, 'site-1'));
      for (let ordinal = 1; ordinal <= 12; ordinal++) {
        const far = chance.next() < 0.3 ? 'site-2' : 'site-1';
        tablet.add('dose-recorded', person, { dose: { ...sampleDose, ordinal, site: far } });
        await acceptOne(store, samplePush(tablet, { from: ordinal === 1 ? 1 : ordinal + 1 }));
      }
      return [person, serial] as const;
    };
    const writing = Promise.all(tablets.map(write)).finally(() => {
      isDone = true;
    });
    await Promise.all([writing, readAll()]);
    const held = await store.read(({ db }) =>
      db.selectFrom('record').select(['id', 'body']).execute(),
    );
    for (const { id, body } of held) {
      expect(seen.get(id)).toBe((JSON.parse(body) as PersonRecord).applied.length);
    }
    // Gapless: every position that was given is the head's count.
    const heads = await store.read(({ db }) => db.selectFrom('scope_head').selectAll().execute());
    const feed = await store.read(({ db }) => db.selectFrom('feed').selectAll().execute());
    for (const { scope: each, head } of heads) {
      const positions = feed.filter((row) => row.scope === each).map(({ pos }) => pos);
      expect(Math.max(...positions)).toBe(head);
      expect(new Set(positions).size).toBe(positions.length);
    }
  });

  test('[S5] a cursor of an ended epoch goes back to where the histories part', async () => {
    const store = await stores.open();
    const old = await epochOf(store);
    const tablet = sampleJournal(9);
    for (const serial of [1, 2, 3]) addPerson(tablet, serial);
    await acceptOne(store, samplePush(tablet));
    await store.write((tx) => startEpoch(tx, 'restored'));
    const epoch = await epochOf(store);
    addPerson(tablet, 4);
    await acceptOne(store, samplePush(tablet, { from: 7 }));
    const shared = await pull(store, { epoch: old, after: 2 });
    expect(shared).toMatchObject({ epoch, from: 2, to: 4 });
    const beyond = await pull(store, { epoch: old, after: 40 });
    expect(beyond).toMatchObject({ epoch, from: 3, to: 4 });
    const strange = await pull(store, { epoch: 'f'.repeat(32), after: 2 });
    expect(strange).toMatchObject({ epoch, from: 0 });
    await store.write((tx) => startEpoch(tx, 'restored again'));
    expect(await pull(store, { epoch: old, after: 40 })).toMatchObject({ from: 3 });
    expect(await pull(store, { epoch, after: 40 })).toMatchObject({ from: 4 });
  });

  test('[S5] a cursor this epoch never served makes the office begin a new one', async () => {
    const clock = handClock();
    const store = await stores.open(clock);
    const epoch = await epochOf(store);
    clock.advance(120_000);
    const page = await pull(store, { epoch, after: 5 });
    expect(page.epoch).not.toBe(epoch);
    expect(page).toMatchObject({ from: 0, to: 0 });
    expect(await epochOf(store)).toBe(page.epoch);
    // The next claim, a moment later, does not begin another.
    const next = await pull(store, { epoch: page.epoch, after: 5 });
    expect(next).toMatchObject({ epoch: page.epoch, from: 0 });
  });

  test('[S5] an epoch it never heard of makes the office begin a new one, once', async () => {
    const clock = handClock();
    const store = await stores.open(clock);
    const epoch = await epochOf(store);
    const tablet = sampleJournal(12);
    for (const serial of [1, 2]) addPerson(tablet, serial);
    // Put back to before an epoch that others have lived in, it says other things in this one again.
    await acceptOne(store, samplePush(tablet, { epoch }));
    clock.advance(120_000);
    const page = await pull(store, { epoch: 'f'.repeat(32), after: 2 });
    expect(page.epoch).not.toBe(epoch);
    expect(page).toMatchObject({ from: 0 });
    expect(await pull(store, { epoch, after: 2 })).toMatchObject({ from: 0 });
    clock.advance(120_000);
    const next = await pull(store, { epoch: 'f'.repeat(32), after: 2 });
    expect(next).toMatchObject({ epoch: page.epoch, from: 0 });
  });

  test('[S5] where an office finds out late that it is older, nothing told before is relied upon', async () => {
    const clock = handClock();
    const store = await stores.open(clock);
    const epoch = await epochOf(store);
    const tablet = sampleJournal(10);
    for (const serial of [1, 2]) addPerson(tablet, serial);
    // It said more and forgot it; what it says now stands in the places it had given before.
    await acceptOne(store, samplePush(tablet, { epoch }));
    clock.advance(120_000);
    const other = sampleJournal(11);
    for (const serial of [3, 4]) addPerson(other, serial);
    await acceptOne(store, samplePush(other, { from: 3, epoch }));
    expect(await pull(store, { epoch, after: 2 })).toMatchObject({ from: 0 });
  });
});
