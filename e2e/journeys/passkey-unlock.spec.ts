import { addFinger } from './finger.ts';
import { expect, test } from './journey.ts';
import { isAccessible } from './looks.ts';
import { HA, type Nurse } from './nurse.ts';
import type { Office } from './office.ts';
import { cardOf } from './town.ts';

test.describe.configure({ timeout: 240_000 });

const BY_FINGER = 'Mở bằng vân tay';

const goesBack = (nurse: Nurse) => nurse.link('Về danh sách hôm nay').tap();

test('a finger opens the tablet without a signal, and the PIN goes on opening it', async ({
  nurse,
  office,
}) => {
  const { page } = nurse;
  const finger = await addFinger(page);
  await nurse.startsWork(office);

  await test.step('[PK2] it is added with the PIN, after who else could use it was said', async () => {
    await nurse.goesOffline();
    await nurse.triesToAddFinger('62518493');
    await nurse.sees('Mã đang dùng chưa đúng.');
    expect(await finger.listed()).toEqual([]);
    await nurse.sees(`cũng mở được Khớp với tên ${HA.fullName}`);
    await isAccessible(page, 'adding a finger');
    await nurse.box('Mã PIN đang dùng').fill(HA.pin);
    await nurse.button('Thêm vân tay').tap();
    await expect(nurse.told('Đã thêm vân tay')).toBeVisible();
  });

  await test.step('[PK8] the machine’s own list names the tablet and nobody', async () => {
    const [made, ...more] = await finger.listed();
    expect(more).toEqual([]);
    expect(made).toMatchObject({ userName: 'TB-07', userDisplayName: 'TB-07', rpId: 'localhost' });
    expect(Buffer.from(made?.userHandle ?? '', 'base64')).toHaveLength(16);
  });

  await test.step('locked and loaded anew, the finger opens it, and a dose is recorded', async () => {
    await goesBack(nurse);
    await nurse.locks();
    await isAccessible(page, 'lock with a finger');
    await page.reload();
    await nurse.unlocksByFinger();
    await expect(nurse.atWork).toHaveText(`Đang dùng máy: ${HA.fullName}`);
    const { person } = cardOf('match');
    await nurse.finds(person.fullName);
    await nurse.row(person.fullName).tap();
    await nurse.records();
    await nurse.waits(1);
  });

  await test.step('[PK6] removed, it is nowhere, and what was recorded goes to the office', async () => {
    await nurse.opensStatus();
    await nurse.button('Bỏ mở khóa bằng vân tay').tap();
    await expect(nurse.told('Đã bỏ mở khóa bằng vân tay')).toBeVisible();
    expect(await finger.listed()).toEqual([]);
    await goesBack(nurse);
    await nurse.comesOnline();
    await nurse.hasSentAll();
    await nurse.locks();
    await expect(nurse.button(BY_FINGER)).toHaveCount(0);
  });
});

/** Open, with a finger added, and locked again. */
async function locksWithFinger(nurse: Nurse, office: Office) {
  const finger = await addFinger(nurse.page);
  await nurse.enrols(office);
  await nurse.signsIn();
  await nurse.addsFinger();
  await nurse.locks();
  return finger;
}

test('[PK4] a finger that is not known leads quietly back to the PIN', async ({
  nurse,
  office,
}) => {
  const finger = await locksWithFinger(nurse, office);
  await finger.isKnown(false);
  await nurse.button(BY_FINGER).tap();
  await expect(nurse.button(BY_FINGER)).toBeEnabled();
  await expect(nurse.page.locator('.unlock .say')).toHaveCount(0);
  await nurse.unlocks();
});

test('[PK4] a wait after wrong PINs holds up no finger', async ({ nurse, office }) => {
  await locksWithFinger(nurse, office);
  for (let guess = 0; guess < 5; guess++) {
    await nurse.triesPin(`1827364${guess}`);
    await nurse.sees(/Mã chưa đúng/);
  }
  await nurse.sees('Mã chưa đúng nhiều lần');
  await expect(nurse.button('Mở khóa')).toBeDisabled();
  await nurse.unlocksByFinger();
});

test('[PK1] removed, the PIN opens as before', async ({ nurse, office }) => {
  await addFinger(nurse.page);
  await nurse.enrols(office);
  await nurse.signsIn();
  await nurse.addsFinger();
  await nurse.opensStatus();
  await nurse.button('Bỏ mở khóa bằng vân tay').tap();
  await goesBack(nurse);
  await nurse.locks();
  await nurse.unlocks();
});

test('[PK7] a machine that cannot says what to do, keeps nothing, and the PIN opens', async ({
  nurse,
  office,
}) => {
  const finger = await addFinger(nurse.page, { hasPrf: false });
  await nurse.enrols(office);
  await nurse.signsIn();
  await nurse.triesToAddFinger();
  await expect(nurse.told('Máy này không mở khóa bằng vân tay được')).toContainText(
    'Mã PIN vẫn mở máy như trước',
  );
  await isAccessible(nurse.page, 'a machine without PRF');
  expect(await finger.listed()).toEqual([]);
  await nurse.button('Thôi').tap();
  await goesBack(nurse);
  await nurse.locks();
  await expect(nurse.button(BY_FINGER)).toHaveCount(0);
  await nurse.unlocks();
});

test('[PK7] a machine without a screen lock is told so before anything is asked', async ({
  nurse,
  office,
}) => {
  await nurse.enrols(office);
  await nurse.signsIn();
  await nurse.opensStatus();
  await nurse.button('Mở khóa bằng vân tay').tap();
  await expect(nurse.told('Máy chưa có khóa màn hình để hỏi')).toBeVisible();
  await isAccessible(nurse.page, 'a machine without a screen lock');
});
