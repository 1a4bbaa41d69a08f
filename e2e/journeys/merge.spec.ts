import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COMMUNE } from '@khop/server/demo/place';
import { dayOf } from '@khop/shared/time';
import { root } from '../gate/step.ts';
import { type Clerk, clerk as clerkAt } from './clerk.ts';
import { expect, test } from './journey.ts';
import type { Office } from './office.ts';

test.describe.configure({ timeout: 240_000 });

const MERGED = { code: '99911', name: 'Xã Lâm Bình' };
const NEIGHBOUR = { code: '99912', name: 'Xã Lâm Đông' };

/** `khop units import`, beside the running office: the planted commune and another become one. */
function importMerge(office: Office): void {
  const folder = mkdtempSync(join(tmpdir(), 'khop-merge-'));
  const today = dayOf(Date.now());
  const rows = [MERGED, NEIGHBOUR].map(({ code, name }) => `2026-11,${code},${name},66,${today}`);
  const { edition, code } = COMMUNE;
  const changes = [MERGED].map((to) => `${edition},${code},2026-11,${to.code}`);
  const write = (file: string, head: string, lines: string[]) =>
    writeFileSync(join(folder, file), `${[head, ...lines].join('\n')}\n`);
  write('units.csv', 'edition,code,name,parent,valid_from', rows);
  write('unit-changes.csv', 'from_edition,from_code,to_edition,to_code', changes);
  const cli = [join(root, 'server/src/cli.ts'), 'units', 'import', '--dir', folder];
  const said = execFileSync(process.execPath, cli, {
    env: { PATH: process.env.PATH, KHOP_DATA_DIR: office.data },
    encoding: 'utf8',
  });
  expect(said).not.toContain('"problem"');
  rmSync(folder, { recursive: true, force: true });
}

/** How many people somebody at the desk is told of. */
async function sees(clerk: Clerk, user: string): Promise<number> {
  await clerk.signsIn(user);
  await clerk.isAtDesk();
  const all = clerk.filter('Kết quả', 'Tất cả');
  // Who is told of nobody has nothing to choose from.
  if (await all.isVisible()) {
    await all.click();
    await expect(all).toHaveAttribute('aria-current');
  }
  await expect(clerk.title).toHaveText(/^\d.* hồ sơ$/);
  const words = await clerk.title.textContent();
  await clerk.page.getByRole('button', { name: 'Thoát' }).click();
  await expect(clerk.page.getByRole('button', { name: 'Vào bàn đối sánh' })).toBeVisible();
  return Number.parseInt((words ?? '').replaceAll('.', ''), 10);
}

/** The administrator ends what somebody holds and appoints them to a unit that stands today. */
async function moves(clerk: Clerk, fullName: string, role: string, unit: typeof MERGED) {
  const { page } = clerk;
  await page.getByRole('link', { name: 'Nhân sự' }).click();
  await page.getByRole('button', { name: `Mở ${fullName}` }).click();
  await page.getByRole('button', { name: 'Kết thúc', exact: true }).click();
  await page.getByRole('button', { name: 'Kết thúc bổ nhiệm' }).click();
  await expect(page.getByText('đã kết thúc')).toBeVisible();
  await page.getByRole('button', { name: 'Thêm bổ nhiệm' }).click();
  await page.getByLabel('Vai trò').selectOption({ label: role });
  await page.getByLabel('Mã đơn vị hành chính').fill(unit.code);
  await expect(page.getByText(new RegExp(unit.name))).toBeVisible();
  await page.getByRole('button', { name: 'Bổ nhiệm', exact: true }).click();
  await expect(page.getByText('đang giữ')).toBeVisible();
}

test('[U6] [U9] two communes become one: who is appointed to it sees the residents, nobody else gains', async ({
  office,
  page,
}) => {
  const clerk = clerkAt(page);
  const before = await sees(clerk, 'chutich');
  expect(before).toBeGreaterThan(200);
  expect(await sees(clerk, 'to06')).toBe(before);

  await test.step('the list of units alone changes nobody’s access', async () => {
    importMerge(office);
    expect(await sees(clerk, 'chutich')).toBe(before);
    expect(await sees(clerk, 'to06')).toBe(before);
  });

  await test.step('one is appointed to the new commune, one to its neighbour', async () => {
    await clerk.signsIn('quantri');
    await moves(clerk, 'Nguyễn Văn Bình', 'Tổ công tác Đề án 06', MERGED);
    await page.getByRole('button', { name: 'Về danh sách nhân sự' }).click();
    await moves(clerk, 'Đặng Văn Hùng', 'Công an xã', NEIGHBOUR);
    await page.getByRole('button', { name: 'Thoát' }).click();
  });

  await test.step('the one sees all the old residents, the other nobody; the old staff what they saw', async () => {
    expect(await sees(clerk, 'to06')).toBe(before);
    expect(await sees(clerk, 'congan')).toBe(0);
    expect(await sees(clerk, 'chutich')).toBe(before);
  });
});
