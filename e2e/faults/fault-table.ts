import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** One rig's result. `notRun` instead of figures when the machine cannot: never the same as passed. */
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
  broken: string[];
  seconds: number;
};

const FILE = join(import.meta.dirname, 'results', 'office.md');
const HEAD = `# The office under faults

Synthetic data, one machine (2 cores, Linux 6.18, ext4), real office process, real tablets. "Lost acks": acknowledged
entries missing from the office's file right after the fault, before any tablet offered anything again.
"Lost", "doubled": saved entries missing or present twice at the end. Made by the scripts named in the first
column (\`node e2e/faults/NAME.ts --times N --seed S\`); nothing here is typed by hand.

| rig | what | seed | faults | saved | lost acks | lost | doubled | control | else broken | s |
|---|---|---|---|---|---|---|---|---|---|---|
`;

/** Whether the rig may end with 0: nothing lost, nothing doubled, nothing else broken. */
export function isGood({ lostAcks, lost, doubled, broken }: FaultRow): boolean {
  return lostAcks === 0 && lost === 0 && doubled === 0 && broken.length === 0;
}

/** Puts the row into the table, in place of the same rig's earlier one. */
export function writeRow(row: FaultRow): void {
  const broken = row.broken.length === 0 ? 'nothing' : row.broken.slice(0, 3).join('; ');
  const cells = [
    row.rig,
    row.what,
    row.seed,
    row.faults,
    row.saved,
    row.lostAcks,
    row.lost,
    row.doubled,
    row.control,
    broken,
    Math.round(row.seconds),
  ];
  put(row.rig, cells);
}

/** A rig that could not run here, by name and reason. */
export function writeNotRun(rig: string, why: string): void {
  put(rig, [rig, `**not run**: ${why}`, ...Array.from({ length: 9 }, () => '')]);
}

function put(rig: string, cells: readonly (string | number)[]): void {
  const text = existsSync(FILE) ? readFileSync(FILE, 'utf8') : '';
  const rows = text.split('\n').filter((line) => /^\| office-/.test(line));
  const others = rows.filter((line) => !line.startsWith(`| ${rig} |`));
  const line = `| ${cells.join(' | ')} |`;
  mkdirSync(dirname(FILE), { recursive: true });
  writeFileSync(FILE, `${HEAD}${[...others, line].sort().join('\n')}\n`);
}
