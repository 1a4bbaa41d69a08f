import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CameraFilm } from '../journeys/camera.ts';
import { HA, nurse } from '../journeys/nurse.ts';
import { type Office, openOffice, type Settings } from '../journeys/office.ts';
import plantOffice from '../journeys/plant-office.ts';
import { openBrowser, type TabletBrowser } from './tablet-browser.ts';

/** One tablet's profile and its office, for rigs that run as scripts. */
export type TabletRig = {
  office: Office;
  /** Where the browser keeps everything. */
  profile: string;
  pin: string;
  end(): Promise<void>;
};

/** The rigs find people by name. */
export const NO_CAMERA: CameraFilm = { file: '', show: () => undefined };

/** An office with the planted commune; `end` takes all of it away. */
export async function openRigOffice(
  settings: Settings = {},
): Promise<{ office: Office; end(): Promise<void> }> {
  const unplant = await plantOffice();
  const office = await openOffice({ KHOP_CHECKS: 'off', ...settings });
  return {
    office,
    async end() {
      await office.end();
      unplant();
    },
  };
}

/** Enrols a fresh profile by hand, as a nurse does; the browser stays open. */
export async function enrolProfile(profile: string, office: Office): Promise<TabletBrowser> {
  const browser = await openBrowser(profile, office.url);
  await enrolInBrowser(browser, office);
  return browser;
}

export async function enrolInBrowser({ page }: TabletBrowser, office: Office): Promise<void> {
  const self = nurse(page, NO_CAMERA);
  await self.enrols(office);
  await self.signsIn(HA);
}

/** An office and an enrolled tablet, closed. */
export async function openTabletRig(settings: Settings = {}): Promise<TabletRig> {
  const { office, end } = await openRigOffice(settings);
  const profile = mkdtempSync(join(tmpdir(), 'khop-tablet-'));
  const browser = await enrolProfile(profile, office);
  await browser.close();
  return {
    office,
    profile,
    pin: HA.pin,
    async end() {
      await end();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
