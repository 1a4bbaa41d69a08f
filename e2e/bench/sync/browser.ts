import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CDPSession, chromium, type Page } from '@playwright/test';
import { build } from 'vite';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const PAGES = join(import.meta.dirname, 'pages');
export const PAGE_NAMES = ['khop', 'pouch', 'rxdb', 'raw'] as const;
export type PageName = (typeof PAGE_NAMES)[number];

/** Builds the benchmark's pages, each with the client or the peer it measures, for production. */
export async function buildPages(): Promise<string> {
  const into = mkdtempSync(join(tmpdir(), 'khop-bench-pages-'));
  await build({
    configFile: false,
    logLevel: 'error',
    root: PAGES,
    worker: { format: 'es' },
    define: { global: 'window' },
    resolve: {
      // As the client's own build does: the package's own entry leads to its build for old browsers.
      alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' }],
    },
    build: {
      target: 'chrome111',
      outDir: into,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      rolldownOptions: { input: PAGE_NAMES.map((name) => join(PAGES, `${name}.html`)) },
    },
    base: './',
  });
  return into;
}

/** What a benchmark's page offers, called by name over the browser's protocol. */
export type Remote<P> = {
  [K in keyof P]: P[K] extends (...args: infer A) => Promise<infer R>
    ? (...args: A) => Promise<R>
    : never;
};

export type Browser<P> = {
  api: Remote<P>;
  page: Page;
  cdp: CDPSession;
  profile: string;
  /** Process id of the browser. */
  pid(): Promise<number>;
  /** All its processes. */
  pids(): Promise<number[]>;
  /** Processor time of all its processes so far. */
  cpuMs(): Promise<number>;
  reload(): Promise<void>;
  /** Closes the browser in peace; `keep` leaves the profile. */
  close(keep?: boolean): Promise<void>;
};

/** A Chromium with a profile of its own, at one page of the benchmark. */
export async function openBrowser<P extends object>(
  url: string,
  kept: string | null = null,
): Promise<Browser<P>> {
  const profile = kept ?? mkdtempSync(join(tmpdir(), 'khop-bench-profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    args: FLAGS,
    headless: true,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(0);
  page.on('pageerror', (error) => console.error(`bench page: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    // PouchDB asks for checkpoints that are not there yet; that is its protocol.
    if (message.text().includes('status of 404')) return;
    if (message.type() === 'error') console.error(`bench page: ${message.text()}`);
  });
  const cdp = await context.newCDPSession(page);
  const whole = await context.browser()?.newBrowserCDPSession();
  const processes = async () => (await whole?.send('SystemInfo.getProcessInfo'))?.processInfo ?? [];
  const ready = async () => {
    await page.goto(url);
    await page.waitForFunction(() => 'bench' in window);
  };
  await ready();
  const call = (name: string, args: unknown[]) =>
    page.evaluate(
      ([method, given]) =>
        (window as unknown as { bench: Record<string, (...all: unknown[]) => unknown> }).bench[
          method
        ]?.(...given),
      [name, args] as const,
    );
  const api = new Proxy({} as Remote<P>, {
    // A proxy that answers to `then` would be taken for a promise.
    get: (_, name) =>
      name === 'then' ? undefined : (...args: unknown[]) => call(String(name), args),
  });
  return {
    api,
    page,
    cdp,
    profile,
    reload: ready,
    async pid() {
      return (await processes()).find(({ type }) => type === 'browser')?.id ?? 0;
    },
    async pids() {
      return (await processes()).map(({ id }) => id);
    },
    async cpuMs() {
      return (await processes()).reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0);
    },
    async close(keep = false) {
      await context.close();
      if (!keep && kept === null) rmSync(profile, { recursive: true, force: true });
    },
  };
}

export function dropProfile(profile: string): void {
  rmSync(profile, { recursive: true, force: true });
}
