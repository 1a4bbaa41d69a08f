import { execFileSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../gate/step.ts';
import { openBrowser } from './tablet-browser.ts';
import { tell } from './tablet-table.ts';

// node e2e/faults/tablet-torn-log.ts --times N: what Chromium itself does to strict transactions after
// a disk was full for a moment, without any of our code, and with the log turned as the tablet does.

const TURN_LOG = stripTypeScriptTypes(readFileSync(join(root, 'client/src/turn-log.ts'), 'utf8'));

type Row = { value: number; bytes: Uint8Array };

/** In the page: opens the database anew, writes one row strictly, answers how many are there. */
function putRow(value: number): Promise<string> {
  return new Promise((resolve) => {
    const asked = indexedDB.open('bare', 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore('rows', { keyPath: 'value' });
    asked.onerror = () => resolve('not opened');
    asked.onsuccess = () => {
      const write = asked.result.transaction('rows', 'readwrite', { durability: 'strict' });
      const row: Row = { value, bytes: crypto.getRandomValues(new Uint8Array(1500)) };
      write.objectStore('rows').put(row);
      const count = write.objectStore('rows').count();
      const end = (said: string) => {
        asked.result.close();
        resolve(said);
      };
      write.oncomplete = () => end(String(count.result));
      write.onabort = () => end('aborted');
    };
  });
}

/** Rows called stored, and rows there after the next start of the browser. */
async function tearOnce(isTurned: boolean): Promise<{ stored: number; there: number }> {
  const server = createServer((asked, reply) => {
    const isScript = asked.url === '/turn-log.js';
    reply.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    reply.end(isScript ? TURN_LOG : '<title>bare</title>');
  }).listen(0);
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const disk = mkdtempSync(join(tmpdir(), 'khop-torn-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=100m', 'tmpfs', disk]);
  try {
    const profile = join(disk, 'profile');
    mkdirSync(profile);
    const browser = await openBrowser(profile, url);
    await browser.page.goto(url);
    let stored = 0;
    const put = async () => {
      const said = await browser.page.evaluate(putRow, stored + 1);
      if (/^\d+$/.test(said)) stored += 1;
      return said;
    };
    while (stored < 20) await put();
    fillToTheBrim(join(disk, 'ballast'));
    while ((await put()) !== 'aborted');
    rmSync(join(disk, 'ballast'));
    if (isTurned)
      await browser.page.evaluate(`import('/turn-log.js').then((it) => it.turnLog(indexedDB))`);
    const before = stored;
    while (stored < before + 3) await put();
    await browser.close();

    const again = await openBrowser(profile, url);
    await again.page.goto(url);
    const there = Number(await again.page.evaluate(putRow, 1_000_000)) - 1;
    await again.close();
    return { stored, there };
  } finally {
    execFileSync('umount', ['-l', disk]);
    rmSync(disk, { recursive: true, force: true });
    server.closeAllConnections();
    server.close();
  }
}

function fillToTheBrim(file: string): void {
  const ballast = openSync(file, 'a');
  try {
    for (;;) writeSync(ballast, Buffer.alloc(4096));
  } catch (error) {
    if (!String(error).includes('ENOSPC')) throw error;
  } finally {
    closeSync(ballast);
  }
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { times: { type: 'string', default: '3' } } });
  const broken: string[] = [];
  let emptied = 0;
  for (let nth = 0; nth < Number(values.times); nth++) {
    const bare = await tearOnce(false);
    if (bare.there < bare.stored) emptied += 1;
    const turned = await tearOnce(true);
    if (turned.there !== turned.stored)
      broken.push(`${turned.there} of ${turned.stored} are there`);
  }
  tell(
    'tablet-torn-log',
    0,
    { times: Number(values.times), 'lost all without turning': emptied },
    broken,
  );
  process.exit(broken.length === 0 ? 0 : 1);
}
