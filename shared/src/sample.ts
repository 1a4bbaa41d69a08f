import type { Dose } from './dose.ts';
import {
  chainHash,
  digestOf,
  type Entry,
  type EntryBody,
  type EntryKind,
  entryText,
  genesisHash,
  type Signed,
} from './entry.ts';
import type { Identity } from './identity.ts';
import { type Id, type JournalId, newId, newJournalId, type Random, toHex } from './ids.ts';
import { toInstant } from './time.ts';

// Synthetic facts for tests, simulation and benchmarks. Nothing here describes a real person.

/** A small seeded generator (mulberry32): the same seed gives the same bytes on every machine. */
export function seededRandom(seed: number): Random & { next(): number } {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let word = state;
    word = Math.imul(word ^ (word >>> 15), word | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return ((word ^ (word >>> 14)) >>> 0) / 2 ** 32;
  };
  const random = (length: number) =>
    Uint8Array.from({ length }, () => Math.floor(next() * 256) & 0xff);
  return Object.assign(random, { next });
}

export const sampleIdentity: Identity = {
  fullName: 'Nguyễn Thị Hoà Kiểm Thử',
  sex: 'female',
  birthDate: { value: '1990-09-02', precision: 'day' },
  number: { kind: 'personal-id', value: '001190000001' },
  oldNumber: null,
  nationality: 'VN',
};

export const sampleDose: Dose = {
  ordinal: 1,
  vaccine: 'PFIZER',
  component: null,
  lot: 'FN5519',
  expiresOn: '2027-02-28',
  vialOpenedAt: null,
  injectedAt: '2026-11-21T01:00:00.000Z',
  site: 'site-1',
  point: null,
  session: null,
  vaccinator: 'op-1',
  screener: null,
  screening: null,
  overridden: [],
  origin: 'live',
};

export function sampleRegistration(
  identity: Identity = sampleIdentity,
  site = 'site-1',
): EntryBody<'person-registered'> {
  return {
    identity,
    origins: { fullName: 'scanned', number: 'scanned', birthDate: 'scanned', sex: 'scanned' },
    cardHash: null,
    address: null,
    phone: null,
    guardian: null,
    residence: null,
    site,
  };
}

export const sampleSigned: Signed = { key: '0'.repeat(32), sig: 'A'.repeat(86) };

export type SampleJournal = {
  journal: JournalId;
  entries: { entry: Entry; text: string; by: Signed; hash: string }[];
  headHash(): string;
  newId(): Id;
  add<K extends EntryKind>(kind: K, subject: Id, body: EntryBody<K>): Entry;
};

/**
 * A journal as a tablet would write it, with a clock that ticks a second an entry. Without `signOf`
 * its signatures only look like some.
 */
export function sampleJournal(
  seed: number,
  operator = 'op-1',
  signOf: (digest: string) => Signed = () => sampleSigned,
): SampleJournal {
  const random = seededRandom(seed);
  const journal = newJournalId(random);
  let now = Date.parse('2026-11-21T01:00:00.000Z');
  const entries: SampleJournal['entries'] = [];
  const headHash = () => entries.at(-1)?.hash ?? genesisHash(journal);
  return {
    journal,
    entries,
    headHash,
    newId: () => newId(now, random),
    add(kind, subject, body) {
      now += 1000;
      const entry = {
        v: 1,
        journal,
        seq: entries.length + 1,
        id: newId(now, random),
        kind,
        recordedAt: { at: toInstant(now), zone: 420, skewMs: 0, mono: now % 1_000_000 },
        operator,
        grant: 'grant-1',
        subject,
        replaces: null,
        salt: toHex(random(16)),
        body,
      } as unknown as Entry;
      const text = entryText(entry);
      const digest = digestOf(text);
      const by = signOf(digest);
      entries.push({ entry, text, by, hash: chainHash(headHash(), digest, by) });
      return entry;
    },
  };
}
