import { expect, test } from './journey.ts';
import { HA, THUAN } from './nurse.ts';
import { cardOf } from './town.ts';

test('two people at one tablet: wrong PINs wait, each works under their own name', async ({
  nurse,
  office,
}) => {
  const { person } = cardOf('match');
  await nurse.startsWork(office);

  await test.step('the second one is added by the open tablet', async () => {
    await nurse.opensStatus();
    await nurse.link('Thêm người dùng').tap();
    await nurse.signsIn(THUAN);
    await nurse.statusLine.tap();
    await expect(nurse.page.getByRole('region', { name: 'Người dùng máy này' })).toContainText(
      THUAN.fullName,
    );
    await nurse.link('Về danh sách hôm nay').tap();
  });

  await test.step('a guess opens nothing, and says nothing about how near it was', async () => {
    await nurse.goesOffline();
    await nurse.finds(person.fullName);
    await nurse.row(person.fullName).tap();
    await nurse.records();
    await nurse.locks();
    for (let guess = 0; guess < 4; guess++) {
      await nurse.triesPin(`1827364${guess}`);
      await expect(nurse.told('Mã chưa đúng')).toBeVisible();
    }
    await nurse.triesPin('18273649');
    await nurse.sees('Mã chưa đúng nhiều lần');
    await expect(nurse.button('Mở khóa')).toBeDisabled();
    await nurse.sees(/Thử lại sau 00:\d\d\. Dữ liệu đã lưu không bị mất\./);
    await nurse.waits(1);
  });

  await test.step('the other one is not kept out, and the dose is still there', async () => {
    await nurse.unlocks(THUAN);
    await expect(nurse.atWork).toHaveText(`Đang dùng máy: ${THUAN.fullName}`);
    await nurse.opensList('Đã tiêm');
    await nurse.row(person.fullName).tap();
    await nurse.sees(`ghi bởi ${HA.fullName}`);
  });

  await test.step('locked, it goes on sending', async () => {
    await nurse.page.goBack();
    await nurse.locks();
    await nurse.comesOnline();
    await nurse.hasSentAll();
  });
});

test('nothing but the doors is shown to somebody without a PIN', async ({ nurse, office }) => {
  await nurse.startsWork(office);
  await nurse.finds(cardOf('match').person.fullName);
  const address = await nurse
    .row(cardOf('match').person.fullName)
    .getByRole('link')
    .getAttribute('href');
  await nurse.locks();
  for (const path of [address ?? '/dose/x', '/tasks', '/status', '/observe', '/session', '/scan']) {
    await nurse.page.goto(path);
    await expect(nurse.page).toHaveURL(/\/unlock$/);
    await expect(nurse.button('Mở khóa')).toBeVisible();
  }
});
