import { expect, test } from './journey.ts';

test('the tablet speaks English and keeps its look over a reload, offline too', async ({
  nurse,
  office,
}) => {
  const { page } = nurse;
  await nurse.startsWork(office);
  await nurse.opensStatus();
  await nurse.choice('English').tap();
  await expect(nurse.title).toContainText('Status of sending');
  await expect(nurse.statusLine).toContainText('Nothing is waiting');
  await expect(nurse.button('Update now')).toBeVisible();
  await nurse.choice(/^Dark/).tap();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await nurse.choice(/sun/i).tap();
  await expect(page.locator('html')).toHaveAttribute('data-contrast', 'outdoor');

  await nurse.goesOffline();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Unlock' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.locator('html')).toHaveAttribute('data-contrast', 'outdoor');
});
