import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { PEERS } from './peer.ts';
import { median, type Options, type Sample } from './run.ts';

const RESULTS = join(import.meta.dirname, '../results');

export type Line = Omit<Sample, 'value'> & {
  median: number;
  min: number;
  max: number;
  rounds: number;
};
export type Note = { work: string; words: string };
export type Machine = ReturnType<typeof readMachine>;

export function readMachine() {
  return {
    date: new Date().toISOString(),
    processor: cpus()[0]?.model ?? '',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    load: loadavg().map((value) => Math.round(value * 10) / 10),
    node: process.version,
  };
}

export function summarise(samples: readonly Sample[]): Line[] {
  const keyOf = ({ work, what, who, unit }: Sample) => JSON.stringify([work, what, who, unit]);
  return [...Map.groupBy(samples, keyOf).values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const values = same.map(({ value }) => value);
    const { work, what, who, unit } = first;
    return {
      work,
      what,
      who,
      unit,
      median: median(values),
      min: Math.min(...values),
      max: Math.max(...values),
      rounds: values.length,
    };
  });
}

function shown(value: number): string {
  if (value >= 1000) return Math.round(value).toLocaleString('en-US');
  return value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2);
}

function ratioOf(line: Line, base: Line | undefined): string {
  if (base === undefined || base === line || base.median === 0 || line.median === 0) return '';
  const isRate = line.unit === 'entries/s' || line.unit === 'records/s';
  const ratio = isRate ? base.median / line.median : line.median / base.median;
  return `${ratio >= 10 ? ratio.toFixed(0) : ratio.toFixed(1)}×`;
}

/** One table a workload; the last column: how many times better Khớp's median is. */
export function markdownOf(
  lines: readonly Line[],
  notes: readonly Note[],
  options: Options,
  machines: readonly Machine[],
): string {
  const text = [
    '# Sync, measured side by side',
    '',
    '`pnpm --silent bench sync`. Synthetic seeded records; fresh browser profile and server a round;',
    'rounds interleaved; median (min–max). Ratios are of medians in this one run. Bytes are counted at',
    "the server's sockets. Timings on a machine others use are worth less than their ratios.",
    '',
  ];
  for (const [nth, { date, processor, cores, memoryGb, load, node }] of machines.entries()) {
    text.push(
      `- ${nth === 0 ? 'begun' : 'ended'} ${date}: ${cores} cores (${processor}), ${memoryGb} GB, load ${load.join(' ')}, Node ${node}`,
    );
  }
  text.push(
    `- rounds ${options.rounds}, size ${options.size}, CPU throttle ${options.cpu}×, link ${options.link}`,
    '',
    ...PEERS.map(({ name, durability }) => `- ${name}: ${durability}`),
    '',
  );
  // What was made and signed beforehand is no match for what a tablet does: it stands apart.
  const titleOf = ({ work, who }: Line) =>
    who.startsWith('khop raw') ? `${work}, raw: signed beforehand, no ledger, no seal` : work;
  for (const [title, some] of Map.groupBy(lines, titleOf)) {
    text.push(
      `## ${title}`,
      '',
      '| what | who | median (min–max) | unit | khop is better by |',
      '|---|---|---|---|---|',
    );
    for (const same of Map.groupBy(some, (line) => line.what).values()) {
      const base = same.find(({ who }) => who.startsWith('khop'));
      for (const line of same) {
        const cells = [
          line.what,
          line.who,
          `${shown(line.median)} (${shown(line.min)}–${shown(line.max)})`,
          line.unit,
          line.who.startsWith('khop') ? '' : ratioOf(line, base),
        ];
        text.push(`| ${cells.join(' | ')} |`);
      }
    }
    const said = notes.filter((note) => note.work === title);
    text.push('', ...said.map(({ words }) => `- ${words}`), ...(said.length > 0 ? [''] : []));
  }
  return `${text.join('\n').trimEnd()}\n`;
}

export function writeResults(name: string, markdown: string, json: object): void {
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(join(RESULTS, `${name}.md`), markdown);
  writeFileSync(join(RESULTS, `${name}.json`), `${JSON.stringify(json, null, 2)}\n`);
}
