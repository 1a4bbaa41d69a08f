import { execFileSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  statfsSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type CDPSession, expect as expectSoon, type Page } from '@playwright/test';
import { type Nurse, nurse } from '../journeys/nurse.ts';
import type { Office } from '../journeys/office.ts';
import { cardOf } from '../journeys/town.ts';
import { missingAtOffice } from './tablet-balance.ts';
import { unlocksWhenFull } from './tablet-full-unlock.ts';
import { type Held, readLedger } from './tablet-page.ts';
import { enrolProfile, NO_CAMERA, openRigOffice } from './tablet-rig.ts';
import { tell } from './tablet-table.ts';

const { person } = cardOf('match');
const expect = expectSoon.configure({ timeout: 20_000 });
export const FULL = /Bộ nhớ máy đã đầy/;
const NOT_SAVED = 'Chưa lưu được: bộ nhớ máy đã đầy.';

/** A tablet at which somebody is about to give a dose: form open, screening chosen. */
export async function reachesNeedle(self: Nurse): Promise<void> {
  await self.finds(person.fullName);
  await self.row(person.fullName).first().tap();
  await self.isAt(person.fullName);
  await self.box('Mạch').fill('72');
  await self.choice('Đủ điều kiện').tap();
}

const dosesIn = (held: readonly Held[]) => held.filter(({ kind }) => kind === 'dose-recorded');

export type Room = {
  /** From now on nothing more fits; `spare`: but for the room that the tablet itself has kept. */
  take(spare: 'reserve' | 'nothing'): Promise<void>;
  giveBack(): Promise<void>;
};

/** The quota of the office's origin, set by the browser's own tools. */
export function quotaOf(session: CDPSession, page: Page): Room {
  const { origin } = new URL(page.url());
  const set = (quota: { quotaSize?: number }) =>
    session.send('Storage.overrideQuotaForOrigin', { origin, ...quota });
  return {
    async take(spare) {
      if (spare === 'reserve') await expect.poll(() => page.evaluate(isReserved)).toBe(true);
      const { usage = 0 } = await page.evaluate(() => navigator.storage.estimate());
      await set({ quotaSize: spare === 'reserve' ? usage - 4_000_000 : 1 });
      // Chromium trusts what it once knew of the room for half a minute.
      await expect.poll(() => page.evaluate(probe), { timeout: 60_000 }).toBe('QuotaExceededError');
    },
    async giveBack() {
      await set({});
    },
  };
}

// Runs in the page, so it stands alone: what a write of a page of data comes to.
function probe(): Promise<string> {
  return new Promise((resolve) => {
    const opening = indexedDB.open('probe', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('probe');
    opening.onerror = () => resolve(opening.error?.name ?? 'closed');
    opening.onsuccess = () => {
      const write = opening.result.transaction('probe', 'readwrite');
      write.objectStore('probe').put(crypto.getRandomValues(new Uint8Array(4096)), 1);
      const end = () => {
        opening.result.close();
        resolve(write.error?.name ?? 'written');
      };
      write.oncomplete = end;
      write.onabort = end;
    };
  });
}

/** The room is kept and proved: while its file is written, the browser counts it twice. */
async function isReserved(): Promise<boolean> {
  const root = await navigator.storage.getDirectory();
  const fileOf = (name: string) => root.getFileHandle(name).catch(() => null);
  const usage = async () => (await navigator.storage.estimate()).usage;
  const before = await usage();
  const sizeOf = async (name: string) => (await (await fileOf(name))?.getFile())?.size ?? 0;
  const isProved = (await sizeOf('khop-reserve')) > 0 && (await sizeOf('khop-probe')) === 0;
  await new Promise((resolve) => setTimeout(resolve, 500));
  return isProved && (await usage()) === before;
}

const LEFT_BYTES = 300_000;

async function dropReserve(): Promise<void> {
  const root = await navigator.storage.getDirectory();
  await root.removeEntry('khop-reserve').catch(() => undefined);
}

/**
 * The disk below the profile: a small one, filled but for what the browser itself needs to live. One
 * filled to the last byte breaks Chromium's own books (results/tablet.md).
 */
export function diskOf(page: Page, folder: string): Room {
  const ballast = join(folder, 'ballast');
  return {
    async take(spare) {
      if (spare === 'nothing') await page.evaluate(dropReserve);
      const { bavail, bsize } = statfsSync(folder);
      const file = openSync(ballast, 'a');
      const left = Math.max(0, bavail * bsize - LEFT_BYTES);
      try {
        for (let done = 0; done < left; done += bsize) writeSync(file, Buffer.alloc(bsize));
      } catch (error) {
        // The browser writes at the same time.
        if (!String(error).includes('ENOSPC')) throw error;
      } finally {
        closeSync(file);
      }
    },
    async giveBack() {
      rmSync(ballast, { force: true });
    },
  };
}

/**
 * Storage fills up while a form is open. The first dose is saved in the room that was kept for it and
 * the screen says that the tablet is full, before the next needle; the next save, for which there is
 * truly none, says so, leaves nothing half written and the form as it was; with room again it works.
 */
export async function fillsWhileOpen(self: Nurse, room: Room): Promise<string[]> {
  const { page } = self;
  await reachesNeedle(self);
  await room.take('reserve');
  await self.button(/^Ghi nhận mũi/).tap();
  await expect(self.told(/Đã ghi nhận mũi/)).toBeVisible();
  await expect(self.told(FULL)).toContainText('Đừng tiêm thêm người trên máy này.');
  const first = dosesIn(await readLedger(page));
  expect(first).toHaveLength(1);

  await room.take('nothing');
  await reachesNeedle(self);
  await expect(self.told(FULL)).toBeVisible();
  // What little the last page of the disk still takes is soon used up by the draft.
  await expect(async () => {
    await room.take('nothing');
    await self.choice(/^Đủ điều kiện/).tap();
    await self.choice(/^Thận trọng/).tap();
    await expect(self.statusLine).toContainText('Máy không lưu được', { timeout: 500 });
  }).toPass({ timeout: 40_000 });
  const before = await readLedger(page);
  for (const reason of await page.getByLabel('Lý do tiếp tục').all()) {
    await reason.selectOption({ label: 'Bác sĩ chỉ định tiêm' });
  }
  await self.button(/^Ghi nhận mũi/).tap();
  await expect(page.getByRole('alert').filter({ hasText: NOT_SAVED })).toBeVisible();
  await expect(self.box('Mạch')).toHaveValue('72');
  await expect(self.choice(/^Thận trọng/)).toBeChecked();

  await room.giveBack();
  expect(await readLedger(page)).toEqual(before);
  // Chromium believes for a while that the disk is still full; a person presses once more.
  await expect(async () => {
    await self.button(/^Ghi nhận mũi/).tap({ timeout: 2000 });
    await expect(self.told(/Đã ghi nhận mũi/)).toBeVisible({ timeout: 3000 });
  }).toPass({ timeout: 90_000 });
  const after = dosesIn(await readLedger(page));
  expect(after).toHaveLength(2);
  expect(after.every(({ hasBody }) => hasBody)).toBe(true);
  return after.map(({ id }) => id);
}

export const GONE = 'Dữ liệu của Khớp trên máy này đã bị xóa';

/** Clears all of the site's data, as a person does in the browser's settings, or only some of it. */
export function clears(session: CDPSession, origin: string, storageTypes = 'all'): Promise<void> {
  return session.send('Storage.clearDataForOrigin', { origin, storageTypes }).then(() => undefined);
}

/** Site data go while a dose is unsent and the page open: said at once, and with the number lost. */
export async function clearedWhileOpen(
  self: Nurse,
  session: CDPSession,
  office: Office,
): Promise<void> {
  await self.goesOffline();
  await reachesNeedle(self);
  await self.records();
  await clears(session, office.url);
  const gone = self.page.getByRole('alert').filter({ hasText: GONE });
  await expect(gone).toContainText('số lượt ghi chưa gửi đã mất: 1.');
  await self.comesOnline();
  await self.page.reload();
  await expect(gone).toBeVisible();
}

/** The browser evicts its databases while the tablet is closed; `localStorage` is not part of that. */
export async function evictedWhileClosed(
  page: Page,
  session: CDPSession,
  office: Office,
): Promise<void> {
  await page.goto('about:blank');
  await clears(session, office.url, 'indexeddb,cache_storage,service_workers,file_systems');
  await page.goto(office.url);
  await expect(page.getByRole('alert').filter({ hasText: GONE })).toBeVisible();
}

// node e2e/faults/tablet-storage.ts --times N [--only RIG]: as root (a small disk is mounted).
if (import.meta.main) {
  const { values } = parseArgs({
    options: { times: { type: 'string', default: '3' }, only: { type: 'string' } },
  });
  const times = Number(values.times);
  const rigs = { quota: 0, disk: 0, unlock: 0, 'cleared open': 0, 'evicted closed': 0 };
  const broken: string[] = [];
  for (let nth = 0; nth < times; nth++) {
    for (const rig of Object.keys(rigs) as (keyof typeof rigs)[]) {
      if (values.only !== undefined && values.only !== rig) continue;
      const trouble = await runOnce(rig).catch((error: unknown) => String(error));
      rigs[rig] += 1;
      if (trouble !== null) broken.push(`${rig} ${nth}: ${trouble}`);
    }
  }
  tell('tablet-storage', 0, { times: rigs }, broken);
  process.exit(broken.length === 0 ? 0 : 1);
}

async function runOnce(rig: string): Promise<string | null> {
  const { office, end } = await openRigOffice();
  const folder = mkdtempSync(join(tmpdir(), 'khop-small-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256m', 'tmpfs', folder]);
  try {
    const profile = join(folder, 'profile');
    mkdirSync(profile);
    const browser = await enrolProfile(profile, office);
    const self = nurse(browser.page, NO_CAMERA);
    const session = await browser.context.newCDPSession(browser.page);
    await self.opensSession();
    await self.hasSentAll();
    const disk = () => diskOf(browser.page, folder);
    let saved: string[] = [];
    if (rig === 'quota') saved = await fillsWhileOpen(self, quotaOf(session, browser.page));
    else if (rig === 'disk') saved = await fillsWhileOpen(self, disk());
    else if (rig === 'unlock') await unlocksWhenFull(self, disk());
    else if (rig === 'cleared open') await clearedWhileOpen(self, session, office);
    else await evictedWhileClosed(browser.page, session, office);
    if (saved.length > 0) await self.hasSentAll();
    await browser.close();
    return missingAtOffice(office.data, saved)[0] ?? null;
  } finally {
    execFileSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true, force: true });
    await end();
  }
}
