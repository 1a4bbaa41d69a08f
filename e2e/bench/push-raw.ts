// Raw push: the office's own work for an entry (parse, hash, decide, fold, write, fsync), without
// HTTP. Usage: node e2e/bench/push-raw.ts [entries] [entries a push] [office.sqlite | postgres://…]
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { genesisHash } from '@khop/shared/entry';
import {
  type SampleJournal,
  sampleDose,
  sampleIdentity,
  sampleJournal,
  sampleRegistration,
  seededRandom,
} from '@khop/shared/sample';
import { openStore } from '../../server/src/store/open-store.ts';
import { groupCommit } from '../../server/src/sync/commit.ts';
import { readPush } from '../../server/src/sync/push.ts';

const total = Number(process.argv[2] ?? 50_000);
const each = Number(process.argv[3] ?? 500);
const folder = mkdtempSync(join(tmpdir(), 'khop-bench-'));
const location = process.argv[4] ?? join(folder, 'office.sqlite');
const clock = { now: () => Date.now(), mono: () => performance.now() };
const store = await openStore(location, { clock, random: (length) => randomBytes(length) });
const committer = groupCommit(store);

const families = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Phan', 'Vũ', 'Đặng', 'Bùi', 'Đỗ'];
const middles = ['Văn', 'Thị', 'Hữu', 'Đức', 'Ngọc', 'Thanh', 'Quang', 'Kim', 'Xuân', 'Thuỳ'];
const givens = ['An', 'Bình', 'Châu', 'Dũng', 'Hà', 'Hạnh', 'Khôi', 'Lan', 'Mai', 'Phúc', 'Yến'];

function fill(tablet: SampleJournal, count: number, chance: () => number, serial: number): void {
  const pick = (from: readonly string[]) => from[Math.floor(chance() * from.length)] ?? '';
  for (let nth = 0; nth < count; nth += 2) {
    const person = tablet.newId();
    const year = 1940 + Math.floor(chance() * 80);
    const birth = `${year}-0${1 + Math.floor(chance() * 9)}-1${Math.floor(chance() * 10)}`;
    const identity = {
      ...sampleIdentity,
      fullName: `${pick(families)} ${pick(middles)} ${pick(middles)} ${pick(givens)}`,
      birthDate: { value: birth, precision: 'day' as const },
      number: { kind: 'personal-id' as const, value: String(serial + nth).padStart(12, '0') },
    };
    tablet.add('person-registered', person, {
      ...sampleRegistration(identity, 'site-1'),
      address: `Tổ ${Math.floor(chance() * 40)}, phường ${pick(givens)} ${pick(middles)}`,
      residence: { edition: '2025', code: '00004' },
    });
    tablet.add('dose-recorded', person, { dose: sampleDose });
  }
}

type Request = Parameters<typeof readPush>[3];
type Round = { journal: string; count: number; requests: Request[] };

function prepare(seed: number, count: number): Round {
  const tablet = sampleJournal(seed);
  fill(tablet, count, seededRandom(seed).next, seed * 1_000_000);
  const requests: Request[] = [];
  for (let from = 1; from <= tablet.entries.length; from += each) {
    requests.push({
      protocol: 1,
      epoch: null,
      from,
      prevHash: tablet.entries[from - 2]?.hash ?? genesisHash(tablet.journal),
      entries: tablet.entries.slice(from - 1, from - 1 + each).map(({ text }) => ({ text })),
    });
  }
  // As they come off the wire: flat strings, not the ropes they were built from.
  const parsed = requests.map((request) => JSON.parse(JSON.stringify(request)) as Request);
  return { journal: tablet.journal, count: tablet.entries.length, requests: parsed };
}

/** µs an entry, by the clock and of processor time; a push begins when the one before is durable. */
async function run({ journal, count, requests }: Round): Promise<{ wall: number; cpu: number }> {
  const start = performance.now();
  const before = process.cpuUsage();
  for (const request of requests) {
    await committer.push(readPush(journal, 'device-1', Date.now(), request));
  }
  const { user, system } = process.cpuUsage(before);
  return { wall: ((performance.now() - start) * 1000) / count, cpu: (user + system) / count };
}

await run(prepare(1, 10_000));
const prepared = Array.from({ length: 7 }, (_, round) => prepare(round + 2, total / 7));
const rounds: { wall: number; cpu: number }[] = [];
for (const round of prepared) rounds.push(await run(round));

function spread(values: number[]): string {
  const sorted = values.toSorted((left, right) => left - right);
  const [min, median, max] = [0, 3, 6].map((nth) => (sorted[nth] ?? 0).toFixed(1));
  return `${median} (${min}–${max})`;
}

console.log(
  `push raw, ${store.engine}, ${each} entries a push, µs an entry: ` +
    `wall ${spread(rounds.map(({ wall }) => wall))}, cpu ${spread(rounds.map(({ cpu }) => cpu))}`,
);
await store.close();
rmSync(folder, { recursive: true, force: true });
