import { sampleDose, sampleIdentity, sampleJournal, sampleRegistration } from '@khop/shared/sample';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getOffice } from '../store/epochs.ts';
import { makeStores, type StoreMaker } from '../store/sample-store.ts';
import {
  acceptOne,
  addPerson,
  readEntries,
  readJobs,
  readPerson,
  replyOf,
  samplePush,
} from './sample-push.ts';

describe.each(['sqlite', 'postgres'] as const)(
  'what an office on %s makes of entries',
  (engine) => {
    let stores: StoreMaker;
    beforeAll(async () => {
      stores = await makeStores(engine);
    });
    afterAll(() => stores.stop());

    test('[I3] a dose that comes before its person waits, and is folded when the person comes', async () => {
      const store = await stores.open();
      const nurse = sampleJournal(8);
      const person = nurse.newId();
      const clerk = sampleJournal(81);
      const dose = clerk.add('dose-recorded', person, { dose: sampleDose });
      clerk.add('dose-voided', person, { dose: dose.id, reason: 'ghi nhầm' });
      const early = replyOf(await acceptOne(store, samplePush(clerk)));
      expect(early.refused.map(({ problem }) => problem)).toEqual([
        'subject-unknown',
        'subject-unknown',
      ]);
      nurse.add('person-registered', person, sampleRegistration());
      await acceptOne(store, samplePush(nurse));
      const record = await readPerson(store, person);
      expect(record?.doses).toMatchObject([
        { said: { entry: dose.id }, voided: { reason: 'ghi nhầm' } },
      ]);
      const stored = await readEntries(store, clerk.journal);
      expect(stored.map(({ state, problem }) => [state, problem])).toEqual([
        ['applied', null],
        ['applied', null],
      ]);
    });

    test('[D1] two registrations with the same four fields are linked, across spelling and pushes', async () => {
      const store = await stores.open();
      const here = sampleJournal(9);
      const there = sampleJournal(91);
      const first = here.newId();
      const second = there.newId();
      here.add('person-registered', first, sampleRegistration());
      const spelled = { ...sampleIdentity, fullName: 'NGUYỄN THỊ HÒA KIỂM THỬ' };
      there.add('person-registered', second, sampleRegistration(spelled, 'site-2'));
      await acceptOne(store, samplePush(here));
      await acceptOne(store, samplePush(there));
      expect((await readPerson(store, first))?.links).toMatchObject([{ other: second }]);
      expect((await readPerson(store, second))?.links).toMatchObject([
        { other: first, judgement: 'same', by: { operator: 'office' } },
      ]);
      const { journal } = await store.read(getOffice);
      const said = await readEntries(store, journal);
      expect(said.map(({ seq, state }) => [seq, state])).toEqual([
        [1, 'applied'],
        [2, 'applied'],
      ]);
    });

    test('[D1] both registrations in one transaction are linked once; another birth date is not', async () => {
      const store = await stores.open();
      const tablet = sampleJournal(10);
      const people = [tablet.newId(), tablet.newId(), tablet.newId()];
      const other = { ...sampleIdentity, birthDate: { value: '1990', precision: 'year' as const } };
      for (const [index, person] of people.entries()) {
        tablet.add(
          'person-registered',
          person,
          sampleRegistration(index < 2 ? sampleIdentity : other),
        );
      }
      await acceptOne(store, samplePush(tablet));
      const links = await Promise.all(
        people.map(async (id) => (await readPerson(store, id))?.links.length),
      );
      expect(links).toEqual([1, 1, 0]);
    });

    test('[S1] an amended identity is asked about again, a dose alone is not', async () => {
      const store = await stores.open();
      const tablet = sampleJournal(11);
      const person = addPerson(tablet, 1);
      await acceptOne(store, samplePush(tablet));
      tablet.add('dose-recorded', person, { dose: { ...sampleDose, ordinal: 2 } });
      await acceptOne(store, samplePush(tablet, { from: 3 }));
      expect(await readJobs(store)).toHaveLength(1);
      const basedOn = tablet.entries[0]?.entry.id ?? '';
      const change = { basedOn, origins: {}, cardHash: null, reason: null };
      tablet.add('identity-amended', person, { ...change, changes: { fullName: 'Lê Văn Thử' } });
      await acceptOne(store, samplePush(tablet, { from: 4 }));
      expect(await readJobs(store)).toHaveLength(2);
    });

    test('[I11] eight offices at once: no dose of a shared person is lost, all twins are joined', async () => {
      const store = await stores.open();
      const first = sampleJournal(18);
      const shared = addPerson(first, 500);
      await acceptOne(store, samplePush(first));
      const twins: string[] = [];
      const pushes = Array.from({ length: 8 }, (_, nth) => {
        const tablet = sampleJournal(180 + nth);
        const twin = tablet.newId();
        twins.push(twin);
        tablet.add('person-registered', twin, sampleRegistration());
        tablet.add('dose-recorded', shared, { dose: { ...sampleDose, ordinal: nth + 2 } });
        return samplePush(tablet);
      });
      const outcomes = await Promise.all(pushes.map((push) => acceptOne(store, push)));
      expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['stored']));
      expect((await readPerson(store, shared))?.doses).toHaveLength(9);
      const joined = new Set([twins[0] ?? '']);
      for (let round = 0; round < twins.length; round++) {
        for (const twin of twins) {
          const links = (await readPerson(store, twin))?.links ?? [];
          if (links.some(({ other }) => joined.has(other))) joined.add(twin);
          if (joined.has(twin)) for (const { other } of links) joined.add(other);
        }
      }
      expect(joined.size).toBe(8);
      const { head } = await store.read(({ db }) =>
        db
          .selectFrom('scope_head')
          .select('head')
          .where('scope', '=', 'site:site-1')
          .executeTakeFirstOrThrow(),
      );
      const feed = await store.read(({ db }) =>
        db.selectFrom('feed').select('pos').where('scope', '=', 'site:site-1').execute(),
      );
      expect(Math.max(...feed.map(({ pos }) => pos))).toBe(head);
    });
  },
);
