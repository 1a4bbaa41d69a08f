import { expect, test } from './journey.ts';
import { HA, type Nurse, type Operator, THUAN } from './nurse.ts';
import { dosesOf } from './office-books.ts';
import { givesDoses, knownNumbers } from './rescue-crew.ts';

test.describe.configure({ timeout: 240_000 });

/** From the lock at the thumb to the other one's Home, as the screen shows it. */
async function switchesTo(nurse: Nurse, who: Operator): Promise<number> {
  const begun = Date.now();
  await nurse.locks();
  await nurse.unlocks(who);
  await expect(nurse.atWork).toHaveText(`Đang dùng máy: ${who.fullName}`);
  return Date.now() - begun;
}

/** Every screen of an open tablet names who works there; answers the colour that stands beside it. */
async function isNamedEverywhere(nurse: Nurse, who: Operator): Promise<string> {
  const { page } = nurse;
  const home = '/';
  const screens = [
    '/status',
    '/session',
    '/session/lot',
    '/session/end',
    '/observe',
    '/tasks',
    '/rescue',
    '/operator',
    '/scan',
  ];
  let colour: string | RegExp = /^rgb/;
  for (const screen of [...screens, home]) {
    await page.evaluate((to) => history.pushState(null, '', to), screen);
    await expect(page).toHaveURL(screen);
    await expect(nurse.atWork, screen).toHaveText(`Đang dùng máy: ${who.fullName}`);
    await expect(nurse.atWork, screen).toBeInViewport();
    await expect(nurse.atWork, screen).toHaveCSS('background-color', colour);
    colour = await nurse.atWork.evaluate((element) => getComputedStyle(element).backgroundColor);
  }
  return String(colour);
}

test('[E10] [UX45] two nurses share a tablet, and each entry bears its own operator and key', async ({
  nurse,
  office,
}) => {
  const { page } = nurse;
  const [first = '', second = '', third = '', fourth = ''] = knownNumbers(4);
  await nurse.startsWork(office);
  await nurse.opensStatus();
  await nurse.link('Thêm người dùng').tap();
  await nurse.signsIn(THUAN);

  await test.step('each works under their own name, and it stands on every screen', async () => {
    await nurse.goesOffline();
    await givesDoses(nurse, [first]);
    const colourOfHa = await isNamedEverywhere(nurse, HA);
    const tookMs = [await switchesTo(nurse, THUAN)];
    await givesDoses(nurse, [second]);
    const colourOfThuan = await isNamedEverywhere(nurse, THUAN);
    expect(colourOfThuan).not.toBe(colourOfHa);
    tookMs.push(await switchesTo(nurse, HA));
    await givesDoses(nurse, [third]);
    tookMs.push(await switchesTo(nurse, THUAN));
    await givesDoses(nurse, [fourth]);
    console.log(`changing hands took ${tookMs.join(', ')} ms`);
    // Five seconds at rest; a machine with others at work is given twice that.
    for (const each of tookMs) expect(each).toBeLessThan(10_000);
  });

  await test.step('on the dose screen too, beside the needle', async () => {
    await nurse.finds(first);
    await page.getByRole('listitem').getByRole('link').first().tap();
    await expect(page).toHaveURL(/\/(dose|person)\//);
    await expect(nurse.atWork).toHaveText(`Đang dùng máy: ${THUAN.fullName}`);
    await page.goBack();
  });

  await test.step('the office holds each under the one who recorded it, and under their key', async () => {
    await nurse.comesOnline();
    await nurse.hasSentAll();
    const doses = dosesOf(office, 'TB-07');
    expect(doses.map(({ operator, state }) => [operator, state])).toEqual([
      [expect.any(String), 'applied'],
      ['acc-tiem-2', 'applied'],
      [doses[0]?.operator, 'applied'],
      ['acc-tiem-2', 'applied'],
    ]);
    expect(doses[0]?.operator).not.toBe('acc-tiem-2');
    for (const { operator, keyOf } of doses) expect(keyOf).toBe(operator);
    expect(new Set(doses.map(({ key }) => key)).size).toBe(2);
  });

  await test.step('nobody touches it for two minutes: it locks, and names nobody', async () => {
    await page.clock.install();
    await nurse.goesOffline();
    await page.clock.fastForward(121_000);
    // An answer says how wrong the clock now is, before the tablet has looked at it.
    await nurse.comesOnline();
    await expect(nurse.button('Mở khóa')).toBeVisible();
    await expect(nurse.atWork).toBeHidden();
  });
});
