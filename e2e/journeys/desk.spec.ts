import { SITE } from '@khop/server/demo/place';
import { clerk as clerkAt } from './clerk.ts';
import { anotherTablet, expect, test } from './journey.ts';
import { HA, nurse as nurseAt } from './nurse.ts';
import { cardOf, newcomer } from './town.ts';

test('the desk lists matches and mismatches by cause and site, and tells a person’s history', async ({
  nurse,
  office,
  browser,
}) => {
  const slipped = newcomer(0);
  const right = cardOf('match').person.fullName;
  const { page, context } = await anotherTablet(browser, office);
  const clerk = clerkAt(page);

  await test.step('a wrong password opens nothing', async () => {
    await clerk.signsIn('tram', 'not-the-password');
    await expect(page.getByRole('alert')).toContainText('Tên hoặc mật khẩu không đúng.');
  });
  await clerk.signsIn('truong');
  await clerk.isAtDesk();
  await clerk.filter('Kết quả', /^Thông tin sai/).click();
  const before = await clerk.countOf('Kết quả', /^Thông tin sai/);
  await expect(clerk.title).toHaveText(`${before} hồ sơ`);

  await test.step('a tablet records one that is right and one that is wrong', async () => {
    await nurse.startsWork(office);
    await nurse.types(slipped, { day: slipped.month, month: slipped.day });
    await nurse.records();
    await nurse.finds(right);
    await nurse.row(right).tap();
    await nurse.records();
    await nurse.hasSentAll();
    await nurse.opensList('Đã tiêm');
    await expect(nurse.row(slipped.fullName)).toContainText('Thông tin sai');
  });

  await test.step('the mismatch is in the list of its site, with its likely cause', async () => {
    await page.reload();
    await expect(clerk.title).toHaveText(`${before + 1} hồ sơ`);
    // With a single site there is nothing to choose; an address that names it is kept all the same.
    await page.goto(`/desk?state=mismatch&site=${SITE.id}`);
    await expect(clerk.title).toHaveText(`${before + 1} hồ sơ`);
    await clerk.filter('Có thể do', /^Nhầm ngày và tháng sinh/).click();
    await expect(page).toHaveURL(/cause=dob-swap/);
    await expect(clerk.rows.filter({ hasText: slipped.fullName })).toContainText(
      'Nhầm ngày và tháng sinh',
    );
    expect(page.url()).not.toContain(encodeURIComponent(slipped.fullName));
  });

  await test.step('its history: who wrote it, and what the population list said', async () => {
    await clerk.opens(slipped.fullName);
    await expect(clerk.history).toContainText('Lập hồ sơ');
    await expect(clerk.history).toContainText(HA.fullName);
    await expect(clerk.history).toContainText('TB-07');
    await expect(clerk.history).toContainText('CSDL trả lời “sai”');
  });

  await test.step('the one that is right stands among the matches', async () => {
    await page.getByRole('link', { name: 'Về danh sách đối sánh' }).click();
    await clerk.filter('Có thể do', 'Tất cả').click();
    await clerk.filter('Kết quả', /^Thông tin đúng/).click();
    await clerk.opens(right);
    await expect(clerk.history).toContainText('CSDL trả lời “đúng”');
  });

  await test.step('signed out, the list is gone', async () => {
    await page.getByRole('button', { name: 'Thoát' }).click();
    await expect(page.getByRole('button', { name: 'Vào bàn đối sánh' })).toBeVisible();
    await expect(page.getByText(right)).toBeHidden();
  });
  await context.close();
});

test('[A33] signed out while the office is out of reach: its session opens to nobody', async ({
  office,
  page,
  context,
}) => {
  const clerk = clerkAt(page);
  const sessionAtOffice = async () =>
    (await context.request.get(`${office.url}/api/desk/session`)).status();
  await clerk.signsIn('tram');
  await clerk.isAtDesk();
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Thoát' }).click();
  await expect(page.getByRole('button', { name: 'Vào bàn đối sánh' })).toBeVisible();
  await context.setOffline(false);
  expect(await sessionAtOffice()).toBe(200);

  await page.reload();
  await expect.poll(sessionAtOffice).toBe(401);
  await expect(page.getByRole('button', { name: 'Vào bàn đối sánh' })).toBeVisible();
  await clerk.signsIn('tram');
  await clerk.isAtDesk();
});

test('the keys J, K and Enter walk through the list without a mouse', async ({ office, page }) => {
  const clerk = clerkAt(page);
  expect(office.url).toBeTruthy();
  await clerk.signsIn('tram');
  await clerk.isAtDesk();
  const second = await clerk.rows.nth(2).getByRole('link').textContent();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(clerk.title).toContainText(second ?? '');
  await page.keyboard.press('k');
  await expect(clerk.title).not.toContainText(second ?? '');
});

test('a code from the desk makes a second tablet of the site', async ({
  office,
  page,
  browser,
  camera,
}) => {
  const clerk = clerkAt(page);
  await clerk.signsIn('truong');
  await clerk.isAtDesk();
  const enrolmentCode = await clerk.makesCode();
  const { context, page: tablet } = await anotherTablet(browser, office);
  const nurse = nurseAt(tablet, camera);
  await nurse.enrols({ ...office, enrolmentCode }, 'TB-08');
  await nurse.signsIn();

  await test.step('it works once only', async () => {
    const third = await anotherTablet(browser, office);
    await third.page.goto('/');
    await third.page.getByLabel('Mã nhận máy').fill(enrolmentCode);
    await third.page.getByLabel('Tên máy').fill('TB-09');
    await third.page.getByRole('button', { name: 'Nhận máy' }).click();
    await expect(third.page.getByRole('alert')).toContainText('Mã đã hết hạn hoặc đã dùng');
    await third.context.close();
  });
  await context.close();
});
