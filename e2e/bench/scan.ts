import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { ReadMode } from '@khop/client/scanner/frame-reader';
import type { Page } from '@playwright/test';
import { benchCamera } from './scan-camera.ts';
import { withScanSite } from './scan-host.ts';
import type { BenchPage, PageReading } from './scan-page/page.ts';

type Truth = { file: string; payload: string; perturbation: string };
type Row = { kind: string; ok: boolean; isWrong: boolean; ms: number };

const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
const percentile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round((sorted[Math.ceil(share * sorted.length) - 1] ?? 0) * 10) / 10;
};
const round = (value: number) => Math.round(value * 10) / 10;

/** Counts by kind of damage, and over all; `wrong` are readings that are not the card's text. */
function summary(rows: readonly Row[]) {
  const of = (some: readonly Row[]) => ({
    images: some.length,
    read: some.filter((row) => row.ok).length,
    wrong: some.filter((row) => row.isWrong).length,
    percent: round((100 * some.filter((row) => row.ok).length) / some.length),
    p50Ms: percentile(
      some.map((row) => row.ms),
      0.5,
    ),
    p95Ms: percentile(
      some.map((row) => row.ms),
      0.95,
    ),
  });
  const byKind = Map.groupBy(rows, (row) => row.kind);
  const kinds = Object.fromEntries([...byKind].map(([kind, some]) => [kind, of(some)]));
  return { summary: of(rows), byPerturbation: kinds };
}

const inPage = (page: Page, address: string, mode: ReadMode): Promise<PageReading> =>
  page.evaluate(
    ([at, how]) => (window as unknown as { bench: BenchPage }).bench.readPicture(at, how),
    [`/picture/${encodeURIComponent(address)}`, mode] as const,
  );
const fresh = (page: Page) =>
  page.evaluate(() => (window as unknown as { bench: BenchPage }).bench.fresh());

/** Each picture by itself. In live mode the same picture is offered up to five times, as a still hand would. */
async function benchPictures(page: Page, truths: readonly Truth[], mode: ReadMode) {
  const rows: Row[] = [];
  await fresh(page);
  for (const truth of truths) {
    let reading: PageReading | null = null;
    let ms = 0;
    let frames = 0;
    for (const most = mode === 'live' ? 5 : 1; frames < most && !reading?.wasRead; frames++) {
      reading = await inPage(page, truth.file, mode);
      ms += reading.ms;
    }
    const payload = reading?.payload ?? null;
    const ok = payload === truth.payload;
    const isWrong = reading?.wasRead === true && !ok;
    rows.push({ kind: truth.perturbation, ok, isWrong, ms });
    const extra = mode === 'live' ? { frames } : {};
    say({ file: truth.file, ok, payload, ms: round(ms), by: reading?.by, ...extra });
  }
  say({ mode, ...summary(rows) });
}

/** Frames of one card in order, as a camera would see them; a fresh decoder for each card. */
async function benchSequences(page: Page, truths: readonly Truth[]) {
  const bySequence = Map.groupBy(truths, (truth) => truth.file.slice(0, 'L1-c00'.length));
  const results: { level: string; framesToRead: number | null; isWrong: boolean }[] = [];
  for (const [name, frames] of bySequence) {
    await fresh(page);
    let framesToRead: number | null = null;
    let isWrong = false;
    let ms = 0;
    for (const [i, frame] of frames.entries()) {
      const reading = await inPage(page, frame.file, 'live');
      ms += reading.ms;
      if (!reading.wasRead) continue;
      isWrong = reading.payload !== frame.payload;
      framesToRead = isWrong ? null : i + 1;
      break;
    }
    results.push({ level: name.slice(0, 2), framesToRead, isWrong });
    say({ sequence: name, frames: frames.length, framesToRead, isWrong, ms: round(ms) });
  }
  const within = (some: typeof results, most: number) =>
    some.filter((r) => r.framesToRead !== null && r.framesToRead <= most).length;
  const levels = [...Map.groupBy(results, (result) => result.level)].map(([level, some]) => [
    level,
    {
      cards: some.length,
      within3: within(some, 3),
      within5: within(some, 5),
      within10: within(some, 10),
    },
  ]);
  const wrong = results.filter((result) => result.isWrong).length;
  say({ summary: { sequences: results.length, wrong }, byLevel: Object.fromEntries(levels) });
}

/** Painted frames without any code: every reading is a phantom. */
async function benchBlanks(page: Page, count: number, mode: ReadMode) {
  await fresh(page);
  let phantoms = 0;
  const times: number[] = [];
  for (let seed = 0; seed < count; seed++) {
    const reading = await page.evaluate(
      ([number, how]) => (window as unknown as { bench: BenchPage }).bench.readBlank(number, how),
      [seed, mode] as const,
    );
    times.push(reading.ms);
    if (!reading.wasRead) continue;
    phantoms++;
    say({ blank: seed, payload: reading.payload, by: reading.by });
  }
  const timing = { p50Ms: percentile(times, 0.5), p95Ms: percentile(times, 0.95) };
  say({ summary: { blanks: count, phantoms, ...timing } });
}

/**
 * `scan --dir DIR [--mode photo|live] [--every N] [--sequence] [--blank N] [--camera FILE]`: the
 * client's own decoder in real Chromium over the pictures that DIR/truth.json names; over code-free
 * frames; or its whole camera before one picture.
 */
export async function benchScan(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      dir: { type: 'string', default: '.' },
      mode: { type: 'string', default: 'photo' },
      every: { type: 'string', default: '1' },
      sequence: { type: 'boolean', default: false },
      blank: { type: 'string' },
      camera: { type: 'string' },
    },
  });
  const dir = resolve(process.env.INIT_CWD ?? process.cwd(), values.dir);
  const mode: ReadMode = values.mode === 'live' ? 'live' : 'photo';
  await withScanSite(dir, async (open) => {
    if (values.camera !== undefined) return benchCamera(open, values.camera);
    return open('index.html', [], (page) => measure(page));
  });
  return 0;

  async function measure(page: Page): Promise<void> {
    if (values.blank !== undefined) return benchBlanks(page, Number(values.blank), mode);
    const truths = JSON.parse(await readFile(join(dir, 'truth.json'), 'utf8')) as Truth[];
    if (values.sequence) return benchSequences(page, truths);
    const chosen = truths.filter((_, i) => i % Number(values.every) === 0);
    console.error(`bench scan: ${chosen.length} pictures, ${mode}`);
    return benchPictures(page, chosen, mode);
  }
}
