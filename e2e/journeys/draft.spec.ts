import { expect, test } from './journey.ts';
import { GOOD_LOT, nurse as nurseAt } from './nurse.ts';
import { draftIsKept } from './tablet-books.ts';
import { cardOf } from './town.ts';

const { person, payload } = cardOf('match');

test('a dose half filled in survives a reload and a crash of the page', async ({
  nurse,
  office,
  camera,
  context,
}) => {
  const { page } = nurse;
  await nurse.startsWork(office);
  await nurse.scans({ payload });
  await nurse.isAt(person.fullName);
  await nurse.box('Nhiệt độ').fill('36,8');
  await nurse.box('Mạch').fill('72');
  await nurse.choice('Thận trọng').tap();
  await expect(nurse.choice('Thận trọng')).toBeChecked();
  await draftIsKept(page);

  await page.reload();
  await nurse.unlocks();
  await nurse.finds(person.fullName);
  await nurse.row(person.fullName).tap();
  await nurse.isAt(person.fullName);
  await expect(nurse.box('Nhiệt độ')).toHaveValue('36,8');
  await expect(nurse.choice('Thận trọng')).toBeChecked();
  await nurse.box('Mạch').fill('84');
  await nurse.choice('Đủ điều kiện').tap();
  await draftIsKept(page);

  await Promise.all([
    page.waitForEvent('crash'),
    page.goto('chrome://crash').catch(() => undefined),
  ]);
  await page.close();
  const after = nurseAt(await context.newPage(), camera);
  await after.page.goto('/');
  await after.unlocks();
  await after.finds(person.fullName);
  await after.row(person.fullName).tap();
  await expect(after.box('Nhiệt độ')).toHaveValue('36,8');
  await expect(after.box('Mạch')).toHaveValue('84');
  await after.choice('Đủ điều kiện').tap();
  await after.records();
  await after.hasSentAll();
});

test('a trembling finger records once; undone at once, or voided later with a reason', async ({
  nurse,
  office,
}) => {
  const { page } = nurse;
  await nurse.startsWork(office);
  await nurse.goesOffline();

  await test.step('two taps, one dose', async () => {
    await nurse.finds(person.fullName);
    await nurse.row(person.fullName).tap();
    await nurse.choice('Đủ điều kiện').tap();
    await nurse.button(/^Ghi nhận mũi/).dblclick();
    await expect(nurse.told(/Đã ghi nhận mũi/)).toContainText(person.fullName);
    await nurse.waits(1);
  });

  await test.step('undone: the form is back as it was, the list does not count it', async () => {
    await nurse.button('Hoàn tác').tap();
    await nurse.isAt(person.fullName);
    await expect(nurse.choice('Đủ điều kiện')).toBeChecked();
    await nurse.waits(2);
    await page.goBack();
    await nurse.isHome();
    await nurse.opensList('Đã tiêm');
    await nurse.sees('Hôm nay chưa ghi mũi nào');
  });

  await test.step('recorded again; ten seconds later the way back is a void with a reason', async () => {
    await nurse.finds(person.fullName);
    await nurse.row(person.fullName).tap();
    await nurse.button(/^Ghi nhận mũi/).tap();
    await expect(nurse.button('Hoàn tác')).toBeVisible();
    await expect(nurse.button('Hoàn tác')).toBeHidden();
    await nurse.opensList('Đã tiêm');
    await nurse.row(person.fullName).tap();
    // The newest dose stands first.
    const dose = page.getByRole('listitem').filter({ hasText: GOOD_LOT }).first();
    await dose.getByRole('button', { name: 'Hủy mũi tiêm' }).tap();
    await dose.getByRole('radio', { name: 'Lý do khác' }).tap();
    await dose.getByRole('textbox', { name: 'Lý do' }).fill('ghi nhầm người');
    await dose.getByRole('button', { name: 'Hủy mũi tiêm' }).tap();
    await nurse.sees(/Hủy bởi Trần Thị Thu Hà lúc .*: ghi nhầm người/);
  });

  await nurse.comesOnline();
  await nurse.hasSentAll();
  await expect(page.getByText('Đã hủy')).toHaveCount(2);
});
