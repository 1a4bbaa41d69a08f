import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildPages } from './sync/browser.ts';
import { PEERS } from './sync/peer.ts';
import { markdownOf, type Note, readMachine, summarise, writeResults } from './sync/report.ts';
import type { Options, Run, Sample } from './sync/run.ts';
import { benchChange } from './sync/work/change.ts';
import { benchDevice } from './sync/work/device.ts';
import { benchFsyncs } from './sync/work/fsyncs.ts';
import { benchHerd } from './sync/work/herd.ts';
import { benchLimits } from './sync/work/limits.ts';
import { benchPull } from './sync/work/pull.ts';
import { benchPush } from './sync/work/push.ts';

/** W4, the bytes, is counted while W1, W2 and W3 run. */
const WORKS = [
  [['limits'], benchLimits],
  [['W1', 'W4'], benchPush],
  [['W2', 'W4'], benchPull],
  [['W3', 'W4'], benchChange],
  [['W5', 'W6', 'W7'], benchDevice],
  [['W6'], benchFsyncs],
  [['W8'], benchHerd],
] as const satisfies readonly [readonly string[], (run: Run) => Promise<void>][];
const ALL = ['limits', 'W1', 'W2', 'W3', 'W4', 'W5', 'W6', 'W7', 'W8'];

const QUICK = {
  rounds: '1',
  size: '500',
  persons: '500',
  offices: '1000',
  changes: '3',
  saves: '20',
  kills: '0',
  tablets: '16',
};
const FULL = {
  rounds: '7',
  size: '10000',
  persons: '50000',
  offices: '1000,100000,1000000',
  changes: '30',
  saves: '300',
  kills: '10',
  tablets: '64,1000',
};

const numbers = (text: string) => text.split(',').map(Number);

function readOptions(args: string[]): Options & { name: string | null } {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: {
      only: text,
      peers: text,
      rounds: text,
      size: text,
      persons: text,
      offices: text,
      changes: text,
      saves: text,
      kills: text,
      tablets: text,
      cpu: text,
      link: text,
      name: text,
      profile: text,
      quick: { type: 'boolean', default: false },
    },
  });
  if (values.profile !== undefined) process.env.KHOP_BENCH_PROFILES = resolve(values.profile);
  const preset = values.quick ? QUICK : FULL;
  const names = values.peers?.split(',') ?? PEERS.map(({ name }) => name);
  return {
    only: values.only?.split(',') ?? ALL,
    peers: PEERS.filter(({ name }) => names.includes(name)),
    rounds: Number(values.rounds ?? preset.rounds),
    size: Number(values.size ?? preset.size),
    persons: numbers(values.persons ?? preset.persons),
    offices: numbers(values.offices ?? preset.offices),
    changes: Number(values.changes ?? preset.changes),
    saves: Number(values.saves ?? preset.saves),
    kills: Number(values.kills ?? preset.kills),
    tablets: numbers(values.tablets ?? preset.tablets),
    cpu: Number(values.cpu ?? 1),
    link: values.link === 'slow' ? 'slow' : 'none',
    // A smoke run must not overwrite what was measured with care.
    name: values.name ?? null,
  };
}

/**
 * `sync [--only W1,W3] [--rounds N] [--size N] [--peers khop,pouchdb,rxdb] [--persons N,N]
 * [--offices N,N] [--changes N] [--saves N] [--kills N] [--tablets N,N] [--cpu 4] [--link slow]
 * [--quick] [--name FILE] [--profile DIR]`: Khớp and its peers in real Chromium against real servers. One JSON line a
 * figure; with a name also results/FILE.json and FILE.md, written anew after each workload.
 */
export async function benchSync(args: string[]): Promise<number> {
  const { name, ...options } = readOptions(args);
  const begun = readMachine();
  const samples: Sample[] = [];
  const notes: Note[] = [];
  const pages = await buildPages();
  const run: Run = {
    ...options,
    pages,
    say(words) {
      console.error(`bench sync: ${words}`);
      // A run of an hour that is cut off has not been for nothing.
      if (name !== null) write(name);
    },
    add: (sample) => samples.push(sample),
    note: (work, words) => notes.push({ work, words }),
  };
  try {
    for (const [works, bench] of WORKS) {
      if (!works.some((work) => options.only.includes(work))) continue;
      await bench(run);
      if (name !== null) write(name);
    }
  } finally {
    rmSync(pages, { recursive: true, force: true });
  }
  for (const line of summarise(samples)) process.stdout.write(`${JSON.stringify(line)}\n`);
  for (const note of notes) process.stdout.write(`${JSON.stringify(note)}\n`);
  return 0;

  function write(file: string) {
    const lines = summarise(samples);
    const machines = [begun, readMachine()];
    const peers = options.peers.map((peer) => peer.name);
    writeResults(file, markdownOf(lines, notes, options, machines), {
      machines,
      options: { ...options, peers },
      lines,
      notes,
      samples,
    });
  }
}
