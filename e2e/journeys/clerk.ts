import { DEMO_PASSWORD } from '@khop/server/demo/demo-accounts';
import { expect, type Locator, type Page } from '@playwright/test';

export type Clerk = ReturnType<typeof clerk>;

/** Somebody at the commune's desk, with a keyboard and a mouse. */
export function clerk(page: Page) {
  const link = (name: string | RegExp): Locator => page.getByRole('link', { name });
  const self = {
    page,
    rows: page.getByRole('table', { name: 'Danh sách đối sánh' }).getByRole('row'),
    title: page.getByRole('heading', { level: 1 }),
    history: page.getByRole('region', { name: /^Lịch sử/ }),

    async signsIn(user: string, password = DEMO_PASSWORD) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto('/desk');
      await page.getByLabel('Tên đăng nhập').fill(user);
      await page.getByLabel('Mật khẩu').fill(password);
      await page.getByRole('button', { name: 'Vào bàn đối sánh' }).click();
    },

    isAtDesk: () => expect(self.title).toHaveText(/hồ sơ$/),

    /** One line of the filters, by its group and its words. */
    filter: (group: string, words: string | RegExp): Locator =>
      page.getByRole('navigation', { name: group }).getByRole('link', { name: words }),

    /** How many records a filter's line promises. */
    async countOf(group: string, words: string | RegExp): Promise<number> {
      const figure = await self.filter(group, words).locator('b').textContent();
      return Number(figure?.replaceAll('.', ''));
    },

    /** Scrolls until the row is in the page: of a long list only what is in sight is. */
    async opens(fullName: string) {
      await page.getByRole('region', { name: 'Danh sách' }).hover();
      await expect(async () => {
        if (!(await link(fullName).isVisible())) await page.mouse.wheel(0, 1500);
        await expect(link(fullName)).toBeVisible({ timeout: 300 });
      }).toPass();
      await link(fullName).click();
      await expect(self.title).toContainText(fullName, { ignoreCase: true });
    },

    /** A one-time code for a new tablet, as the desk shows it. */
    async makesCode(): Promise<string> {
      await link('Máy').click();
      await page.getByRole('button', { name: 'Cấp mã cho máy mới' }).click();
      const code = page.getByRole('status').locator('b');
      await expect(code).toHaveText(/\S{8,}/);
      return (await code.textContent()) ?? '';
    },
  };
  return self;
}
