import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cardFrame, toPng } from '@khop/server/demo/card-image';
import { root } from '../gate/step.ts';
import { blockCamera } from './chromium.ts';
import { expect, test } from './journey.ts';
import { cardOf, newcomer } from './town.ts';

const PHOTOS = join(root, '../shared/data/qr');

/** A photo of a card of which only a corner of the code is left. */
function tornPhoto(payload: string) {
  const frame = cardFrame(payload, { width: 900, height: 700, modulePx: 8 });
  const half = frame.luma.length * 0.55;
  frame.luma.fill(150, 0, half);
  return { name: 'torn.png', mimeType: 'image/png', buffer: Buffer.from(toPng(frame)) };
}

test('a photo of a card from elsewhere: a new person, and the population list of the commune knows nobody', async ({
  nurse,
  office,
}) => {
  test.skip(!existsSync(PHOTOS), 'the corpus of card photos lies beside the project');
  const truths: { file: string; payload: string }[] = JSON.parse(
    readFileSync(join(PHOTOS, 'truth.json'), 'utf8'),
  );
  const photo = truths.find(({ file }) => file === '000-clean-0.jpg');
  const [number = '', , fullName = ''] = photo?.payload.split('|') ?? [];
  await nurse.startsWork(office);

  await nurse.scansPhoto(join(PHOTOS, '000-clean-0.jpg'));
  await expect(nurse.box('Họ và tên')).toHaveValue(fullName);
  await expect(nurse.box('Số giấy tờ')).toHaveValue(number);
  await nurse.button('Lưu và ghi mũi tiêm').tap();
  await nurse.isAt(fullName);
  await nurse.records();
  await nurse.hasSentAll();
  await nurse.opensList('Đã tiêm');
  await expect(nurse.row(fullName)).toContainText('Thông tin sai');

  await nurse.opensTask(fullName);
  await nurse.button('Sửa tay').tap();
  await nurse.button('So với bản cũ').tap();
  // The card says what was sent: nothing to mend here, the commune police must look.
  await nurse.sees('Không có gì khác.');
});

test('a photo without a readable code says so, and typing stays one tap away', async ({
  nurse,
  office,
}) => {
  await nurse.startsWork(office);
  await nurse.scansPhoto(tornPhoto(cardOf('match').payload));
  await expect(nurse.told('Ảnh này không có mã đọc được. Chụp gần hơn, thẳng hơn.')).toBeVisible();
  await nurse.button('Nhập tay').tap();
  await expect(nurse.title).toHaveText('Người mới');
});

test('a health insurance card is named, and the ID card asked for', async ({ nurse, office }) => {
  await nurse.startsWork(office);
  const frame = cardFrame(cardOf('insurance').payload, { width: 900, height: 700, modulePx: 8 });
  const buffer = Buffer.from(toPng(frame));
  await nurse.scansPhoto({ name: 'insurance.png', mimeType: 'image/png', buffer });
  await expect(nurse.told('Đây là mã thẻ bảo hiểm y tế')).toContainText('Xin thẻ căn cước');
  await nurse.button('Quét lại').tap();
  await expect(nurse.told('Đây là mã thẻ bảo hiểm y tế')).toBeHidden();
});

test('a queue: the camera opens again for the next card after each dose', async ({
  nurse,
  office,
}) => {
  await nurse.startsWork(office);
  await nurse.scans(cardOf('match'));
  await nurse.isAt(cardOf('match').person.fullName);
  await nurse.recordsWithNextInLine(cardOf('year-only'));
  await nurse.isAt(cardOf('year-only').person.fullName);
  await nurse.records();
  await expect(nurse.title).toHaveText('Người tiếp theo');
  await nurse.goesHome();
  await nurse.opensList('Đã tiêm');
  await expect(nurse.row(cardOf('match').person.fullName)).toBeVisible();
  await expect(nurse.row(cardOf('year-only').person.fullName)).toBeVisible();
});

test('a number that two records share is no person: the tablet asks who stands there', async ({
  nurse,
  office,
}) => {
  const { person, payload } = cardOf('match-2024');
  await nurse.startsWork(office);
  await nurse.opensCameraOn({ payload });
  await expect(nurse.told('Ai trong số này?')).toBeVisible();
  await nurse.row(person.fullName).getByRole('button', { name: 'Người này' }).tap();
  await nurse.isAt(person.fullName);
});

test('a hand scanner types a known card on Home and is at the person; a new one waits to be confirmed', async ({
  nurse,
  office,
}) => {
  await nurse.startsWork(office);
  const known = cardOf('match');
  await nurse.scansByHand(known);
  await nurse.isAt(known.person.fullName);
  await nurse.page.goBack();
  await nurse.isHome();

  const unknown = newcomer(2);
  await nurse.scansByHand(unknown);
  await expect(nurse.title).toHaveText('Người mới');
  await expect(nurse.box('Họ và tên')).toHaveValue(unknown.fullName);
  await expect(nurse.box('Số giấy tờ')).toHaveValue(unknown.number);
  await nurse.sees(/Cần xác nhận: máy quét có thể làm sai dấu/);
});

test('a card that says something else than the list is mended from the card before the needle', async ({
  nurse,
  office,
}) => {
  const { person, payload } = cardOf('site-lost-marks');
  await nurse.startsWork(office);
  await nurse.scans({ payload });
  await expect(nurse.told('Thẻ vừa quét khác danh sách: họ tên (chỉ khác dấu)')).toBeVisible();
  await nurse.link('Xem và sửa theo thẻ').tap();
  await expect(nurse.box('Họ và tên')).toHaveValue(person.fullName);
  await nurse.button('Lưu thông tin').tap();
  await nurse.isAt(person.fullName);
  await nurse.records();
  await nurse.goesHome();
  await nurse.opensList('Đã tiêm');
  await expect(nurse.row(person.fullName)).toContainText('Thông tin đúng');
});

test('a blocked camera says how to allow it; a photo and typing stay', async ({
  nurse,
  office,
  browser,
}) => {
  await nurse.startsWork(office);
  await blockCamera(browser, nurse.page, office.url);
  await nurse.link('Quét mã').tap();
  await expect(nurse.told(/Camera bị chặn\..*cho phép Camera/)).toBeVisible();
  await expect(nurse.button('Bật lại camera')).toBeVisible();
  await expect(nurse.page.getByLabel('Chụp hoặc chọn ảnh có mã')).toBeAttached();
  await nurse.button('Nhập tay').tap();
  await expect(nurse.title).toHaveText('Người mới');
});
