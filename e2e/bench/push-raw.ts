// Raw push: the office's own work for an entry (parse, hash, decide, fold, write, fsync), without
// HTTP. Usage: node e2e/bench/push-raw.ts [entries] [entries a push] [office.sqlite | postgres://…]
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
const store = await openStore(location, { clock, random: seededRandom(1) });
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
  return { journal: tablet.journal, count: tablet.entries.length, requests };
}

/** µs an entry; a push begins when the one before is durable. */
async function run({ journal, count, requests }: Round): Promise<number> {
  const start = performance.now();
  for (const request of requests) {
    await committer.push(readPush(journal, 'device-1', Date.now(), request));
  }
  return ((performance.now() - start) * 1000) / count;
}

await run(prepare(1, 10_000));
const prepared = Array.from({ length: 7 }, (_, round) => prepare(round + 2, total / 7));
const rounds: number[] = [];
for (const round of prepared) rounds.push(await run(round));
rounds.sort((left, right) => left - right);
const [min, median, max] = [rounds[0], rounds[3], rounds[6]].map((us) => (us ?? 0).toFixed(1));
console.log(
  `push raw, ${store.engine}, ${each} a push: ${median} µs an entry (${min}–${max}), ` +
    `${Math.round(1e6 / Number(median))} entries/s`,
);
await store.close();
rmSync(folder, { recursive: true, force: true });
