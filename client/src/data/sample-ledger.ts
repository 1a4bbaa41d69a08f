import type { Fact } from '@khop/shared/entry';
import { makeEscrowPair } from '@khop/shared/escrow';
import { newId, newJournalId, type Random, toHex } from '@khop/shared/ids';
import { sampleRegistration, seededRandom } from '@khop/shared/sample';
import { keyIdOf, makeSigningPair } from '@khop/shared/signature';
import { IDBDatabase, IDBFactory, IDBKeyRange, IDBObjectStore } from 'fake-indexeddb';
import { type Disk, makeDisk } from '../sample-world.ts';
import { newJournal } from './entries.ts';
import { makeSealEntry } from './entry-keys.ts';
import { type LedgerWays, makeLedgerDb, openLedger } from './ledger.ts';
import { makePen } from './pen.ts';
import { openKeys } from './vault.ts';

const NOON = Date.parse('2026-11-21T05:00:00.000Z');
const office = makeEscrowPair(crypto.subtle);

/** A ledger with an open journal and the keys to it. */
export async function sampleLedger(disk: Disk = makeDisk(), seed = 1, ways: LedgerWays = {}) {
  const random = seededRandom(seed);
  const world = { indexedDB: disk.indexedDB, IDBKeyRange };
  const keys = await openKeys(crypto.subtle, random, new Uint8Array(32).fill(5));
  const ledger = openLedger(world, ways);
  await ledger.run(async (db) => {
    if ((await db.journals.count()) > 0) return;
    await db.journals.put(newJournal(newJournalId(random), 0));
  });
  const clock = { now: () => NOON, mono: () => 0 };
  const { publicKey } = await office;
  const device = { device: 'device-1', office: { escrow: publicKey, signing: publicKey } };
  const seal = makeSealEntry({ subtle: crypto.subtle, random, clock }, ledger, keys, device);
  const pair = await makeSigningPair(crypto.subtle, true);
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey));
  const pen = await makePen({ subtle: crypto.subtle }, keyIdOf(pair.publicKey), pkcs8, seal);
  return { ledger, keys, pen, random, disk };
}

export function sampleFact(random: Random, nowMs: number, name = 'Nguyễn Thị Ánh'): Fact {
  const body = sampleRegistration();
  return {
    v: 1,
    id: newId(nowMs, random),
    kind: 'person-registered',
    recordedAt: { at: new Date(nowMs).toISOString(), zone: 420, skewMs: 0, mono: 0 },
    operator: 'op-lan',
    grant: 'grant-1',
    subject: newId(nowMs, random),
    replaces: null,
    salt: toHex(random(16)),
    body: { ...body, identity: { ...body.identity, fullName: name } },
  } as Fact;
}

/** An image of the ledger as it stands now. */
export async function imageOf(indexedDB: IDBFactory): Promise<IDBFactory> {
  const image = new IDBFactory();
  const from = makeLedgerDb({ indexedDB, IDBKeyRange });
  const to = makeLedgerDb({ indexedDB: image, IDBKeyRange });
  await Promise.all([from.open(), to.open()]);
  for (const table of from.tables) await to.table(table.name).bulkPut(await table.toArray());
  from.close();
  to.close();
  return image;
}

type Abortable = { _abort(name: string | null): void };

export type Breakable = { fails(stores: string[]): string | null };

/**
 * Storage that can fail: each write transaction for which `fails` gives a name ends with that error,
 * as a full or dying disk makes it end. To be installed before databases are opened, because Dexie
 * takes hold of `transaction` then.
 */
export function installBreakable(): Breakable {
  const { transaction } = IDBDatabase.prototype;
  const { put } = IDBObjectStore.prototype;
  const breakable: Breakable = { fails: () => null };
  const failing = new WeakMap<object, string>();
  IDBDatabase.prototype.transaction = function (this: IDBDatabase, stores, mode, options) {
    const name = mode === 'readwrite' ? breakable.fails([stores].flat() as string[]) : null;
    if (name === 'InvalidStateError') throw new DOMException('dead', name);
    const made = transaction.call(this, stores, mode, options);
    if (name !== null) failing.set(made, name);
    return made;
  };
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, value, key) {
    const request = key === undefined ? put.call(this, value) : put.call(this, value, key);
    const name = failing.get(this.transaction);
    // Every request has succeeded by then; it is the commit that fails.
    request.addEventListener('success', () => {
      if (name !== undefined) (this.transaction as unknown as Abortable)._abort(name);
    });
    return request;
  };
  return breakable;
}
