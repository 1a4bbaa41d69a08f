import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openChecks } from '@khop/server/checks/worker';
import { fillDemo } from '@khop/server/demo/fill-demo';
import { fileRegistry } from '@khop/server/registry/file-registry';
import { openStore } from '@khop/server/store/open-store';
import { findCitizens, hasPopulation } from '@khop/server/store/population';
import { root } from '../gate/step.ts';

/** The commune of all journeys: small, so that a tablet has all of it within a second. */
export const COMMUNE = { seed: 1, size: 300 };

/** The built client that the offices serve. */
export const CLIENT_DIR = process.env.KHOP_CLIENT_DIR ?? join(root, 'client/dist');

export type Planted = { data: string; enrolmentCode: string };

const FOLDER = 'KHOP_JOURNEYS';

/** What the setup has planted; each test copies it. */
export function readPlanted(): Planted {
  return JSON.parse(readFileSync(join(process.env[FOLDER] ?? '', 'planted.json'), 'utf8'));
}

/**
 * Fills one office with the demonstration's commune and lets the population list answer all of its
 * questions, once before all tests: a copy of a file costs a test less than a thousand entries.
 */
export default async function plantOffice(): Promise<() => void> {
  if (!existsSync(join(CLIENT_DIR, 'index.html'))) {
    throw new Error('the journeys need a built client: pnpm --filter @khop/client build');
  }
  const folder = mkdtempSync(join(tmpdir(), 'khop-planted-'));
  process.env[FOLDER] = folder;
  const data = join(folder, 'data');
  mkdirSync(data);
  const clock = { now: () => Date.now(), mono: () => performance.now() };
  const random = (length: number) => new Uint8Array(randomBytes(length));
  const store = await openStore(join(data, 'office.sqlite'), { clock, random });
  const office = await fillDemo(store, { clock, random }, COMMUNE);
  const quiet = () => undefined;
  const checks = openChecks({
    store,
    clock,
    random,
    log: { info: quiet, warn: console.warn, error: console.error },
    portion: 200,
    registry: fileRegistry({
      findCitizens: (asked) => store.read((reads) => findCitizens(reads, asked)),
      hasPopulation: () => store.read(hasPopulation),
      names: 'strict',
    }),
  });
  while ((await checks.runOnce()) > 0);
  await store.close();
  const planted: Planted = { data, enrolmentCode: office?.enrolment.code ?? '' };
  writeFileSync(join(folder, 'planted.json'), JSON.stringify(planted));
  return () => rmSync(folder, { recursive: true, force: true });
}
