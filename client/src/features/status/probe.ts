import { useEffect, useState } from 'react';

/** What the device itself says; null where it does not. */
export type Probe = {
  isAppCached: boolean | null;
  isScannerCached: boolean | null;
  battery: { level: number; isCharging: boolean } | null;
};

type Caches = Pick<CacheStorage, 'keys' | 'open'>;
/** Chromium's Battery Status API; not in TypeScript's library. */
type Battery = { level: number; charging: boolean };
export type ProbedNavigator = {
  getBattery?: () => Promise<Battery>;
  serviceWorker?: { controller: unknown };
};

/**
 * Whether the app would open without a network. The worker installs all of its files or none, so a
 * controlling worker and its page in the cache stand for the whole; the scanner's wasm is looked
 * for by name, since it is the one file that is only fetched when the camera opens.
 */
export async function probeCaches(
  caches: Caches | undefined,
  hasWorker: boolean,
): Promise<Pick<Probe, 'isAppCached' | 'isScannerCached'>> {
  if (caches === undefined) return { isAppCached: null, isScannerCached: null };
  const names = (await caches.keys()).filter((name) => name.includes('precache'));
  const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  const paths = kept.flat().map((request) => new URL(request.url).pathname);
  return {
    isAppCached: hasWorker && paths.some((path) => path === '/' || path === '/index.html'),
    isScannerCached: hasWorker && paths.some((path) => path.endsWith('.wasm')),
  };
}

export async function probeBattery(device: ProbedNavigator): Promise<Probe['battery']> {
  const battery = await device.getBattery?.().catch(() => null);
  return battery ? { level: battery.level, isCharging: battery.charging } : null;
}

/** A device that says nothing of itself. */
export const MUTE: Probe = { isAppCached: null, isScannerCached: null, battery: null };

/**
 * Asks the device when the screen opens, when the app has been stored, and again every minute; null
 * until the first answer.
 */
export function useProbe(): Probe | null {
  const [probe, setProbe] = useState<Probe | null>(null);
  useEffect(() => {
    let isGone = false;
    async function ask() {
      const device: ProbedNavigator = navigator;
      const hasWorker = Boolean(device.serviceWorker?.controller);
      const [kept, battery] = await Promise.all([
        probeCaches('caches' in window ? caches : undefined, hasWorker),
        probeBattery(device),
      ]);
      if (!isGone) setProbe({ ...kept, battery });
    }
    // A device that cannot be asked has said all it says.
    const again = () => ask().catch(() => setProbe((known) => known ?? MUTE));
    void again();
    const timer = setInterval(() => void again(), 60_000);
    // The worker takes over once all of the app is on the device: nobody waits a minute to hear it.
    navigator.serviceWorker?.addEventListener('controllerchange', again);
    return () => {
      isGone = true;
      clearInterval(timer);
      navigator.serviceWorker?.removeEventListener('controllerchange', again);
    };
  }, []);
  return probe;
}
