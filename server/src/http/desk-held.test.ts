import { seededRandom } from '@khop/shared/sample';
import { afterEach, expect, test } from 'vitest';
import { sampleTablet, scriptedRegistry } from '../checks/sample-checks.ts';
import { openChecks } from '../checks/worker.ts';
import { type SampleApp, sampleApp } from './sample-app.ts';

let office: SampleApp;
afterEach(() => office.close());

test('[G3] the desk lists what waits, in its scopes; a second person lets it be asked', async () => {
  office = await sampleApp();
  const tablet = sampleTablet(office.store, 7, 'head');
  for (let day = 1; day <= 7; day++) {
    await tablet.register({ birthDate: { value: `1990-01-0${day}`, precision: 'day' } });
  }
  const population = scriptedRegistry(() => 'mismatch');
  const worker = openChecks({
    store: office.store,
    clock: office.clock,
    random: seededRandom(1),
    log: { info() {}, warn() {}, error() {} },
    portion: 20,
    registry: population.registry,
  });
  const askAll = async () => {
    while ((await worker.runOnce()) > 0);
  };
  await askAll();
  expect(population.asked).toHaveLength(5);

  const as = async (user: string) => {
    const { token } = await office.signIn(user);
    const list = async () => (await office.get(token, '/api/desk/held')).json();
    const release = async (job: string) => {
      const headers = { authorization: `Bearer ${token}` };
      const url = `/api/desk/held/${job}/release`;
      return (await office.app.inject({ method: 'POST', url, headers })).statusCode;
    };
    return { list, release };
  };
  const [head, police, stranger] = [await as('head'), await as('police'), await as('stranger')];
  const seen = await police.list();
  expect(seen.rows).toHaveLength(2);
  expect(seen.rows[0]).toMatchObject({ why: 'variants-today', mayRelease: true });
  expect(seen.alerts).toMatchObject([{ field: 'birthDate' }]);
  expect((await head.list()).rows[0]).toMatchObject({ mayRelease: false });
  expect(await stranger.list()).toEqual({ rows: [], alerts: [] });
  const { job } = seen.rows[0];
  expect([await stranger.release(job), await stranger.release('none')]).toEqual([404, 404]);
  expect(await head.release(job)).toBe(409);
  expect(await police.release(job)).toBe(204);
  expect(await police.release(job)).toBe(404);
  await askAll();
  expect(population.asked).toHaveLength(6);
  expect((await police.list()).rows).toHaveLength(1);
});

test('[G3] what waits elsewhere, however much of it, hides nothing of one’s own', async () => {
  office = await sampleApp();
  const tablet = sampleTablet(office.store, 7, 'head');
  await tablet.register({});
  await office.store.write(async (tx) => {
    const own = await tx.db.selectFrom('job').selectAll().executeTakeFirstOrThrow();
    const held = { state: 'held', last_problem: 'variants-today' } as const;
    await tx.db.updateTable('job').set(held).execute();
    const alert = { field: 'number', officer: 'head' };
    await tx.db
      .insertInto('oracle_alert')
      .values({ ...alert, citizen: 'own', subject: own.subject, at: 0 })
      .execute();
    for (let nth = 0; nth < 501; nth++) {
      const far = { id: `0-${nth}`, subject: `far-${nth}`, dedupe_key: `far-${nth}` };
      await tx.db
        .insertInto('job')
        .values({ ...own, ...held, ...far })
        .execute();
      await tx.db
        .insertInto('oracle_alert')
        .values({ ...alert, citizen: far.id, subject: far.subject, at: 1 })
        .execute();
    }
  });
  const { token } = await office.signIn('police');
  const { rows, alerts } = (await office.get(token, '/api/desk/held')).json();
  expect([rows.length, alerts.length]).toEqual([1, 1]);
});
