import { sampleJournal } from '@khop/shared/sample';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addAccount } from '../access/accounts.ts';
import { endAppointment, readAppointments } from '../access/appointments.ts';
import { putSite } from '../access/sites.ts';
import { makeStores, type StoreMaker } from '../store/sample-store.ts';
import type { Store } from '../store/store.ts';
import { acceptOne, addPerson, readPerson, sampleDevice, samplePush } from './sample-push.ts';

const commune = { edition: '2026-04', code: '00004' };
const HOUR_MS = 3_600_000;

async function office(stores: StoreMaker, from: number): Promise<Store> {
  const store = await stores.open();
  await store.write(async (tx) => {
    const site = { commune, communeName: 'Xã', points: [] };
    await putSite(tx, { ...site, id: 'site-1', name: 'Trạm' });
    const device = { id: sampleDevice, site: 'site-1', name: 'Máy', token_hash: 'x' };
    await tx.db
      .insertInto('device')
      .values({ ...device, enrolled_by: 'a', enrolled_at: 0, seen_at: 0, ended_at: null })
      .execute();
    const nurse = { user: 'hoa', fullName: 'Hoa', password: 'x', commune: null, from };
    await addAccount(tx, { ...nurse, id: 'op-1', role: 'vaccinator', site: 'site-1' }, 'a');
  });
  return store;
}

function flagsOf(store: Store) {
  return store.read(({ db }) =>
    db.selectFrom('entry').select(['seq', 'state', 'flag']).orderBy('seq').execute(),
  );
}

describe.each(['sqlite', 'postgres'] as const)('on %s', (engine) => {
  let stores: StoreMaker;
  beforeAll(async () => {
    stores = await makeStores(engine);
  });
  afterAll(() => stores.stop());

  test('[AP6] a right ends at noon: what was recorded after it is stored, folded and flagged', async () => {
    const tablet = sampleJournal(1);
    const person = addPerson(tablet, 1);
    const [first, second] = tablet.entries.map(({ entry }) => Date.parse(entry.recordedAt.at));
    const noon = second ?? 0;
    expect(first).toBeLessThan(noon);
    const store = await office(stores, noon - HOUR_MS);
    await store.write(async (tx) => {
      const [held] = (await readAppointments(tx, ['op-1'])).get('op-1') ?? [];
      const until = new Date(noon).toISOString();
      expect(await endAppointment(tx, { id: held?.id ?? '', until }, 'a')).toBe('ended');
    });
    expect((await acceptOne(store, samplePush(tablet))).status).toBe('stored');
    expect(await flagsOf(store)).toEqual([
      { seq: 1, state: 'applied', flag: null },
      { seq: 2, state: 'applied', flag: 'right-ended' },
    ]);
    expect((await readPerson(store, person))?.doses).toHaveLength(1);
  });

  test('[AP6] a right that began later, or at another site, is none', async () => {
    const tablet = sampleJournal(1);
    addPerson(tablet, 1);
    const late = await office(stores, Date.parse('2099-01-01'));
    await acceptOne(late, samplePush(tablet));
    expect((await flagsOf(late)).map(({ flag }) => flag)).toEqual(['right-ended', 'right-ended']);
    const other = await office(stores, 0);
    await other.write((tx) => tx.db.updateTable('appointment').set({ site: 'site-2' }).execute());
    await acceptOne(other, samplePush(tablet));
    expect((await flagsOf(other)).map(({ flag }) => flag)).toEqual(['right-ended', 'right-ended']);
  });

  test('[AP6] whoever is appointed to the site’s commune may record there', async () => {
    const tablet = sampleJournal(1);
    addPerson(tablet, 1);
    const store = await office(stores, 0);
    const { edition: unit_edition, code: unit_code } = commune;
    await store.write((tx) =>
      tx.db.updateTable('appointment').set({ site: null, unit_edition, unit_code }).execute(),
    );
    await acceptOne(store, samplePush(tablet));
    expect((await flagsOf(store)).map(({ flag }) => flag)).toEqual([null, null]);
  });

  test('a tablet of which the office knows no site is not judged', async () => {
    const tablet = sampleJournal(1);
    addPerson(tablet, 1);
    const store = await stores.open();
    await acceptOne(store, samplePush(tablet));
    expect((await flagsOf(store)).map(({ flag }) => flag)).toEqual([null, null]);
  });
});
