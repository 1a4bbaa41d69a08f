import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { CHROMIUM } from '../gate/step.ts';
import { cameraFlags, openFilm } from './camera.ts';
import { FLAGS } from './chromium.ts';
import { clerk as clerkAt } from './clerk.ts';
import { type Office, openOffice } from './office.ts';
import plantOffice from './plant-office.ts';
import { takeTabletPictures } from './tablet-pictures.ts';
import { takePicture, writeWebp } from './take-picture.ts';
import { newcomer } from './town.ts';

// `node e2e/journeys/pictures.ts FOLDER`: every main screen with synthetic people, to be looked at
// beside the mock-ups. Those of the README are renewed in `pictures/` beside this file.

const FOR_README = [
  'home-tablet-light-vi',
  'dose-tablet-light-vi',
  'saved-phone-light-vi',
  'task-tablet-light-vi',
  'observe-tablet-outdoor-vi',
  'desk-laptop-light-vi',
];

async function takeDeskPictures(browser: Browser, office: Office, folder: string) {
  const context = await browser.newContext({ baseURL: office.url, locale: 'vi-VN' });
  const page = await context.newPage();
  const clerk = clerkAt(page);
  const taken = { size: 'laptop', language: 'vi' } as const;
  await clerk.signsIn('truong');
  await clerk.isAtDesk();
  for (const look of ['light', 'dark', 'outdoor'] as const)
    await takePicture(page, folder, { ...taken, screen: 'desk', look });
  await clerk.opens(newcomer(0).fullName);
  await clerk.history.waitFor();
  for (const look of ['light', 'dark'] as const)
    await takePicture(page, folder, { ...taken, screen: 'desk-person', look });
  await clerk.makesCode();
  await takePicture(page, folder, { ...taken, screen: 'desk-devices', look: 'light' });
  await context.close();
}

async function renewReadme(browser: Browser, folder: string) {
  const page = await browser.newPage();
  const into = join(import.meta.dirname, 'pictures');
  mkdirSync(into, { recursive: true });
  for (const name of FOR_README)
    await writeWebp(page, readFileSync(join(folder, `${name}.png`)), join(into, `${name}.webp`));
}

const [, , given] = process.argv;
if (given === undefined) throw new Error('node e2e/journeys/pictures.ts FOLDER');
const folder = resolve(given);
mkdirSync(folder, { recursive: true });
const uproot = await plantOffice();
const camera = mkdtempSync(join(tmpdir(), 'khop-camera-'));
const film = openFilm(camera);
const office = await openOffice();
const browser = await chromium.launch({
  executablePath: CHROMIUM,
  args: [...FLAGS, ...cameraFlags(film)],
});
try {
  await takeTabletPictures(browser, office, film, folder);
  await takeDeskPictures(browser, office, folder);
  await renewReadme(browser, folder);
} finally {
  await browser.close();
  await office.end();
  rmSync(camera, { recursive: true, force: true });
  uproot();
}
