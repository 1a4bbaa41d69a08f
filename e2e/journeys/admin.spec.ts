import { BOOK } from '@khop/server/people/people-book';
import { UNIT_BOOK } from '@khop/server/units/unit-book';
import type { Page } from '@playwright/test';
import { writeXlsx } from 'hucre/xlsx';
import { clerk as clerkAt } from './clerk.ts';
import { anotherTablet, expect, test } from './journey.ts';
import { isAccessible } from './looks.ts';

type Columns = Readonly<Record<string, string>>;

/** One sheet with its titles, as somebody filled the template in. */
async function workbook(
  name: string,
  { sheet, columns }: { sheet: string; columns: Columns },
  rows: string[][],
) {
  const buffer = Buffer.from(
    await writeXlsx({ sheets: [{ name: sheet, rows: [Object.values(columns), ...rows] }] }),
  );
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return { name, mimeType, buffer };
}

const choose = async (page: Page, ...words: Parameters<typeof workbook>) =>
  page.getByLabel('Tệp Excel').setInputFiles(await workbook(...words));

const problems = (page: Page) => page.getByRole('table', { name: 'Lỗi trong tệp' });

test('[U10] [U11] [AP8] an administrator imports, mends, appoints, and keeps sites and units', async ({
  office,
  browser,
}) => {
  const { page, context } = await anotherTablet(browser, office);
  const clerk = clerkAt(page);
  await clerk.signsIn('quantri');

  await test.step('units: a mistake is told by row and column, and nothing is taken', async () => {
    await page.getByRole('link', { name: 'Đơn vị' }).click();
    await expect(clerk.title).toHaveText('Đơn vị hành chính');
    await expect(page.getByText('Gõ mã hoặc tên để tìm')).toBeVisible();
    await isAccessible(page, 'units, empty', true);
    await page.getByRole('button', { name: 'Nhập từ Excel' }).click();
    const province = ['2099-01', '98', 'Tỉnh Thử', '', '01/01/2020'];
    const commune = (code: string) => ['2099-01', code, 'Xã Thử Nghiệm', '98', '01/01/2020'];
    await choose(page, 'don-vi.xlsx', UNIT_BOOK.units, [province, commune('9801')]);
    await expect(problems(page).getByRole('row').nth(1)).toContainText('Đơn vị');
    await expect(problems(page).getByRole('row').nth(1)).toContainText('3');
    await expect(problems(page).getByRole('row').nth(1)).toContainText('Mã đơn vị');
    await isAccessible(page, 'units, a mistake', true);
    await choose(page, 'don-vi.xlsx', UNIT_BOOK.units, [province, commune('98001')]);
    await page.getByRole('button', { name: 'Ghi 2 thay đổi' }).click();
    await expect(page.getByText('Đã nhận: 2 thay đổi.')).toBeVisible();
  });

  await test.step('a unit is found without marks, with what lies above it; a hamlet is added and ended', async () => {
    await page.getByRole('button', { name: 'Về danh sách đơn vị' }).click();
    await page.getByRole('searchbox').fill('thu nghiem');
    const found = page.getByRole('list', { name: 'Đơn vị hành chính' });
    await expect(found.getByRole('listitem')).toHaveCount(1);
    await expect(found).toContainText('Tỉnh Thử');
    await found.getByRole('button', { name: /^Mở Xã Thử Nghiệm/ }).click();
    await page.getByRole('button', { name: 'Thêm thôn, tổ' }).click();
    await page.getByLabel('Tên thôn, tổ').fill('Thôn Đông');
    await page.getByRole('button', { name: 'Lưu thôn, tổ' }).click();
    const hamlets = page.getByRole('list', { name: 'Thôn, tổ dân phố' });
    await expect(hamlets).toContainText('98001.1');
    await isAccessible(page, 'a unit', true);
    await hamlets.getByRole('button', { name: 'Kết thúc Thôn Đông' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Kết thúc từ ngày mai' }).click();
    await expect(hamlets).toContainText('đến hết');
  });

  await test.step('a site asks for two persons from its beginning', async () => {
    await page.getByRole('link', { name: 'Cơ sở', exact: true }).click();
    await page.getByRole('button', { name: 'Thêm cơ sở' }).click();
    await page.getByLabel('Mã cơ sở').fill('tram-thu');
    await page.getByLabel('Tên cơ sở').fill('Trạm y tế Thử');
    await page.getByLabel('Mã xã, phường').fill('98001');
    await expect(page.getByLabel('Nhận máy mới')).toHaveValue('two');
    await isAccessible(page, 'a site', true);
    await page.getByRole('button', { name: 'Lưu cơ sở' }).click();
    const site = page.getByRole('listitem').filter({ hasText: 'tram-thu' });
    await expect(site).not.toContainText('một người nhận máy');
    await site.getByRole('button', { name: 'Sửa Trạm y tế Thử' }).click();
    await page.getByLabel('Nhận máy mới').selectOption('one');
    await page.getByRole('button', { name: 'Lưu cơ sở' }).click();
    await expect(site).toContainText('một người nhận máy');
  });

  await test.step('people: a workbook with a mistake, then mended', async () => {
    await page.getByRole('link', { name: 'Nhập Excel' }).click();
    await choose(page, 'nguoi.xlsx', BOOK.users, [['co khoang trang', 'Lê Thị Hoa']]);
    await expect(problems(page)).toContainText('Tên đăng nhập');
    await choose(page, 'nguoi.xlsx', BOOK.users, [['hoa.moi', 'Lê Thị Hoa']]);
    await page.getByRole('button', { name: 'Ghi 1 thay đổi' }).click();
    await expect(page.getByText('Đã nhận: 1 thay đổi.')).toBeVisible();
    await choose(page, 'bo-nhiem.xlsx', BOOK.appointments, [
      ['admin-moi', 'người tiêm', 'tram-thu', '', '01/11/2026', ''],
    ]);
    await expect(problems(page)).toContainText('Không có tài khoản này');
    await isAccessible(page, 'import, a mistake', true);
  });

  await test.step('a person is added and appointed', async () => {
    await page.getByRole('link', { name: 'Nhân sự' }).click();
    await page.getByRole('button', { name: 'Thêm người' }).click();
    await page.getByLabel('Họ và tên').fill('Phạm Văn Thử');
    await page.getByRole('textbox', { name: 'Tên đăng nhập' }).fill('thu.pham');
    await page.getByLabel('Mã cơ sở').fill('tram-thu');
    await page.getByRole('button', { name: 'Thêm và bổ nhiệm' }).click();
    const people = page.getByRole('list', { name: 'Nhân sự' });
    await expect(people).toContainText('Phạm Văn Thử');
    await expect(people).toContainText('Trạm y tế Thử');
    await isAccessible(page, 'people', true);
  });

  await test.step('the same in English', async () => {
    await page.getByRole('link', { name: 'Máy', exact: true }).click();
    await page.getByRole('radio', { name: 'English' }).check();
    for (const name of ['Units', 'Site', 'People']) {
      await page.getByRole('link', { name, exact: true }).click();
      await isAccessible(page, `${name}, in English`, true);
    }
  });
  await context.close();
});
