import { clerk as clerkAt } from './clerk.ts';
import { armCanary, looksAtAll } from './hostile-look.ts';
import { HOSTILE } from './hostile-texts.ts';
import { anotherTablet, test as base, expect } from './journey.ts';
import { nurse as nurseAt } from './nurse.ts';
import { openOffice } from './office.ts';
import { type HostilePerson, plantHostile } from './plant-hostile.ts';
import { newcomer } from './town.ts';

// [A24] Whatever people type stays text. The fixture of every journey counts what the policy refused.
const test = base.extend<{ hostile: HostilePerson[] }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from this pattern.
  hostile: async ({}, use) => use([]),
  office: async ({ hostile }, use) => {
    const office = await openOffice({}, async (database) => {
      hostile.push(...(await plantHostile(database)));
    });
    await use(office);
    await office.end();
  },
});

test('there are two hundred texts and more, and the canary sings when one runs', async ({
  page,
}) => {
  expect(new Set(HOSTILE).size).toBeGreaterThanOrEqual(200);
  await armCanary(page);
  await page.goto('/desk');
  const ran = await page.evaluate(() => {
    (globalThis as unknown as { xss(): void }).xss();
    alert('x');
    return (globalThis as unknown as { ran: number }).ran;
  });
  expect(ran).toBe(2);
});

test('the desk shows every text in every field as text', async ({ office, page, hostile }) => {
  await armCanary(page);
  const clerk = clerkAt(page);
  expect(office.url).toBeTruthy();
  await clerk.signsIn('truong');
  await clerk.isAtDesk();
  const { hidden, text } = await looksAtAll(page, '/desk/person/$id', hostile);
  expect(hidden).toEqual([]);
  const lost = HOSTILE.filter((each) => !text.includes(each));
  expect(lost).toEqual([]);
  await looksAtAll(page, '/desk?state=all&p=$id', hostile.slice(0, 1));
  for (const name of HOSTILE.slice(0, 200)) {
    const reply = await page.request.post('/api/sessions', {
      data: { user: name, password: name },
      headers: { origin: office.url },
      failOnStatusCode: false,
    });
    expect([400, 401, 429]).toContain(reply.status());
    expect(await reply.text()).not.toContain('xss');
  }
});

test('a tablet shows every text it was told; what is typed on it stays text everywhere', async ({
  office,
  page,
  nurse,
  hostile,
  browser,
  camera,
}) => {
  await armCanary(page);
  await nurse.startsWork(office);
  const { hidden } = await looksAtAll(page, '/person/$id', hostile);
  expect(hidden).toEqual([]);
  await looksAtAll(page, '/?p=$id', hostile.slice(0, 1));

  await test.step('typed on this tablet, it is text on another', async () => {
    const [typed = ''] = HOSTILE.filter((each) => each.includes('<img src=x onerror=xss()>'));
    await page.goto('/');
    await nurse.unlocks();
    await nurse.types({ ...newcomer(0), fullName: typed });
    await nurse.records();
    await nurse.hasSentAll();
    const { context, page: other } = await anotherTablet(browser, office);
    await armCanary(other);
    const far = nurseAt(other, camera);
    await clerkAt(page).signsIn('truong');
    const enrolmentCode = await clerkAt(page).makesCode();
    await far.enrols({ ...office, enrolmentCode });
    await far.signsIn();
    await far.hasSentAll();
    await far.finds(typed);
    await expect(far.row(typed).first()).toBeVisible();
    const ran = await other.evaluate(() => (globalThis as unknown as { ran: number }).ran);
    expect(ran).toBe(0);
    await context.close();
  });
});
