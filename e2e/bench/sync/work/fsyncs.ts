import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openPeer } from '../peer.ts';
import type { Run } from '../run.ts';

const SAVES = 20;
const PERSONS = 50;

/** fsync and fdatasync calls of these processes while `work` runs, as the kernel sees them. */
async function countFsyncs(pids: readonly number[], work: () => Promise<unknown>): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'khop-bench-strace-'));
  const file = join(folder, 'calls');
  const watched = pids.flatMap((pid) => ['-p', String(pid)]);
  const trace = ['-f', '-qq', '-e', 'trace=fsync,fdatasync', '-o', file];
  const strace = spawn('strace', [...trace, ...watched], { stdio: 'ignore' });
  const ended = new Promise((resolve) => strace.once('exit', resolve));
  while (!existsSync(file) && strace.exitCode === null) await setTimeout(20);
  // Threads are taken over one after another.
  await setTimeout(500);
  await work();
  await setTimeout(200);
  strace.kill('SIGINT');
  await ended;
  const calls = readFileSync(file, 'utf8').match(/\b(?:fsync|fdatasync)\(/g)?.length ?? 0;
  rmSync(folder, { recursive: true, force: true });
  return calls;
}

/**
 * W6: whether what is said to be durable was ever forced to the disk: without an fsync a power cut may
 * take it. A browser that says "saved" without one has lost all such saves in the rig (SAFETY 2).
 */
export async function benchFsyncs(run: Run): Promise<void> {
  if (spawnSync('strace', ['-V']).status !== 0) {
    run.note('W6', 'fsyncs were not counted: no strace here');
    return;
  }
  for (const peer of run.peers) {
    run.say(`W6 fsyncs: ${peer.name}`);
    const server = await peer.serve({ here: PERSONS }, run.pages, run.say);
    const browser = await openPeer(server, { cpu: 1, link: 'none' });
    try {
      await browser.api.setup(await server.where());
      await browser.api.save(1, 3);
      const inBrowser = await countFsyncs(await browser.pids(), () => browser.api.save(2, SAVES));
      const atServer = await countFsyncs([server.pid], () => browser.api.push());
      const add = (what: string, value: number) =>
        run.add({ work: 'W6', what, who: peer.name, unit: 'count', value });
      add(`fsyncs of the browser for ${SAVES} saves`, inBrowser);
      add(`fsyncs of the server for one push of ${SAVES + 3}`, atServer);
    } finally {
      await browser.close();
      await server.end();
    }
  }
}
