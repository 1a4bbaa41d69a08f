import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from './journey.ts';
import { CLIENT_DIR } from './plant-office.ts';
import { cardOf } from './town.ts';

test('a new version waits for the form, then for a person, and loses nothing', async ({
  nurse,
  office,
}) => {
  const { page } = nurse;
  const { fullName } = cardOf('match').person;
  const next = mkdtempSync(join(tmpdir(), 'khop-next-'));
  try {
    cpSync(CLIENT_DIR, next, { recursive: true });
    await nurse.startsWork(office);
    await nurse.finds(fullName);
    await nurse.row(fullName).tap();
    await nurse.box('Mạch').fill('72');
    await nurse.choice('Thận trọng').tap();

    await test.step('the office has a new version while a dose is half filled in', async () => {
      appendFileSync(join(next, 'sw.js'), '\n// the next version\n');
      await office.restart({ KHOP_CLIENT_DIR: next });
      await nurse.looksAgain();
      await expect(nurse.told('Có bản mới.')).toContainText('Nhận khi không còn phiếu đang nhập.');
      await expect(nurse.button('Nhận bản mới')).toBeHidden();
      await expect(nurse.box('Mạch')).toHaveValue('72');
    });

    await test.step('recorded; now it may be taken, by a tap', async () => {
      await nurse.records('Thận trọng');
      await nurse.hasSentAll();
      await nurse.button('Nhận bản mới').tap();
      await expect(nurse.button('Mở khóa')).toBeVisible();
      await nurse.unlocks();
      await expect(nurse.told('Có bản mới.')).toBeHidden();
      await nurse.opensList('Đã tiêm');
      await expect(nurse.row(fullName)).toBeVisible();
    });

    await test.step('[P13] told that it is too old for the lists, it looks for a new one by itself', async () => {
      appendFileSync(join(next, 'sw.js'), '\n// the one after\n');
      await page.route('**/api/scopes/**', (route) =>
        route.fulfill({ status: 426, json: { code: 'outdated', detail: 'a newer one is needed' } }),
      );
      await nurse.sendsNow();
      await expect(nurse.told('Có bản mới.')).toBeVisible();
    });
  } finally {
    rmSync(next, { recursive: true, force: true });
  }
});
