import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Id } from '@khop/shared/ids';
import { seededRandom } from '@khop/shared/sample';
import { emptyRow, type FaultRow, notRun, type RigOptions, runRig } from './fault-table.ts';
import { judgeSaved, lookAt } from './office-check.ts';
import { type OfficeProcess, withOffice } from './office-process.ts';

// node e2e/faults/office-link.ts --times CUTS --seed S           (as root: namespaces and TUN)
//
// A tablet with 10,000 unsent entries hands them over on 1 Mbit/s with 300 ms there and back and 2 % of
// packets lost (slow-link.py, because not every kernel has netem): in at most five minutes when nothing
// else happens, and whole when the link goes away CUTS times at random moments.

const LINK = { rateBits: 1_000_000, oneWayMs: 150, loss: 0.02 };
const MOST_MS = 5 * 60_000;
const CUT_MS = 4000;

export async function runOfficeLink(options: RigOptions & { entries?: number }): Promise<FaultRow> {
  const { times, seed, entries = 10_000 } = options;
  const what = `${entries} unsent entries at 1 Mbit/s, 300 ms, 2 % loss: once whole, once with the link cut`;
  const row = emptyRow('office-link', what, seed);
  const calm = await handOver(row, { entries, cuts: 0, seed });
  if (calm.ms > MOST_MS) row.broken.push(`${calm.ms} ms are more than five minutes`);
  const cut = times > 0 ? await handOver(row, { entries, cuts: times, seed: seed + 1 }) : null;
  const say = ({ ms, upBytes, downBytes, lostPackets }: Passed) =>
    `${(ms / 1000).toFixed(0)} s, ${kilobytes(upBytes)} up, ${kilobytes(downBytes)} down, ${lostPackets} packets lost`;
  row.told = `whole: ${say(calm)}${cut === null ? '' : `; ${row.faults} cuts of 4 s: ${say(cut)}`}`;
  return row;
}

type Passed = { ms: number; upBytes: number; downBytes: number; lostPackets: number };
type Passage = { entries: number; cuts: number; seed: number };

async function handOver(row: FaultRow, { entries, cuts, seed }: Passage): Promise<Passed> {
  const link = await openLink(seed);
  try {
    const settings = { KHOP_HOST: '10.97.0.1' };
    return await withOffice({ tablets: 1, settings }, async (office) => {
      await office.start();
      const tablet = spawnTablet(office, link.namespace, { entries, seed });
      const { saved, ms } = await watch(row, { tablet, link, cuts, seed });
      const { up, down } = await link.ask('count');
      const after = await lookAt(office.file, 'live');
      row.broken.push(...after.broken);
      const verdict = judgeSaved([{ saved: new Set(saved) }], after.timesById);
      row.lost += verdict.lost;
      row.doubled += verdict.doubled;
      row.saved += saved.length;
      return { ms, upBytes: up.bytes, downBytes: down.bytes, lostPackets: up.lost + down.lost };
    });
  } finally {
    await link.close();
  }
}

type Watch = {
  tablet: Lines;
  link: Link;
  cuts: number;
  seed: number;
};
type Done = { saved: Id[]; ms: number };

async function watch(row: FaultRow, { tablet, link, cuts, seed }: Watch): Promise<Done> {
  const chance = seededRandom(seed);
  await tablet.next();
  tablet.say('go');
  const done = tablet.next() as Promise<Done>;
  let isDone = false;
  void done.then(() => {
    isDone = true;
  });
  for (let nth = 0; nth < cuts && !isDone; nth++) {
    await sleep(300 + chance.next() * 1500);
    if (isDone) break;
    await link.ask('down');
    await sleep(CUT_MS);
    await link.ask('up');
    row.faults += 1;
  }
  return done;
}

/** A process that is spoken to in lines and answers in lines of JSON. */
type Lines = { child: ChildProcess; say(line: string): void; next(): Promise<unknown> };

function lines(child: ChildProcess): Lines {
  const { stdout, stdin } = child;
  if (stdout === null || stdin === null) throw new Error('a process without pipes');
  const reader = createInterface({ input: stdout })[Symbol.asyncIterator]();
  return {
    child,
    say: (line) => void stdin.write(`${line}\n`),
    async next() {
      const { value, done } = await reader.next();
      if (done) throw new Error('the process ended before it answered');
      return JSON.parse(value);
    },
  };
}

type Way = { bytes: number; lost: number };
type Link = {
  namespace: string;
  ask(word: 'up' | 'down' | 'count'): Promise<{ up: Way; down: Way }>;
  close(): Promise<void>;
};

async function openLink(seed: number): Promise<Link> {
  const namespace = `khop-${process.pid}`;
  const ip = (...words: string[]) => spawnSync('ip', words, { stdio: 'inherit' });
  ip('netns', 'add', namespace);
  const { rateBits, oneWayMs, loss } = LINK;
  const program = join(import.meta.dirname, 'slow-link.py');
  const args = [namespace, rateBits, oneWayMs, loss, seed].map(String);
  const child = spawn('python3', [program, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const link = lines(child);
  await link.next();
  return {
    namespace,
    async ask(word) {
      link.say(word);
      return (await link.next()) as { up: Way; down: Way };
    },
    async close() {
      child.kill('SIGKILL');
      await new Promise((resolve) => child.once('exit', resolve));
      ip('netns', 'del', namespace);
    },
  };
}

function spawnTablet(
  office: OfficeProcess,
  namespace: string,
  asked: { entries: number; seed: number },
): Lines {
  const [invitation] = office.invitations;
  const program = join(import.meta.dirname, 'office-link-tablet.ts');
  const told = JSON.stringify({ url: office.url(), invitation, ...asked });
  const args = ['netns', 'exec', namespace, process.execPath, program, told];
  return lines(spawn('ip', args, { stdio: ['pipe', 'pipe', 'inherit'] }));
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1000)} kB`;
}

/** Why this machine cannot carry the rig; null when it can. */
export function whyNoLink(): string | null {
  const needs = ['/dev/net/tun', '/usr/bin/python3'].filter((file) => !existsSync(file));
  if (needs.length > 0) return `needs ${needs.join(', ')}`;
  return process.getuid?.() === 0 ? null : 'needs root';
}

if (import.meta.main) {
  await runRig(8, async (asked) => {
    const why = whyNoLink();
    return why === null ? runOfficeLink(asked) : notRun('office-link', why);
  });
}
