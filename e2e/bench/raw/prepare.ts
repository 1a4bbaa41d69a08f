import { randomBytes } from 'node:crypto';
import { toBase64 } from '@khop/shared/base64';
import { digestOf, genesisHash } from '@khop/shared/entry';
import {
  ENTRY_KEY_BYTES,
  entryKeyContext,
  importEntryKey,
  sealEntry,
  wrapToOffice,
} from '@khop/shared/escrow';
import { type JournalId, newJournalId } from '@khop/shared/ids';
import type { PushedEntry, PushRequest } from '@khop/shared/protocol/push';
import {
  type SampleJournal,
  sampleDose,
  sampleIdentity,
  sampleRegistration,
  seededRandom,
} from '@khop/shared/sample';
import { relearn } from '../../../server/src/access/vouchers.ts';
import { openOfficeKeys } from '../../../server/src/store/office-keys.ts';
import type { Store } from '../../../server/src/store/store.ts';
import { openKnownKeys } from '../../../server/src/sync/known-keys.ts';
import type { PushKeys } from '../../../server/src/sync/open-push.ts';
import {
  putOperatorKey,
  sampleKey,
  signedJournal,
  signPush,
} from '../../../server/src/sync/sample-keys.ts';

const { subtle } = globalThis.crypto;
const random = (length: number) => new Uint8Array(randomBytes(length));

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

export type Prepared = { journal: JournalId; count: number; requests: PushRequest[] };

/** An office that knows one tablet and its operator, and pushes as that tablet signs and seals them. */
export async function makePreparing(store: Store) {
  const device = `bench-${newJournalId(random)}`;
  const [tablet, operator] = [sampleKey(), sampleKey()];
  await store.write((tx) =>
    tx.db
      .insertInto('device')
      .values({
        id: device,
        site: 'site-1',
        name: 'bench',
        token_hash: device,
        public_key: tablet.publicKey,
        enrolled_by: 'bench',
        enrolled_at: 0,
        approved_by: 'bench',
        approved_at: 0,
        seen_at: 0,
        ended_at: null,
      })
      .execute(),
  );
  await putOperatorKey(store, { account: 'op-1', device, publicKey: operator.publicKey });
  const office = await openOfficeKeys(store);
  const keys: PushKeys = {
    office,
    known: openKnownKeys(store),
    relearn: (vouchers) => relearn(store, office, vouchers),
  };

  /** The day's key of a tablet, and its copy for the office. */
  async function makeEntryKey() {
    const id = newJournalId(random);
    const raw = random(ENTRY_KEY_BYTES);
    const context = entryKeyContext(device, id);
    const wrapped = await wrapToOffice(subtle, random, office.public.escrow, context, raw);
    return { id, key: await importEntryKey(subtle, raw), wrapped: toBase64(wrapped) };
  }

  async function prepare(
    seed: number,
    count: number,
    each: number,
    isSealed: boolean,
  ): Promise<Prepared> {
    const made = signedJournal(seed, operator);
    fill(made, count, seededRandom(seed).next, seed * 1_000_000);
    const { journal } = made;
    const entryKey = isSealed ? await makeEntryKey() : null;
    const pushed = await Promise.all(
      made.entries.map(async ({ entry: { id }, text, by }): Promise<PushedEntry> => {
        if (entryKey === null) return { ...by, text };
        const name = { entryKey: entryKey.id, id };
        const sealed = await sealEntry(subtle, random, entryKey.key, name, text);
        return { ...by, ...name, sealed: toBase64(sealed), digest: digestOf(text) };
      }),
    );
    const hashAfter = (seq: number) => made.entries[seq - 1]?.hash ?? genesisHash(journal);
    const requests: PushRequest[] = [];
    for (let before = 0; before < pushed.length; before += each) {
      const entries = pushed.slice(before, before + each);
      const from = before + 1;
      requests.push({
        protocol: 1,
        epoch: null,
        device,
        from,
        prevHash: hashAfter(before),
        entryKeys: entryKey === null ? [] : [{ id: entryKey.id, wrapped: entryKey.wrapped }],
        vouchers: [],
        entries,
        sig: signPush(tablet, journal, from, hashAfter(before + entries.length)),
      });
    }
    // As they come off the wire: flat strings, not the ropes they were built from.
    const parsed = requests.map((request) => JSON.parse(JSON.stringify(request)) as PushRequest);
    return { journal, count: pushed.length, requests: parsed };
  }

  return { keys, prepare };
}
