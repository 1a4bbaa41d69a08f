import { appendFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildPages, dropProfile } from './sync/browser.ts';
import { openPeer, PEERS, type PeerServer, probeOf } from './sync/peer.ts';
import { readMachine } from './sync/report.ts';
import { median, percentile } from './sync/run.ts';

// `node e2e/bench/unlock.ts [--persons 100000] [--rounds 5] [--saves 200] [--cpu 4]`: from the PIN to
// an open tablet, and one dose sealed, signed and strictly saved, with that many records on it. The
// browser throttles a page's own thread and no worker, so the register and with it Argon2id (64 MiB,
// three passes) run in the page here: what a worker spares a real tablet is not counted. `--dry` prints
// the row and keeps none.

const TABLE = join(import.meta.dirname, 'results/unlock.md');
const HEAD = `# Unlocking and saving on a slow tablet

Limits: unlock ≤ 3 s, save p95 ≤ 150 ms. Persons with one dose each, twice as many entries. Median of the rounds; a
fresh browser on the same profile each. \`open\` is from the navigation on, with the page's code; \`unlock\` from the PIN
to an open tablet; \`person\` from the PIN to the first record that can be opened.

| when | persons | CPU | rounds | unlock ms | worst | person ms | save p50 ms | save p95 ms | load before |
|---|---|---|---|---|---|---|---|---|---|
`;

type Round = { openMs: number; unlockMs: number; personMs: number; p50: number; p95: number };

function readOptions() {
  const text = (fallback: string) => ({ type: 'string', default: fallback }) as const;
  const { values } = parseArgs({
    options: {
      persons: text('100000'),
      rounds: text('5'),
      saves: text('200'),
      cpu: text('4'),
      dry: { type: 'boolean', default: false },
    },
  });
  const { persons, rounds, saves, cpu, dry } = values;
  return {
    isDry: dry,
    persons: Number(persons),
    rounds: Number(rounds),
    saves: Number(saves),
    cpu: Number(cpu),
  };
}

const say = (words: string) => console.error(`bench unlock: ${words}`);
const plain = { cpu: 1, link: 'none' } as const;
const { isDry, persons, rounds, saves, cpu } = readOptions();

/** A profile that was filled by a pull and closed: an evening before the morning that is measured. */
async function fillProfile(server: PeerServer): Promise<string> {
  const browser = await openPeer(server, plain);
  await browser.api.setup(await server.where(true));
  const { persons: pulled } = await browser.api.pull(probeOf(persons));
  if (pulled < persons) throw new Error(`the tablet holds ${pulled} of ${persons}`);
  await browser.close(true);
  return browser.profile;
}

async function measure(server: PeerServer, profile: string, round: number): Promise<Round> {
  const how = { cpu, link: 'none' } as const;
  const browser = await openPeer(server, how, profile, '?register=page');
  try {
    const cold = await browser.api.cold(await server.where(true), probeOf(persons));
    const all = await browser.api.save(700 + round + Math.floor(Date.now() / 1000), saves);
    // The first saves of a page compile its code.
    const warm = all.slice(Math.min(10, all.length >> 1));
    return {
      openMs: cold.openMs,
      unlockMs: cold.unlockedMs - cold.openMs,
      personMs: cold.firstMs - cold.openMs,
      p50: percentile(warm, 0.5),
      p95: percentile(warm, 0.95),
    };
  } finally {
    await browser.close(true);
  }
}

function rowOf(results: readonly Round[], load: number): string {
  const of = (key: keyof Round) => Math.round(median(results.map((each) => each[key])));
  const worst = Math.round(Math.max(...results.map(({ unlockMs }) => unlockMs)));
  const when = new Date().toISOString().slice(0, 16).replace('T', ' ');
  const cells = [when, persons, `${cpu}×`, results.length, of('unlockMs'), worst];
  const more = [of('personMs'), of('p50'), of('p95'), load];
  return `| ${[...cells, ...more].join(' | ')} |\n`;
}

const [khop] = PEERS;
if (khop === undefined) throw new Error('there is no tablet to measure');
const machine = readMachine();
const pages = await buildPages();
const server = await khop.serve({ here: persons }, pages, say);
let profile: string | null = null;
try {
  say(`filling a tablet with ${persons} persons`);
  profile = await fillProfile(server);
  const results: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    results.push(await measure(server, profile, round));
    say(`round ${round + 1}: ${JSON.stringify(results.at(-1))}`);
  }
  console.log(JSON.stringify({ persons, cpu, saves, machine, results }));
  const row = rowOf(results, machine.load[0] ?? 0);
  process.stdout.write(row);
  if (!isDry) {
    mkdirSync(dirname(TABLE), { recursive: true });
    if (!existsSync(TABLE)) writeFileSync(TABLE, HEAD);
    appendFileSync(TABLE, row);
  }
} finally {
  await server.end();
  if (profile !== null) dropProfile(profile);
  rmSync(pages, { recursive: true, force: true });
}
