import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

/** One rig's result. */
export type FaultRow = {
  rig: string;
  what: string;
  seed: number;
  /** Faults that truly befell. */
  faults: number;
  saved: number;
  /** Acknowledged entries that were gone right after a fault, before anything was offered again. */
  lostAcks: number;
  lost: number;
  doubled: number;
  /** What the same rig says of an office with the bug it looks for; `-` where there is none. */
  control: string;
  /** Anything else that did not hold. */
  broken: string[];
  /** Further figures worth telling. */
  told: string;
};

export type RigOptions = {
  times: number;
  seed: number;
  /** No further fault after this moment of `performance.now()`. */
  untilMs?: number;
};

/** Whether the rig may go on: faults are left to befall, there is time for them, and nothing is broken yet. */
export function goesOn(row: FaultRow, { times, untilMs = Infinity }: Omit<RigOptions, 'seed'>) {
  return row.faults < times && performance.now() < untilMs && isGood(row);
}

export type NotRun = { rig: string; why: string };

export function notRun(rig: string, why: string): NotRun {
  return { rig, why };
}

export function emptyRow(rig: string, what: string, seed: number): FaultRow {
  const counts = { faults: 0, saved: 0, lostAcks: 0, lost: 0, doubled: 0 };
  return { rig, what, seed, ...counts, control: '-', broken: [], told: '' };
}

/** Whether the rig may end with 0: nothing lost, nothing doubled, nothing else broken. */
export function isGood({ lostAcks, lost, doubled, broken }: FaultRow): boolean {
  return lostAcks === 0 && lost === 0 && doubled === 0 && broken.length === 0;
}

/**
 * Runs a rig as a script: `--times N --seed S [--minutes M] [--no-table]`. Prints the row as JSON, puts
 * it into the table, and ends with 0 (held), 1 (did not hold, or the control found nothing) or 3 (not
 * run on this machine). After M minutes no further fault befalls, where the rig can stop early.
 */
export async function runRig(
  times: number,
  rig: (asked: RigOptions) => Promise<FaultRow | NotRun>,
): Promise<never> {
  const { values } = parseArgs({
    options: {
      times: { type: 'string', default: String(times) },
      seed: { type: 'string', default: '1' },
      minutes: { type: 'string' },
      'no-table': { type: 'boolean', default: false },
    },
  });
  const note = values['no-table'] ? () => undefined : put;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  const begun = performance.now();
  const untilMs = begun + Number(values.minutes ?? Infinity) * 60_000;
  const row = await rig({ times: Number(values.times), seed: Number(values.seed), untilMs });
  console.log(JSON.stringify(row));
  if ('why' in row) {
    note(row.rig, [`**not run**: ${row.why}`, ...Array.from({ length: 10 }, () => '')]);
    process.exit(3);
  }
  const seconds = Math.round((performance.now() - begun) / 1000);
  const broken = row.broken.length === 0 ? 'nothing' : row.broken.slice(0, 3).join('; ');
  const { what, seed, faults, saved, lostAcks, lost, doubled, control, told } = row;
  const counts = [seed, faults, saved, lostAcks, lost, doubled];
  note(row.rig, [what, ...counts, control, broken, told, seconds]);
  process.exit(isGood(row) ? 0 : 1);
}

const FILE = join(import.meta.dirname, 'results', 'office.md');
const HEAD = `# The office under faults

Synthetic data, one machine (2 cores shared with other work, Linux 6.18, ext4), the real office process,
real tablets. Durations are upper bounds: other work ran beside them. "Acks lost": acknowledged entries missing from the office's file right after a fault, before
any tablet offered anything again. "Lost", "doubled": saved entries that are missing, or there twice, at
the end. Written by the scripts named in the first column (\`node e2e/faults/NAME.ts --times N --seed S\`).

| rig | what | seed | faults | saved | acks lost | lost | doubled | control | else broken | told | s |
|---|---|---|---|---|---|---|---|---|---|---|---|
`;

/** Puts a row into the table, in place of the same rig's earlier one of the same seed. */
function put(rig: string, cells: readonly (string | number)[]): void {
  const text = existsSync(FILE) ? readFileSync(FILE, 'utf8') : '';
  const rows = text.split('\n').filter((line) => /^\| office-/.test(line));
  const line = `| ${[rig, ...cells].join(' | ')} |`;
  const keyOf = (row: string) => row.split(' | ').slice(0, 3).join();
  const others = rows.filter((row) => keyOf(row) !== keyOf(line));
  mkdirSync(dirname(FILE), { recursive: true });
  writeFileSync(FILE, `${HEAD}${[...others, line].sort().join('\n')}\n`);
}
