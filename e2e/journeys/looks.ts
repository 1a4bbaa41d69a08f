import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** The three looks of the app, as its own settings write them onto the page. */
export const LOOKS = {
  light: { theme: 'light', contrast: 'normal' },
  dark: { theme: 'dark', contrast: 'normal' },
  outdoor: { theme: 'light', contrast: 'outdoor' },
} as const;
export type Look = keyof typeof LOOKS;

export const TABLET = { width: 800, height: 1280 };
export const PHONE = { width: 390, height: 844 };
export const LAPTOP = { width: 1440, height: 900 };

/** Changes the look without a reload; the screen stays as it is. */
export async function wear(page: Page, look: Look): Promise<void> {
  await page.evaluate((wanted) => {
    Object.assign(document.documentElement.dataset, wanted);
  }, LOOKS[look]);
}

/** What axe finds on the screen as it stands: rule and place, never text of a person. */
export async function findingsOf(page: Page, rules: readonly string[] = []): Promise<string[]> {
  // A list's fourth row is as clean as its third; a hundred of them cost a minute.
  const axe = new AxeBuilder({ page }).exclude('.rows > li:nth-child(n + 4)');
  axe.exclude('tbody > tr:nth-child(n + 5)');
  // WCAG 2.2's own rule is off in axe unless it is asked for.
  if (rules.length === 0) axe.options({ rules: { 'target-size': { enabled: true } } });
  else axe.withRules([...rules]);
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} (${failureSummary})`),
  );
}

/** A look changes colours and nothing else: all other rules have looked at the light one. */
const RULES_OF_COLOUR = ['color-contrast', 'link-in-text-block'];
/** A phone hides words and moves things together. */
const RULES_OF_ROOM = ['button-name', 'link-name', 'target-size', 'scrollable-region-focusable'];

/** The page is wider than its window: something would have to be scrolled sideways (UX35). */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
}

/**
 * [UX43] The screen as it stands is clean in every look at the size it has, and in the light one on
 * a phone. `wide`: a screen of the desk, which is not for phones.
 */
export async function isAccessible(page: Page, screen: string, wide = false): Promise<void> {
  const size = page.viewportSize();
  // A screen whose file is still on its way says nothing about itself.
  await page.locator('h1').first().waitFor({ state: 'attached' });
  // A colour on its way from one look to the next is nobody's colour.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await wear(page, 'light');
  expect.soft(await findingsOf(page), `${screen}, light`).toEqual([]);
  for (const look of ['dark', 'outdoor'] as const) {
    await wear(page, look);
    expect.soft(await findingsOf(page, RULES_OF_COLOUR), `${screen}, ${look}`).toEqual([]);
  }
  await wear(page, 'light');
  if (wide) return;
  await page.setViewportSize(PHONE);
  expect.soft(await findingsOf(page, RULES_OF_ROOM), `${screen}, on a phone`).toEqual([]);
  expect.soft(await overflow(page), `${screen}, wider than a phone by`).toBe(0);
  if (size) await page.setViewportSize(size);
}
