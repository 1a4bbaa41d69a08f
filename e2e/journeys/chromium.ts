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
  // Chromium takes a permission back with the session that gave it, so the session stays.
  const session = await browser.newBrowserCDPSession();
  await session.send('Browser.grantPermissions', {
    origin,
    ...(await profileOf(page)),
    permissions: ['durableStorage', 'videoCapture', 'wakeLockScreen'],
  });
}

/** Somebody has tapped "block" when the browser asked for the camera. */
export async function blockCamera(browser: Browser, page: Page, origin: string): Promise<void> {
  const session = await browser.newBrowserCDPSession();
  await session.send('Browser.setPermission', {
    origin,
    ...(await profileOf(page)),
    permission: { name: 'camera' },
    setting: 'denied',
  });
}

async function profileOf(page: Page): Promise<{ browserContextId?: string }> {
  const session = await page.context().newCDPSession(page);
  const { targetInfo } = await session.send('Target.getTargetInfo');
  await session.detach();
  const { browserContextId } = targetInfo;
  return browserContextId === undefined ? {} : { browserContextId };
}
