import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { StartTrouble } from './start-trouble.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const CLIENT = join(ROOT, 'client');
const SOURCES = [
  join(CLIENT, 'src'),
  join(CLIENT, 'public'),
  join(CLIENT, 'index.html'),
  join(CLIENT, 'vite.config.ts'),
  join(CLIENT, 'package.json'),
  join(ROOT, 'shared', 'src'),
];

function newestIn(path: string): number {
  if (!existsSync(path)) return 0;
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return readdirSync(path).reduce((newest, name) => {
    const isTest = /\.test\.tsx?$/.test(name);
    return isTest ? newest : Math.max(newest, newestIn(join(path, name)));
  }, 0);
}

/** Builds the client when there is no build, or one older than what it was made of. */
export async function buildClient(say: (line: string) => void): Promise<void> {
  const built = newestIn(join(CLIENT, 'dist', 'index.html'));
  if (built > Math.max(...SOURCES.map(newestIn))) return;
  say('Đang dựng ứng dụng (building the client)…');
  // Vite itself: the checks of `pnpm --filter client build` are the gate's business, not a start's.
  const vite = join(CLIENT, 'node_modules', 'vite', 'bin', 'vite.js');
  if (!existsSync(vite)) throw new StartTrouble('Packages are missing: run pnpm install first.');
  const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'error'], {
    cwd: CLIENT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const code = await new Promise<number | null>((done) => child.once('exit', done));
  if (code !== 0) throw new StartTrouble('The client could not be built: see above.');
}
