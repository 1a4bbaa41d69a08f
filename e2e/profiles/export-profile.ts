import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { openBrowser } from '../faults/tablet-browser.ts';
import { beginSaving, hearSaves, openTabletPage, sendAll } from '../faults/tablet-page.ts';
import { enrolInBrowser, openRigOffice } from '../faults/tablet-rig.ts';
import { root } from '../gate/step.ts';
import { HA } from '../journeys/nurse.ts';
import { takeDatabases } from './in-page.ts';
import type { ProfileFile } from './profile-file.ts';

// node e2e/profiles/export-profile.ts [--version 0.1.0]: done once when a version is released, from
// its own build. A real tablet in a real browser sends some of its entries and keeps others.

const { version: here } = JSON.parse(readFileSync(join(root, 'client/package.json'), 'utf8'));
const { values } = parseArgs({ options: { version: { type: 'string', default: here } } });
const { version } = values;

const { office, end } = await openRigOffice();
const folder = mkdtempSync(join(tmpdir(), 'khop-profile-'));
try {
  const browser = await openBrowser(folder, office.url);
  const { page } = browser;
  // The tablet closes its key to scripts; this one script must carry it away.
  await page.addInitScript(() => {
    const make = SubtleCrypto.prototype.generateKey;
    SubtleCrypto.prototype.generateKey = function (this: SubtleCrypto, ...asked: unknown[]) {
      asked[1] = true;
      return Reflect.apply(make, this, asked);
    } as typeof make;
  });
  await enrolInBrowser(browser, office);
  const saved: string[] = [];
  await hearSaves(page, (id) => saved.push(id));
  await openTabletPage(page, HA.pin);
  await beginSaving(page, { first: 1, most: 5, lanes: 1 });
  if ((await sendAll(page)) > 0) throw new Error('the first entries could not be sent');
  const sent = saved.length;
  await browser.context.setOffline(true);
  await beginSaving(page, { first: 6, most: 5, lanes: 1 });
  const operator = await page.evaluate(() => {
    const state = window.khopTablet?.state.get();
    return state?.at === 'open' ? state.operator.id : '';
  });
  const take = `(${takeDatabases.toString()})(indexedDB, crypto.subtle)`;
  const profile: ProfileFile = {
    version,
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
    atMs: await page.evaluate(() => window.khopTablet?.now() ?? 0),
    pin: HA.pin,
    operator,
    unsent: saved.slice(sent),
    databases: (await page.evaluate(take)) as ProfileFile['databases'],
    marks: await page.evaluate(() => ({ ...localStorage })),
  };
  await browser.close();
  const copy = join(folder, 'office.sqlite');
  const database = new Database(join(office.data, 'office.sqlite'), { readonly: true });
  await database.backup(copy);
  database.close();
  const target = join(import.meta.dirname, version);
  mkdirSync(target, { recursive: true });
  const put = (name: string, bytes: Uint8Array) =>
    writeFileSync(join(target, `${name}.gz`), gzipSync(bytes, { level: 9 }));
  put('profile.json', Buffer.from(JSON.stringify(profile)));
  put('office.sqlite', readFileSync(copy));
  console.log(`${version}: ${sent} entries sent, ${profile.unsent.length} not`);
} finally {
  await end();
  rmSync(folder, { recursive: true, force: true });
}
