import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Frame, toY4m } from '@khop/server/demo/card-image';
import { makeCommune } from '@khop/server/demo/commune';
import type { Browser, Page } from '@playwright/test';
import Database from 'better-sqlite3';
import type { CameraFilm } from './camera.ts';
import { clerk as clerkAt } from './clerk.ts';
import { anotherTablet } from './journey.ts';
import { type Nurse, nurse as nurseAt } from './nurse.ts';
import type { Office } from './office.ts';
import { COMMUNE } from './plant-office.ts';

// What the journeys of handing over do beside the nurse's own work.

const known = makeCommune(COMMUNE);

/** Numbers as the site once wrote them, each of one person alone. */
export function knownNumbers(count: number): string[] {
  const numbers = known.records.flatMap(({ identity: { number } }) =>
    number?.kind === 'personal-id' ? [number.value] : [],
  );
  return numbers
    .filter((each) => numbers.filter((one) => one === each).length === 1)
    .slice(0, count);
}

export async function givesDoses(nurse: Nurse, numbers: readonly string[]): Promise<void> {
  for (const number of numbers) {
    await nurse.finds(number);
    await nurse.page.getByRole('listitem').getByRole('link').first().tap();
    await nurse.records();
    await nurse.isHome();
  }
}

/** A second tablet of the site, with nobody who could unlock it yet. */
export async function secondTablet(
  browser: Browser,
  office: Office,
  camera: CameraFilm,
): Promise<Nurse> {
  const { page } = await anotherTablet(browser, office);
  const clerk = clerkAt(page);
  await clerk.signsIn('truong');
  await clerk.isAtDesk();
  const enrolmentCode = await clerk.makesCode();
  await page.setViewportSize({ width: 800, height: 1280 });
  const nurse = nurseAt(page, camera);
  await nurse.enrols({ ...office, enrolmentCode }, 'TB-08');
  // The app has to lie in this profile before it can be opened without a network.
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  return nurse;
}

/** As on tablets: Chromium asks there for no place, and keeps the file among the downloads. */
export async function hasNoPicker(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Reflect.deleteProperty(window, 'showSaveFilePicker');
  });
}

export async function savesFile({ page, button }: Nurse, folder: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), button(/^Lưu tệp/).tap()]);
  const file = join(folder, download.suggestedFilename());
  await download.saveAs(file);
  return file;
}

/** How often the office holds doses that were recorded on the tablet of this name. */
export function dosesHeld(office: Office, deviceName: string): { all: number; different: number } {
  const database = new Database(join(office.data, 'office.sqlite'), { readonly: true });
  const count = database
    .prepare(
      `select count(*) as "all", count(distinct entry.id) as different from entry
       join device on device.id = entry.device
       where device.name = ? and entry.kind = 'dose-recorded' and entry.state = 'applied'`,
    )
    .get(deviceName) as { all: number; different: number };
  database.close();
  return count;
}

/** The codes as they stand on the screen, one after the other: a line of 0 and 1 for each. */
function watchCodes(page: Page, count: number): Promise<string[]> {
  return page.locator('.film-room canvas').evaluate(async (found, wanted) => {
    const canvas = found as HTMLCanvasElement;
    const context = canvas.getContext('2d');
    const modules = 93;
    const codes: string[] = [];
    while (codes.length < wanted) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const scale = canvas.width / modules;
      const { data } = context?.getImageData(0, 0, canvas.width, canvas.width) ?? { data: [] };
      let bits = '';
      for (let at = 0; at < modules * modules; at++) {
        const x = Math.floor(((at % modules) + 0.5) * scale);
        const y = Math.floor((Math.floor(at / modules) + 0.5) * scale);
        bits += (data[(y * canvas.width + x) * 4] ?? 255) < 128 ? '1' : '0';
      }
      if (bits !== codes.at(-1)) codes.push(bits);
    }
    return codes;
  }, count);
}

const [WIDTH, HEIGHT, MODULE_PX, TABLE] = [1280, 720, 7, 150];

/** One screen held before a camera: pale, a little out of the middle. */
function pictureOf(bits: string): Frame {
  const modules = Math.sqrt(bits.length);
  const luma = new Uint8Array(WIDTH * HEIGHT).fill(TABLE);
  const left = Math.floor((WIDTH - modules * MODULE_PX) / 2) - 40;
  const top = Math.floor((HEIGHT - modules * MODULE_PX) / 2);
  for (let y = 0; y < modules * MODULE_PX; y++) {
    for (let x = 0; x < modules * MODULE_PX; x++) {
      const at = Math.floor(y / MODULE_PX) * modules + Math.floor(x / MODULE_PX);
      luma[(top + y) * WIDTH + left + x] = bits[at] === '1' ? 40 : 225;
    }
  }
  return { width: WIDTH, height: HEIGHT, luma };
}

/** Films the other tablet's screen for the camera of this worker: five frames a second, in a loop. */
export async function filmsScreen(page: Page, camera: CameraFilm, count: number): Promise<void> {
  const codes = await watchCodes(page, count);
  writeFileSync(`${camera.file}.next`, toY4m(codes.map(pictureOf), 5));
  renameSync(`${camera.file}.next`, camera.file);
}
