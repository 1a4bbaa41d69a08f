import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';

// `pnpm dev`: the office restarts when its sources change; Vite serves the client and passes /api on.
const ROOT = resolve(import.meta.dirname, '../..');
const client = join(ROOT, 'client');

const children = [
  spawn(process.execPath, ['--watch', join(ROOT, 'server', 'src', 'start.ts')], {
    stdio: 'inherit',
  }),
  spawn(process.execPath, [join(client, 'node_modules', 'vite', 'bin', 'vite.js')], {
    cwd: client,
    stdio: 'inherit',
  }),
];

function stop(): void {
  for (const child of children) child.kill('SIGTERM');
}
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
for (const child of children) child.once('exit', stop);
