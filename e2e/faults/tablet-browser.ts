import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { CHROMIUM } from '../gate/step.ts';
import { FLAGS } from '../journeys/chromium.ts';

/** Chromium on a profile folder of the test's own, so that it can be killed and opened again. */
export type TabletBrowser = {
  context: BrowserContext;
  page: Page;
  /** kill -9 of the browser and everything it started: nothing is said, nothing is written. */
  kill(): Promise<void>;
  /** Holds the browser and everything it started still; the answer lets it go on. */
  freeze(): () => void;
  /** Closed as a person closes it. */
  close(): Promise<void>;
};

const SHAPE = {
  locale: 'vi-VN',
  timezoneId: 'Asia/Ho_Chi_Minh',
  viewport: { width: 800, height: 1280 },
  hasTouch: true,
};

/** `url`: the office, which is granted what an installed app has (`keepsStorage`: and a promise to keep). */
export async function openBrowser(
  profile: string,
  url: string,
  { keepsStorage = true }: { keepsStorage?: boolean } = {},
): Promise<TabletBrowser> {
  // Left by a browser whose power went; a new one would take it for a running one's.
  for (const name of readdirSync(profile)) {
    if (name.startsWith('Singleton')) rmSync(join(profile, name), { force: true });
  }
  grantDurable(profile, url, keepsStorage);
  const context = await chromium.launchPersistentContext(profile, {
    ...SHAPE,
    executablePath: CHROMIUM,
    args: FLAGS,
    baseURL: url,
  });
  context.setDefaultTimeout(15_000);
  const page = context.pages()[0] ?? (await context.newPage());
  const closed = new Promise<void>((resolve) => context.once('close', () => resolve()));
  // Playwright starts a browser as the leader of a process group of its own.
  const strike = (signal: NodeJS.Signals) => {
    const main = processesOf(profile).find(({ isMain }) => isMain);
    if (main === undefined) throw new Error('no browser runs on this profile');
    process.kill(-main.pid, signal);
  };
  return {
    context,
    page,
    freeze() {
      strike('SIGSTOP');
      return () => strike('SIGCONT');
    },
    async kill() {
      strike('SIGKILL');
      await closed;
      await untilGone(profile);
    },
    async close() {
      await context.close();
      await untilGone(profile);
    },
  };
}

/**
 * As an installed app has it. The browser's tools can only pretend: a permission they grant is told to
 * the page, and the data are evicted all the same when the disk is short.
 */
function grantDurable(profile: string, origin: string, isGranted: boolean): void {
  const file = join(profile, 'Default/Preferences');
  mkdirSync(join(profile, 'Default'), { recursive: true });
  // A cut may have left it empty; the browser then begins it anew.
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const preferences = before === '' ? {} : JSON.parse(before);
  preferences.profile ??= {};
  preferences.profile.content_settings ??= {};
  preferences.profile.content_settings.exceptions ??= {};
  const setting = { setting: isGranted ? 1 : 2, last_modified: '0' };
  preferences.profile.content_settings.exceptions.durable_storage = { [`${origin},*`]: setting };
  writeFileSync(file, JSON.stringify(preferences));
}

/** The processes that name this profile in their command line. */
function processesOf(profile: string): { pid: number; isMain: boolean }[] {
  const found: { pid: number; isMain: boolean }[] = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const words = commandOf(name);
    if (!words.includes(`--user-data-dir=${profile}`)) continue;
    found.push({ pid: Number(name), isMain: !words.some((each) => each.startsWith('--type=')) });
  }
  return found;
}

function commandOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    // It ended while we looked.
    return [];
  }
}

async function untilGone(profile: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (processesOf(profile).length === 0) return;
    await pause(50);
  }
  throw new Error('the browser outlived its end by 30 s');
}
