// What the best general compressors make of what goes over the wire, beside what no compressor can
// take: how far the bytes of a push and a pull are from their floor.
// Usage: node e2e/bench/bytes-raw.ts [entries] [entries at a time]
import { randomBytes } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync, zstdCompressSync } from 'node:zlib';
import { keyIdOf, makeSigningPair } from '@khop/shared/signature';
import { factsOf, textsOf } from './sync/journal.ts';
import { recordsOf } from './sync/records.ts';

const count = Number(process.argv[2] ?? 10_000);
const each = Number(process.argv[3] ?? 1000);
const key = keyIdOf((await makeSigningPair(crypto.subtle, false)).publicKey);
// Of a signature only its length matters here: no compressor can tell one from random bytes.
const entries = [...textsOf(factsOf({ seed: 1, from: 0, count }))].map((text) => ({
  text,
  key,
  sig: randomBytes(64).toString('base64'),
}));
const records = recordsOf(count).map((record, at) => ({ pos: at + 1, id: record.id, record }));

const COMPRESSORS: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  'gzip, level 4 (a pull)': (bytes) => gzipSync(bytes, { level: 4 }),
  'gzip, level 6 (a push, by the browser)': (bytes) => gzipSync(bytes, { level: 6 }),
  'gzip, level 9': (bytes) => gzipSync(bytes, { level: 9 }),
  'zstd, level 19': (bytes) =>
    zstdCompressSync(bytes, { params: { [constants.ZSTD_c_compressionLevel]: 19 } }),
  'brotli, level 11': (bytes) => brotliCompressSync(bytes),
};
/** A version 7 id has 74 random bits, a salt 128, a signature 512; a person's id is said twice. */
const ENTRY_RANDOM = 64 + 16 + 9.25 + 9.25 / 2;
const RECORD_RANDOM = 3 * 9.25;

report('push: an entry', entries, ENTRY_RANDOM);
report('pull: a record', records, RECORD_RANDOM);

function report(what: string, all: readonly unknown[], random: number) {
  const parts: Buffer[] = [];
  for (let at = 0; at < all.length; at += each) {
    parts.push(Buffer.from(JSON.stringify(all.slice(at, at + each))));
  }
  console.log(`${what}, ${each} at a time; ${random.toFixed(0)} B of it are random`);
  for (const [name, pack] of Object.entries(COMPRESSORS)) {
    const bytes = parts.reduce((sum, part) => sum + pack(part).length, 0);
    console.log(`  ${name}: ${(bytes / all.length).toFixed(0)} B`);
  }
}
