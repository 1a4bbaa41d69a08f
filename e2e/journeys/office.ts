import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../gate/step.ts';
import { CLIENT_DIR, readPlanted } from './plant-office.ts';

/** A real office: a process of its own, a data folder of its own, a free port. */
export type Office = {
  /** `http://localhost:port`, for good. */
  url: string;
  /** Its data folder; `office.sqlite` lies in it. */
  data: string;
  /** Good for one tablet. */
  enrolmentCode: string;
  /** Everything it has logged since it was opened. */
  log(): string;
  /** kill -9: nothing is said, nothing is flushed. */
  kill(): Promise<void>;
  /** The same data at the same address, with other settings for this run. */
  restart(settings?: Settings): Promise<void>;
  end(): Promise<void>;
};

/** Settings of server/src/config.ts. */
export type Settings = { KHOP_CHECKS?: 'on' | 'off'; KHOP_CLIENT_DIR?: string };

const READY_MS = 30_000;

type Running = { child: ChildProcess; url: string; said(): string };

/** Starts the office and waits for the line in which it says where it listens. */
function launch(data: string, port: number, settings: Settings): Promise<Running> {
  const child = spawn(process.execPath, [join(root, 'server/src/main.ts')], {
    cwd: data,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      KHOP_DATA_DIR: data,
      KHOP_PORT: String(port),
      KHOP_CLIENT_DIR: CLIENT_DIR,
      KHOP_LOG: 'info',
      ...settings,
    },
  });
  return new Promise((resolve, reject) => {
    let said = '';
    const late = setTimeout(() => reject(new Error(`the office did not start: ${said}`)), READY_MS);
    const hear = (bytes: Buffer) => {
      said += bytes.toString();
      const url = /^Khớp: (http\S+)/m.exec(said)?.[1];
      if (url === undefined) return;
      clearTimeout(late);
      resolve({ child, url, said: () => said });
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`the office ended with ${code}: ${said}`));
    });
  });
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}

/**
 * An office of its own with the planted commune, further filled by `prepare`; `end` takes it and its folder
 * away.
 */
export async function openOffice(
  settings: Settings = {},
  prepare: (database: string) => Promise<void> = async () => undefined,
): Promise<Office> {
  const planted = readPlanted();
  const folder = mkdtempSync(join(tmpdir(), 'khop-office-'));
  cpSync(planted.data, folder, { recursive: true });
  await prepare(join(folder, 'office.sqlite'));
  let running = await launch(folder, 0, settings);
  let before = '';
  const { url } = running;
  return {
    url,
    data: folder,
    enrolmentCode: planted.enrolmentCode,
    log: () => before + running.said(),
    kill: () => ended(running.child, 'SIGKILL'),
    async restart(next = settings) {
      await ended(running.child, 'SIGTERM');
      before += running.said();
      running = await launch(folder, Number(new URL(url).port), next);
    },
    async end() {
      await ended(running.child, 'SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
