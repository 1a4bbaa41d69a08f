import type { Browser, Page } from '@playwright/test';

/** Chromium by itself: no sandbox in a container, no talk with its maker. */
export const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** An installed app is granted this by Chromium itself; a test's window has to be. */
export async function keepStorage(browser: Browser, page: Page, origin: string): Promise<void> {
  const own = await page.context().newCDPSession(page);
  const { targetInfo } = await own.send('Target.getTargetInfo');
  const { browserContextId } = targetInfo;
  // Chromium takes the permission back with the session that gave it, so this one stays.
  const all = await browser.newBrowserCDPSession();
  await all.send('Browser.grantPermissions', {
    origin,
    ...(browserContextId !== undefined && { browserContextId }),
    permissions: ['durableStorage', 'videoCapture', 'wakeLockScreen'],
  });
  await own.detach();
}
