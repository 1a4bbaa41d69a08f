import { seededRandom } from '@khop/shared/sample';
import { afterAll, describe, expect, test } from 'vitest';
import { enterByPassword } from '../access/desk-sign-in.ts';
import { enrolDevice } from '../access/enrol.ts';
import { addressLimit } from '../access/limits.ts';
import { handClock, makeStores, type StoreMaker } from '../store/sample-store.ts';
import { sampleKey } from '../sync/sample-keys.ts';
import { demoCards, fillDemo } from './fill-demo.ts';

const options = { seed: 1, size: 300 };

describe.each(['sqlite', 'postgres'] as const)('%s', (engine) => {
  let stores: StoreMaker;
  const opened = makeStores(engine).then((made) => {
    stores = made;
    return made;
  });
  afterAll(() => stores.stop());

  test('an empty office becomes one to work in: enrol, sign in, see today’s people', async () => {
    const clock = handClock();
    const store = await (await opened).open(clock);
    const office = await fillDemo(store, { clock, random: seededRandom(3) }, options);
    const enrolled = await enrolDevice(store, {
      code: office?.enrolment.code ?? '',
      deviceName: 'Máy tính bảng 1',
      publicKey: sampleKey().publicKey,
    });
    expect(enrolled).toMatchObject({ site: { id: 'tram-y-te-binh-lam', points: { length: 4 } } });
    const address = addressLimit('sign-in', '::1', 100);
    for (const { user, password, role } of office?.users ?? []) {
      const agent = 'Chrome · Linux';
      const entered = await enterByPassword(store, { user, password, address, agent });
      // Without a phone at hand: the accounts of the demonstration need no second factor.
      expect(entered).toMatchObject({ door: { step: 'open', grant: { role } } });
    }
    expect(office?.users).toHaveLength(8);
    const site = await store.read((reads) =>
      reads.db
        .selectFrom('feed')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('scope', '=', 'site:tram-y-te-binh-lam')
        .executeTakeFirstOrThrow(),
    );
    // Persons and four lots.
    expect(Number(site.count)).toBeGreaterThan(250);
    expect(office?.cards).toEqual(demoCards(options));
  });

  test('an office that has a site is left alone', async () => {
    const clock = handClock();
    const store = await (await opened).open(clock);
    const world = { clock, random: seededRandom(3) };
    await fillDemo(store, world, options);
    const before = await store.read((reads) => reads.db.selectFrom('entry').selectAll().execute());
    expect(await fillDemo(store, world, options)).toBeNull();
    const after = await store.read((reads) => reads.db.selectFrom('entry').selectAll().execute());
    expect(after).toEqual(before);
  });

  test('a filling that was broken off goes on where it stopped', async () => {
    const clock = handClock();
    const store = await (await opened).open(clock);
    let writes = 0;
    const breaking: typeof store = {
      ...store,
      write: (work) => {
        writes += 1;
        return writes > 1 ? Promise.reject(new Error('killed')) : store.write(work);
      },
    };
    const world = { clock, random: seededRandom(3) };
    await expect(fillDemo(breaking, world, options)).rejects.toThrow('killed');
    const whole = await fillDemo(store, world, options);
    const entries = await store.read((reads) =>
      reads.db
        .selectFrom('entry')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('device', 'is not', null)
        .executeTakeFirstOrThrow(),
    );
    expect(Number(entries.count)).toBe(whole?.entries);
  });
});
