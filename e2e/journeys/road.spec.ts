import { cardFrame, toPng } from '@khop/server/demo/card-image';
import { expect, test } from './journey.ts';
import { findLeaks } from './leak.ts';
import { cardOf, newcomer } from './town.ts';

test('the road of a dose: scanned, written offline, kept over a reload, sent, answered, mended, closed', async ({
  nurse,
  office,
}) => {
  const { page } = nurse;
  const known = cardOf('match').person;
  const typed = newcomer(0);
  const photographed = newcomer(1);

  await nurse.enrols(office);
  await nurse.signsIn();
  await nurse.looksWhetherReady();
  await nurse.opensSession();
  await nurse.hasSentAll();

  await test.step('three doses without a signal: by photo, by camera, by hand with a slip', async () => {
    await nurse.goesOffline();
    const frame = cardFrame(photographed.payload, { width: 900, height: 700, modulePx: 8 });
    const buffer = Buffer.from(toPng(frame));
    await nurse.scansPhoto({ name: 'card.png', mimeType: 'image/png', buffer });
    await nurse.button('Lưu và ghi mũi tiêm').tap();
    await nurse.isAt(photographed.fullName);
    await nurse.records();
    await nurse.waits(2);

    await nurse.scans(cardOf('match'));
    await nurse.isAt(known.fullName);
    await nurse.records();
    await nurse.waits(3);
    await nurse.goesHome();

    // Day and month the wrong way round: nobody at the point sees it, the population list will.
    await nurse.types(typed, { day: typed.month, month: typed.day });
    await nurse.records();
    await nurse.waits(5);
    await expect(nurse.statusLine).toContainText('Ngoại tuyến – vẫn ghi nhận bình thường');
  });

  await test.step('the page is loaded anew without a network: everything is there after the PIN', async () => {
    await page.reload();
    await nurse.unlocks();
    await nurse.waits(5);
    await nurse.opensList('Đã tiêm');
    for (const { fullName } of [known, typed, photographed]) {
      await expect(nurse.row(fullName)).toContainText('Đã lưu trên máy');
    }
  });

  await test.step('the signal is back: sent, and the population list answers', async () => {
    await nurse.comesOnline();
    await nurse.hasSentAll();
    await expect(nurse.row(known.fullName)).toContainText('Thông tin đúng');
    await expect(nurse.row(photographed.fullName)).toContainText('Thông tin đúng');
    await expect(nurse.row(typed.fullName)).toContainText('Thông tin sai');
  });

  await test.step('mended without a signal; asked again and closed by itself with one', async () => {
    await nurse.goesOffline();
    await nurse.opensTask(typed.fullName);
    await nurse.sees('Nhầm ngày và tháng sinh');
    await nurse.fixes({ day: typed.day, month: typed.month });
    await expect(nurse.told('Đang đối sánh lại')).toBeVisible();
    await nurse.comesOnline();
    await expect(nurse.told('Việc này đã xong.')).toBeVisible();
  });

  await test.step('locked, the tablet holds no name and no number in clear; the office logged none', async () => {
    await nurse.link('Về danh sách việc').first().tap();
    await nurse.goesHome();
    await nurse.hasSentAll();
    await nurse.locks();
    const people = [
      { fullName: known.fullName, number: known.citizen?.number ?? '' },
      typed,
      photographed,
    ];
    const needles = people.flatMap(({ fullName, number }) => [fullName, number]);
    const { found, bytesRead } = await findLeaks(page, needles);
    expect(found).toEqual([]);
    expect(bytesRead).toBeGreaterThan(100_000);
    const log = office.log();
    expect(log).toContain('/api/journals');
    expect(needles.filter((needle) => log.includes(needle))).toEqual([]);
  });
});
