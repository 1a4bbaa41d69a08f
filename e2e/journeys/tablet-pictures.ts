import type { Browser } from '@playwright/test';
import type { CameraFilm } from './camera.ts';
import { keepStorage } from './chromium.ts';
import { TABLET } from './looks.ts';
import { nurse as nurseAt } from './nurse.ts';
import type { Office } from './office.ts';
import { takePicture } from './take-picture.ts';
import { cardOf, newcomer } from './town.ts';

/** The tablet's screens by name, with what has to be done to stand before each. */
export async function takeTabletPictures(
  browser: Browser,
  office: Office,
  film: CameraFilm,
  folder: string,
): Promise<void> {
  const context = await browser.newContext({
    baseURL: office.url,
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    hasTouch: true,
    viewport: TABLET,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await keepStorage(browser, page, office.url);
  const nurse = nurseAt(page, film);
  const addresses = new Map<string, string>();

  async function shoot(screen: string) {
    addresses.set(screen, new URL(page.url()).pathname);
    const taken = { screen, language: 'vi' } as const;
    await takePicture(page, folder, { ...taken, size: 'phone', look: 'light' });
    await takePicture(page, folder, { ...taken, size: 'laptop', look: 'light' });
    await takePicture(page, folder, { ...taken, size: 'tablet', look: 'outdoor' });
    await takePicture(page, folder, { ...taken, size: 'tablet', look: 'dark' });
    await takePicture(page, folder, { ...taken, size: 'tablet', look: 'light' });
  }
  async function gives(fullName: string) {
    await nurse.finds(fullName);
    await nurse.row(fullName).first().tap();
    await nurse.records();
  }

  await page.goto('/');
  await nurse.box('Mã nhận máy').waitFor();
  await shoot('enrol');
  await nurse.enrols(office);
  await shoot('operator');
  await nurse.signsIn();
  await nurse.link('Mở buổi tiêm').tap();
  await shoot('session-open');
  await nurse.link('Về danh sách hôm nay').tap();
  await nurse.opensSession();
  await nurse.link('Đổi lô').tap();
  await shoot('lot');
  await nurse.button(/^Mở lọ mới/).tap();
  await nurse.isHome();
  for (const each of ['year-only', 'apostrophe', 'known-by-old-number'] as const)
    await gives(cardOf(each).person.fullName);
  await nurse.types(newcomer(0), { day: newcomer(0).month, month: newcomer(0).day });
  await nurse.records();
  await nurse.hasSentAll();
  await nurse.goesOffline();
  await gives(cardOf('match').person.fullName);
  await shoot('saved');
  await nurse.waits(1);
  await nurse.button('Hoàn tác').waitFor({ state: 'hidden' });
  await shoot('home');
  await nurse.opensList('Đã tiêm');
  await shoot('home-done');
  await nurse.row(newcomer(0).fullName).tap();
  await shoot('person');
  await page.goBack();
  await nurse.opensCameraOn(cardOf('insurance'));
  await nurse.told('Đây là mã thẻ bảo hiểm y tế').waitFor();
  await shoot('scan-refused');
  film.show(null);
  await nurse.goesHome();
  await nurse.link('Quét mã').tap();
  await nurse.told('Đưa mã vào khung').waitFor();
  await shoot('scan');
  await nurse.goesHome();
  await nurse.scans(cardOf('worn'));
  await nurse.choice('Đủ điều kiện').tap();
  await nurse.box('Nhiệt độ').fill('36,8');
  await shoot('dose');
  await page.goBack();
  await nurse.goesHome();
  await nurse.button('Nhập tay').tap();
  await nurse.box('Họ và tên').fill(newcomer(1).fullName);
  await shoot('person-new');
  await page.goBack();
  await nurse.link(/Theo dõi/).tap();
  await shoot('observe');
  await nurse.link('Ghi phản ứng').first().tap();
  await nurse.page.getByRole('checkbox', { name: 'khó thở' }).tap();
  await shoot('reaction');
  await nurse.link('Về danh sách theo dõi').tap();
  await nurse.link('Về danh sách hôm nay').tap();
  await nurse.opensTask(newcomer(0).fullName);
  await shoot('task');
  await nurse.button('Điền ngày này').tap();
  await nurse.button('So với bản cũ').tap();
  await shoot('task-compare');
  await nurse.button('Quay lại').tap();
  await nurse.button('Thôi').tap();
  await nurse.link('Về danh sách việc').tap();
  await shoot('tasks');
  await nurse.link('Về danh sách hôm nay').tap();
  await nurse.statusLine.tap();
  await shoot('status');
  await nurse.link('Về danh sách hôm nay').tap();
  await nurse.link(/^Buổi/).tap();
  await shoot('session');
  await nurse.link('Kết thúc buổi tiêm').tap();
  await shoot('session-end');
  await nurse.link('Về danh sách hôm nay').tap();
  await nurse.statusLine.tap();
  await nurse.choice('English').tap();
  const english = { size: 'tablet', look: 'light', language: 'en' } as const;
  for (const [screen, address] of addresses) {
    if (/^(enrol|operator|saved|scan-refused|task-compare)$/.test(screen)) continue;
    await page.evaluate((to) => history.pushState(null, '', to), address);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await takePicture(page, folder, { ...english, screen });
  }
  await page.evaluate(() => history.pushState(null, '', '/'));
  await page.getByRole('button', { name: /Lock/ }).tap();
  await page.getByRole('button', { name: 'Unlock' }).waitFor();
  await takePicture(page, folder, { ...english, screen: 'unlock' });
  await context.close();
}
