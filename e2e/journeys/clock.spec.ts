import { dayOf } from '@khop/shared/time';
import { clerk as clerkAt } from './clerk.ts';
import { expect, test } from './journey.ts';
import type { Nurse } from './nurse.ts';
import { cardOf } from './town.ts';

const HOUR = 3_600_000;

/** Somebody set the tablet's clock, before the app was opened or while it lies open. */
function setClock({ page }: Nurse, offMs: number) {
  const set = (ms: number) => {
    const held = globalThis as { heldClock?: () => number };
    held.heldClock ??= Date.now;
    const right = held.heldClock;
    Date.now = () => right() + ms;
  };
  return Promise.all([page.context().addInitScript(set, offMs), page.evaluate(set, offMs)]);
}

/** `08:41 21/11/2026` on the clock of Viet Nam. */
function minuteOf(ms: number): string {
  const local = new Date(ms + 7 * HOUR).toISOString();
  return `${local.slice(11, 16)} ${dayOf(ms).split('-').reverse().join('/')}`;
}

/** From the list of tasks: those about times come last. */
async function opensTime({ page, button, title }: Nurse, fullName: string) {
  await button(/Giờ tiêm/).tap();
  await page.getByRole('link').filter({ hasText: fullName }).first().tap();
  await expect(title).toContainText(fullName);
}

test('[E8] [T5] a clock days off: doses are dated by the office’s time, asked about, settled offline, told at the desk', async ({
  nurse,
  office,
  browser,
}) => {
  const { page } = nurse;
  const first = cardOf('year-only').person;
  const second = cardOf('match').person;
  await setClock(nurse, 30 * HOUR);
  await nurse.startsWork(office);

  await nurse.goesOffline();
  const startedMs = Date.now();
  for (const { fullName } of [first, second]) {
    await nurse.finds(fullName);
    await nurse.row(fullName).first().tap();
    await nurse.records();
  }
  await nurse.waits(2);
  let person = '';
  const times = [startedMs, Date.now()].map(minuteOf);

  await test.step('"this time is right", without a network', async () => {
    await nurse.link(/việc/).tap();
    await opensTime(nurse, first.fullName);
    await nurse.sees(/giờ tiêm cần xem lại/);
    const value = page.getByRole('definition').first();
    // The office's day and hour, though this clock shows another day.
    expect(times.map((each) => each.slice(-10))).toContain((await value.textContent())?.slice(-10));
    await nurse.button('Giờ này đúng').tap();
    await nurse.sees('Việc này đã xong.');
    await nurse.link('Về danh sách việc').first().tap();
  });

  await test.step('another time, typed', async () => {
    await opensTime(nurse, second.fullName);
    person = decodeURIComponent(new URL(page.url()).pathname).split(':')[1] ?? '';
    await nurse.button('Nhập giờ khác').tap();
    const yesterday = dayOf(startedMs - 24 * HOUR).split('-');
    for (const [box, at] of [
      ['Năm', 0],
      ['Tháng', 1],
      ['Ngày', 2],
    ] as const)
      await page.getByRole('textbox', { name: box, exact: true }).fill(yesterday[at] ?? '');
    await nurse.box('Giờ').fill('07');
    await nurse.box('Phút').fill('05');
    await nurse.box('Phút').press('Enter');
    await nurse.sees('Việc này đã xong.');
  });

  await nurse.comesOnline();
  await nurse.hasSentAll();
  const desk = await browser.newContext({ baseURL: office.url, locale: 'vi-VN' });
  const clerk = clerkAt(await desk.newPage());
  await clerk.signsIn('truong');
  await clerk.isAtDesk();
  await clerk.page.goto(`/desk/person/${person}`);
  await expect(clerk.history).toContainText('Nhập lại giờ tiêm');
  await expect(clerk.history).toContainText('Giờ tiêm: 07:05');
  await desk.close();
});
