import { DEMO_PASSWORD } from '@khop/server/demo/demo-accounts';
import { dayOf } from '@khop/shared/time';
import type { Page } from '@playwright/test';
import { expect, test } from './journey.ts';
import type { Office } from './office.ts';
import { cardOf } from './town.ts';

const PEOPLE = (['match', 'year-only', 'apostrophe', 'known-by-old-number'] as const).map(
  (each) => cardOf(each).person.fullName,
);

type Held = { doses: { dose: { injectedAt: string } }[] };

/** What the office holds of each person, asked as the desk asks. */
async function dosesToday({ url }: Office, persons: string[]): Promise<number[]> {
  const signedIn = await fetch(`${url}/api/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user: 'truong', password: DEMO_PASSWORD }),
  });
  const { token, grant } = (await signedIn.json()) as { token: string; grant: Grant };
  const headers = { authorization: `Bearer ${token}` };
  const today = dayOf(Date.now());
  const held = new Map<string, Held>();
  for (const scope of grant.scopes) {
    for (let after = 0, head = 1; after < head; ) {
      const road = `/api/scopes/${encodeURIComponent(scope)}/records?after=${after}&limit=500`;
      const page = (await (await fetch(url + road, { headers })).json()) as Pulled;
      for (const { id, record } of page.records) if (record !== null) held.set(id, record);
      [after, head] = [page.to, page.head];
    }
  }
  return persons.map(
    (id) =>
      held.get(id)?.doses?.filter(({ dose }) => dayOf(dose.injectedAt) === today).length ?? -1,
  );
}

type Grant = { scopes: string[] };
type Pulled = { to: number; head: number; records: { id: string; record: Held | null }[] };

const isPush = (url: URL) => url.pathname.startsWith('/api/journals');

/**
 * The next push reaches the office, or not; the office dies at once and its reply is lost. The tablet
 * tries again by itself: `mayGo` holds that push back until everything else has been looked at.
 */
async function killAtNextPush(
  page: Page,
  office: Office,
  when: 'before' | 'after commit',
  mayGo = Promise.resolve(),
) {
  const { promise: isDead, resolve } = Promise.withResolvers<void>();
  await page.route(
    isPush,
    async (route) => {
      await mayGo;
      if (when === 'after commit') await route.fetch();
      await office.kill();
      await route.abort();
      resolve();
    },
    { times: 1 },
  );
  return isDead;
}

test('an office killed while a tablet sends loses nothing and doubles nothing', async ({
  nurse,
  office,
}) => {
  const { page } = nurse;
  const persons: string[] = [];
  await nurse.startsWork(office);
  await nurse.goesOffline();
  for (const fullName of PEOPLE) {
    await nurse.finds(fullName);
    await nurse.row(fullName).first().tap();
    await nurse.isAt(fullName);
    persons.push(new URL(page.url()).pathname.split('/').at(-1) ?? '');
    await nurse.records();
    await nurse.isHome();
  }
  await nurse.waits(4);

  const second = Promise.withResolvers<void>();
  let isDeadAgain = Promise.resolve();

  await test.step('killed as the push arrives: all of it still waits', async () => {
    const isDead = killAtNextPush(page, office, 'before');
    await nurse.comesOnline();
    await isDead;
    await nurse.waits(4);
    isDeadAgain = killAtNextPush(page, office, 'after commit', second.promise);
    await office.restart();
    expect(await dosesToday(office, persons)).toEqual([0, 0, 0, 0]);
  });

  await test.step('killed after it was written, before the tablet heard: it is offered again', async () => {
    second.resolve();
    await nurse.sendsNow();
    await isDeadAgain;
    await nurse.waits(4);
    await office.restart();
    expect(await dosesToday(office, persons)).toEqual([1, 1, 1, 1]);
  });

  await test.step('sent; each dose is at the office once', async () => {
    await nurse.sendsNow();
    await nurse.hasSentAll();
    expect(await dosesToday(office, persons)).toEqual([1, 1, 1, 1]);
    await nurse.opensList('Đã tiêm');
    for (const fullName of PEOPLE) await expect(nurse.row(fullName)).toHaveCount(1);
  });
});
