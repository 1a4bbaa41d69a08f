import { expect, test } from './journey.ts';

const YEAR = String(new Date().getFullYear() - 6);

test('a foreigner with a passport is never asked about', async ({ nurse, office }) => {
  await nurse.startsWork(office);
  await nurse.button('Nhập tay').tap();
  await nurse.box('Họ và tên').fill('MUSTERMANN ERIKA');
  await nurse.box('Ngày sinh').fill('12');
  await nurse.box('Tháng sinh').fill('08');
  await nurse.box('Năm sinh').fill('1990');
  await nurse.page.getByRole('radio', { name: 'Nữ', exact: true }).tap();
  await nurse.choice('Nước khác').tap();
  await nurse.page.getByLabel('Nước', { exact: true }).selectOption({ label: 'Đức' });
  await nurse.box('Số hộ chiếu').fill('C01X00T47');
  await nurse.button('Lưu và ghi mũi tiêm').tap();
  await nurse.isAt('MUSTERMANN ERIKA');
  await nurse.records();
  await nurse.hasSentAll();
  await nurse.opensList('Đã tiêm');
  await expect(nurse.row('MUSTERMANN ERIKA')).toContainText('Không thuộc diện đối sánh');
});

test('a child without a number has a guardian, and a task instead of a wrong answer', async ({
  nurse,
  office,
}) => {
  await nurse.startsWork(office);
  await nurse.button('Nhập tay').tap();
  await nurse.box('Họ và tên').fill('Trần Bé Thử');
  await nurse.box('Năm sinh').fill(YEAR);
  await nurse.page.getByRole('radio', { name: 'Nam', exact: true }).tap();
  await nurse.choice('Không có số').tap();
  await nurse.box(/^Người giám hộ/).fill('Trần Văn Thử');
  await nurse.button('Lưu và ghi mũi tiêm').tap();
  await nurse.isAt('Trần Bé Thử');
  await nurse.sees('Trần Văn Thử');
  await nurse.records();
  await nurse.hasSentAll();
  await nurse.opensList('Đã tiêm');
  await expect(nurse.row('Trần Bé Thử')).toContainText('Chưa đối sánh');
  await nurse.link(/việc/).tap();
  await nurse.button(/Thiếu thông tin/).tap();
  await expect(nurse.row('Trần Bé Thử')).toContainText('Còn thiếu: số định danh');
});
