import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addAccount } from '@khop/server/access/accounts';
import { makeEnrolment } from '@khop/server/access/enrol';
import { hashPassword } from '@khop/server/access/passwords';
import { putSite } from '@khop/server/access/sites';
import { openStore } from '@khop/server/store/open-store';
import type { World } from '@khop/server/store/store';
import { root } from '../gate/step.ts';

/** The machine as it is: a rig measures the real thing. */
export const realWorld: World = {
  clock: { now: () => Date.now(), mono: () => performance.now() },
  random: (length) => new Uint8Array(randomBytes(length)),
};

/** What a tablet needs to become one of the office's. */
export type Invitation = { code: string; user: string; password: string };

/** A real office: the process that is deployed, on a data folder of its own, at one address for good. */
export type OfficeProcess = {
  dataDir: string;
  /** Its SQLite file, unless it is on PostgreSQL. */
  file: string;
  url(): string;
  child(): ChildProcess;
  invitations: Invitation[];
  said(): string;
  start(change?: Partial<Launch>): Promise<void>;
  /** kill -9: nothing is said, nothing is flushed. */
  kill(): Promise<void>;
  /** SIGTERM; answers the exit code. */
  stop(): Promise<number | null>;
};

export type Launch = {
  settings: Record<string, string>;
  /** What the process is started by, such as `ip netns exec NAME`. */
  wrap: readonly string[];
  /** A bug to be planted while the source is loaded (office-plants.ts). */
  plant: string | null;
  dataDir: string;
};

const SITE = {
  id: 'site-1',
  name: 'Trạm y tế xã Kiểm Thử',
  commune: { edition: '2026-04', code: '99999' },
  communeName: 'Xã Kiểm Thử',
  points: [],
};
const PASSWORD = 'mat khau cua gian thu';
const YEARS_MS = 40 * 366 * 86_400_000;
const READY_MS = 60_000;

/** An office's data folder with a site and as many invited tablets as asked; not yet running. */
export async function makeOffice(
  dataDir: string,
  tablets: number,
  launch: Partial<Launch> = {},
): Promise<OfficeProcess> {
  mkdirSync(dataDir, { recursive: true });
  const invitations = await furnish(
    launch.settings?.KHOP_DATABASE_URL ?? join(dataDir, 'office.sqlite'),
    tablets,
  );
  const plan: Launch = { settings: {}, wrap: [], plant: null, dataDir, ...launch };
  let running: ChildProcess | null = null;
  let url = '';
  let said = '';
  const mustRun = () => {
    if (running === null) throw new Error('the office does not run');
    return running;
  };
  return {
    get dataDir() {
      return plan.dataDir;
    },
    get file() {
      return join(plan.dataDir, 'office.sqlite');
    },
    invitations,
    url: () => url,
    child: mustRun,
    said: () => said,
    async start(change = {}) {
      Object.assign(plan, change);
      const port = url === '' ? '0' : new URL(url).port;
      const child = spawnOffice(plan, port);
      running = child;
      url = await untilListening(child, (text) => {
        said = (said + text).slice(-20_000);
      });
    },
    async kill() {
      if (running !== null) await ended(running, 'SIGKILL');
    },
    stop: () => ended(mustRun(), 'SIGTERM'),
  };
}

/** Makes an office for `work` and takes it and its folder away afterwards, whatever happens. */
export async function withOffice<T>(
  { tablets, ...launch }: Partial<Launch> & { tablets: number },
  work: (office: OfficeProcess) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'khop-rig-'));
  const office = await makeOffice(launch.dataDir ?? join(folder, 'data'), tablets, launch);
  try {
    return await work(office);
  } finally {
    await office.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function furnish(location: string, tablets: number): Promise<Invitation[]> {
  const store = await openStore(location, realWorld);
  const password = await hashPassword(PASSWORD, realWorld.random);
  await store.write((tx) => putSite(tx, SITE));
  const invitations: Invitation[] = [];
  for (let nth = 1; nth <= tablets; nth++) {
    const user = `tiem${nth}`;
    const account = { id: `op-${nth}`, user, fullName: `Người tiêm ${nth}`, password };
    const role = { role: 'vaccinator', site: SITE.id, commune: null } as const;
    await store.write((tx) => addAccount(tx, { ...account, ...role }, 'rig'));
    const made = await makeEnrolment(store, { site: SITE.id, by: 'rig', lifeMs: YEARS_MS });
    if (made === null) throw new Error('the rig has no site');
    invitations.push({ code: made.code, user, password: PASSWORD });
  }
  await store.close();
  return invitations;
}

function spawnOffice({ settings, wrap, plant, dataDir }: Launch, port: string): ChildProcess {
  const planted = plant === null ? [] : ['--import', join(root, 'e2e/faults/office-plant.ts')];
  const program = [process.execPath, ...planted, join(root, 'server/src/main.ts')];
  const [file = '', ...args] = [...wrap, ...program];
  const child = spawn(file, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      KHOP_DATA_DIR: dataDir,
      KHOP_HOST: '127.0.0.1',
      KHOP_PORT: port,
      KHOP_LOG: 'error',
      KHOP_CHECKS: 'off',
      KHOP_TRIES_PER_MINUTE: '100000',
      ...(plant === null ? {} : { KHOP_PLANT: plant }),
      ...settings,
    },
  });
  // A rig that ends early leaves no office behind.
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  return child;
}

function untilListening(child: ChildProcess, hear: (text: string) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const late = setTimeout(() => reject(new Error(`the office did not start: ${said}`)), READY_MS);
    const listen = (bytes: Buffer) => {
      said += bytes.toString();
      hear(bytes.toString());
      const url = /^Khớp: (http\S+)/m.exec(said)?.[1];
      if (url === undefined) return;
      clearTimeout(late);
      resolve(url.replace('localhost', '127.0.0.1'));
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('error', reject);
    child.once('exit', (code) => {
      clearTimeout(late);
      reject(new OfficeEnded(code, said));
    });
  });
}

/** The office ended instead of opening its door. */
export class OfficeEnded extends Error {
  readonly code: number | null;
  readonly said: string;
  constructor(code: number | null, said: string) {
    super(`the office ended with ${code}: ${said}`);
    this.name = 'OfficeEnded';
    this.code = code;
    this.said = said;
  }
}

export function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (hasEnded(child)) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => {
    child.once('exit', (code) => resolve(code));
    child.kill(signal);
  });
}
