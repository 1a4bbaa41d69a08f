import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, openBrowser } from './browser.ts';
import { type Child, startChild } from './child.ts';
import { personAt } from './facts.ts';
import { HERE, type PeerPage, type Where } from './pages/peer-page.ts';
import { officeFolder, PASSWORD, USER } from './prepare-office.ts';
import type { TabletKeys } from './tablet-keys.ts';

/** What is at a server before anything is measured; `elsewhere` is Khớp's alone. */
export type Before = { here: number; elsewhere?: number };

export type PeerServer = Child & {
  pageUrl: string;
  /** For one tablet. */
  where(isSlowPin?: boolean): Promise<Where>;
};

export type Peer = {
  name: 'khop' | 'pouchdb' | 'rxdb';
  /** How safe what it says is, on the tablet and at the server. */
  durability: string;
  serve(before: Before, pages: string, say: (words: string) => void): Promise<PeerServer>;
};

const nowhere = { code: '', user: '', password: '', other: null, isSlowPin: false };

async function serveKhop(before: Before, pages: string, say: (words: string) => void) {
  const { here, elsewhere = 0 } = before;
  const data = await officeFolder({ here, elsewhere }, say);
  const child = await startChild(new URL('./peers/khop-office.ts', import.meta.url), {
    data,
    pages,
  });
  return {
    ...child,
    pageUrl: `${child.url}/khop.html`,
    async where(isSlowPin = false) {
      const code = await child.ask<string>('enrol');
      const [other = null] = await child.ask<TabletKeys[]>('devices', 1);
      return { url: child.url, code, user: USER, password: PASSWORD, other, isSlowPin };
    },
    async end() {
      await child.end();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

function serveOther(file: string, page: string): Peer['serve'] {
  return async ({ here }, pages) => {
    const data = mkdtempSync(join(tmpdir(), 'khop-bench-peer-'));
    const child = await startChild(new URL(`./peers/${file}`, import.meta.url), { data, pages });
    if (here > 0) await child.ask('fill', HERE, here);
    return {
      ...child,
      pageUrl: `${child.url}/bench/${page}`,
      where: async () => ({ ...nowhere, url: child.url }),
      async end() {
        await child.end();
        rmSync(data, { recursive: true, force: true });
      },
    };
  };
}

export const PEERS: readonly Peer[] = [
  {
    name: 'khop',
    durability:
      'tablet: ledger strict, each entry sealed (AES-GCM) and signed (ECDSA P-256); office: every signature verified, SQLite WAL synchronous=FULL',
    serve: serveKhop,
  },
  {
    name: 'pouchdb',
    durability: 'browser: relaxed, in clear; server: leveldb without sync, as PouchDB opens it',
    serve: serveOther('pouch-server.ts', 'pouch.html'),
  },
  {
    name: 'rxdb',
    durability: 'browser: Dexie, relaxed, in clear; server: SQLite WAL synchronous=FULL (ours)',
    serve: serveOther('rxdb-server.ts', 'rxdb.html'),
  },
];

export type PeerBrowser = Browser<PeerPage>;

/** A tablet of this peer at a page of the server, throttled as the run asks for. */
export async function openPeer(
  server: PeerServer,
  how: { cpu: number; link: 'none' | 'slow' },
  profile: string | null = null,
  query = '',
): Promise<PeerBrowser> {
  const browser = await openBrowser<PeerPage>(server.pageUrl + query, profile);
  if (how.cpu > 1) await browser.cdp.send('Emulation.setCPUThrottlingRate', { rate: how.cpu });
  if (how.link === 'slow') {
    await browser.cdp.send('Network.enable');
    // A phone's 3G at the edge of the village: 1 Mbit/s down, 0.5 up, 150 ms.
    await browser.cdp.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 150,
      downloadThroughput: 125_000,
      uploadThroughput: 62_500,
    });
  }
  return browser;
}

/** What the person who came last is found by: nobody else has that number. */
export function probeOf(count: number): string {
  return personAt(HERE, count - 1).registration.identity.number?.value ?? '';
}
