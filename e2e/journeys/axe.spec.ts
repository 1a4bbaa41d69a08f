import { cardFrame, toPng } from '@khop/server/demo/card-image';
import { clerk as clerkAt } from './clerk.ts';
import { expect, test } from './journey.ts';
import { findingsOf, isAccessible } from './looks.ts';
import { cardOf, newcomer } from './town.ts';

// Every screen of the route table, with its dialogs and its answers open.
test.describe.configure({ timeout: 300_000 });

// The control: eyes that see no fault anywhere are shut.
test('a pale word and a button without a name are found', async ({ office, page }) => {
  await page.goto(`${office.url}/dev/ui`);
  await page.getByRole('heading', { level: 1 }).evaluate((title) => {
    title.style.color = '#c4c0ba';
    document.querySelector('main')?.append(document.createElement('button'));
  });
  const findings = await findingsOf(page);
  expect(findings.join('\n')).toContain('color-contrast: ');
  expect(findings.join('\n')).toContain('button-name: ');
});

const known = cardOf('match').person.fullName;

test('doors: enrolling, the first user, the lock', async ({ nurse, office }) => {
  const { page } = nurse;
  await page.goto('/');
  await nurse.button('Nhận máy').tap();
  await nurse.sees('Nhập mã hoặc quét mã QR.');
  await isAccessible(page, 'enrolling, empty code');
  await nurse.enrols(office);
  await nurse.button('Thêm người dùng').tap();
  await isAccessible(page, 'first user, empty form');
  await nurse.signsIn();
  await isAccessible(page, 'Home without a session');
  await nurse.locks();
  await isAccessible(page, 'lock');
  await nurse.triesPin('18273645');
  await nurse.sees('Mã chưa đúng');
  await isAccessible(page, 'lock after a wrong PIN');
  await page.goto('/nowhere');
  await isAccessible(page, 'no such address');
});

test('Home, its lists and its search; the session from beginning to end', async ({
  nurse,
  office,
}) => {
  const { page } = nurse;
  await nurse.enrols(office);
  await nurse.signsIn();
  await nurse.link('Mở buổi tiêm').tap();
  await nurse.button('Lô khác, gõ theo nhãn lọ').tap();
  await isAccessible(page, 'opening a session');
  await nurse.link('Về danh sách hôm nay').tap();
  await nurse.opensSession('DEMO-AZ-5003');
  await isAccessible(page, 'Home with an expired lot');
  await nurse.finds('nguyen');
  await nurse.sees(/Tìm thấy \d+ người|người gần nhất/);
  await isAccessible(page, 'search');
  await nurse.finds('khong ai ten nay');
  await isAccessible(page, 'nobody found');
  await nurse.finds('');
  await nurse.opensList('Vắng');
  await isAccessible(page, 'an empty list');
  await nurse.link(/^Buổi/).tap();
  await isAccessible(page, 'the running session');
  await nurse.link('Đổi lô, mở lọ').tap();
  await isAccessible(page, 'lots and vials');
  await nurse.button(/^Mở lọ mới/).tap();
  await nurse.link('Kết thúc buổi tiêm').tap();
  await isAccessible(page, 'counting vials');
  await nurse.button('Kết thúc buổi tiêm').tap();
  await expect(page.getByRole('dialog')).toBeVisible();
  await isAccessible(page, 'asking whether to end');
  await page.getByRole('dialog').getByRole('button', { name: 'Kết thúc buổi tiêm' }).tap();
  await expect(nurse.told(/Trung tâm đã nhận đủ|Số liệu tạm tính/)).toBeVisible();
  await isAccessible(page, 'report of the session');
});

test('the camera, a refused code, a new person, a card that says otherwise', async ({
  nurse,
  office,
}) => {
  const { page } = nurse;
  await nurse.startsWork(office);
  await nurse.link('Quét mã').tap();
  await expect(nurse.told('Đưa mã vào khung')).toBeVisible();
  await isAccessible(page, 'camera');
  const frame = cardFrame(cardOf('insurance').payload, { width: 900, height: 700, modulePx: 8 });
  await page
    .getByLabel('Chụp hoặc chọn ảnh có mã')
    .setInputFiles({ name: 'i.png', mimeType: 'image/png', buffer: Buffer.from(toPng(frame)) });
  await expect(nurse.told('Đây là mã thẻ bảo hiểm y tế')).toBeVisible();
  await isAccessible(page, 'a refused code');
  await nurse.button('Nhập tay').tap();
  await nurse.box('Họ và tên').fill(newcomer(3).fullName);
  await nurse.box('Năm sinh').fill('2018');
  await nurse.button('Lưu và ghi mũi tiêm').tap();
  await nurse.sees('Nhập số, hoặc chọn “Không có số”.');
  await isAccessible(page, 'a new person with a mistake');
  await nurse.choice('Nước khác').tap();
  await isAccessible(page, 'a new foreigner');
  await page.goBack();
  await nurse.goesHome();
  await nurse.scans(cardOf('site-lost-marks'));
  await isAccessible(page, 'a dose, the card says otherwise');
  await nurse.choice('Trì hoãn').tap();
  await nurse.box('Nhiệt độ').fill('379');
  await page.getByText('Câu hỏi sàng lọc và ghi chú').tap();
  await isAccessible(page, 'a dose put off, a slip in a measurement');
  await nurse.link('Xem và sửa theo thẻ').tap();
  await isAccessible(page, 'amending a person');
});

test('what was saved, a person, a voided dose, a second one on the same day', async ({
  nurse,
  office,
}) => {
  const { page } = nurse;
  await nurse.startsWork(office);
  await nurse.finds(known);
  await nurse.row(known).tap();
  await nurse.records();
  await isAccessible(page, 'just saved');
  await nurse.opensList('Đã tiêm');
  await nurse.row(known).tap();
  await expect(page.getByRole('region', { name: 'Mũi tiêm' })).toBeVisible();
  await isAccessible(page, 'a person');
  await page.getByRole('button', { name: 'Hủy mũi tiêm' }).first().tap();
  await nurse.choice('Lý do khác').first().tap();
  await isAccessible(page, 'voiding a dose');
  await nurse.link('Ghi mũi tiêm').tap();
  await nurse.sees('Hôm nay đã ghi một mũi cho người này.');
  await isAccessible(page, 'a second dose on one day');
});

test('under watch, a reaction, tasks and how they are mended, the state of sending', async ({
  nurse,
  office,
}) => {
  const { page } = nurse;
  await nurse.startsWork(office);
  await nurse.finds(known);
  await nurse.row(known).tap();
  await nurse.records();
  await nurse.link(/Theo dõi/).tap();
  await isAccessible(page, 'under watch');
  await nurse.link('Ghi phản ứng').tap();
  await page.getByRole('checkbox', { name: 'khó thở' }).tap();
  await nurse.choice('Nặng').tap();
  await nurse.button('Ghi nhận phản ứng').tap();
  await nurse.sees('Chọn kết quả.');
  await isAccessible(page, 'a reaction');
  await nurse.link('Về danh sách theo dõi').tap();
  await nurse.link('Về danh sách hôm nay').tap();
  await nurse.opensTask(cardOf('site-wrong-birth').person.fullName);
  await isAccessible(page, 'a task');
  await nurse.button('Quét lại thẻ').tap();
  await isAccessible(page, 'a task, scanning again');
  await nurse.button('Thôi').tap();
  await nurse.button('Sửa tay').tap();
  await isAccessible(page, 'a task, typing');
  await nurse.box('Họ tên').fill('Nguyễn Văn Khác');
  await nurse.button('So với bản cũ').tap();
  await isAccessible(page, 'a task, old beside new');
  await nurse.button('Lưu và đối sánh lại').tap();
  await nurse.link('Về danh sách việc').first().tap();
  await isAccessible(page, 'tasks');
  await nurse.goesHome();
  await nurse.goesOffline();
  await nurse.finds(cardOf('year-only').person.fullName);
  await nurse.row(cardOf('year-only').person.fullName).tap();
  await nurse.records();
  await nurse.waits(1);
  await nurse.statusLine.tap();
  await nurse.sees('Vì sao còn chờ');
  await isAccessible(page, 'state of sending');
});

test('the desk: signing in, the list, a person, tablets; the part sheet', async ({
  office,
  page,
}) => {
  const clerk = clerkAt(page);
  expect(office.url).toBeTruthy();
  await clerk.signsIn('truong', 'wrong');
  await expect(page.getByRole('alert')).toBeVisible();
  await isAccessible(page, 'desk, signing in', true);
  await clerk.signsIn('truong');
  await clerk.isAtDesk();
  await isAccessible(page, 'desk, the list', true);
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(clerk.history).toBeVisible();
  await isAccessible(page, 'desk, a person', true);
  await clerk.makesCode();
  await isAccessible(page, 'desk, tablets', true);
  await page.goto('/dev/ui');
  await expect(clerk.title).toBeVisible();
  await isAccessible(page, 'part sheet', true);
});
