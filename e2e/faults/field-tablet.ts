import { webcrypto } from 'node:crypto';
import { readJournals } from '@khop/client/data/entries';
import { openLedger } from '@khop/client/data/ledger';
import { makeRegisterInThread } from '@khop/client/data/register/in-thread';
import { openTablet } from '@khop/client/open-tablet';
import type { Tablet } from '@khop/client/tablet';
import type { World } from '@khop/client/world';
import type { Entry } from '@khop/shared/entry';
import type { Identity } from '@khop/shared/identity';
import type { Id } from '@khop/shared/ids';
import { sampleDose, sampleRegistration, seededRandom } from '@khop/shared/sample';
import { toInstant } from '@khop/shared/time';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { makeCitizen } from '../house/people.ts';
import type { Invitation } from './office-process.ts';

/** What the office told a tablet to be stored, and when the tablet had heard it (CLOCK_MONOTONIC). */
export type Ack = { journal: string; acked: number; atNs: bigint };

/** A real tablet in the field: the client itself, its time, and a real network to the office. */
export type FieldTablet = {
  tablet: Tablet;
  /** Entries of which the tablet said "Đã lưu". */
  saved: Set<Id>;
  persons: Id[];
  acks: Ack[];
  /** A registration, or a dose of somebody registered here. */
  record(): Promise<void>;
  /** Records and lets it be sent, until `signal`. */
  work(signal: AbortSignal): Promise<void>;
  /** Asks once, at once; whatever becomes of it. */
  sync(): Promise<void>;
  /** Asks until nothing waits; false when that does not come about. */
  drain(tries: number): Promise<boolean>;
  close(): Promise<void>;
};

export type FieldOptions = {
  seed: number;
  /** Where the office is: through a proxy or not, now or later. */
  url: () => string;
  invitation: Invitation;
  /** How far the tablet's clock is off. */
  skewMs?: number;
  /** Waits of the tablet are this much shorter, so that a fault costs a rig no minutes. */
  hurry?: number;
  /** Whom the tablet is about to register. */
  onRegister?: (identity: Identity) => void;
  onSaved?: (entry: Entry) => void;
  /** What came back: a status, or null where the connection ended before one. */
  onReply?: (asked: { method: string; path: string }, status: number | null) => void;
};

const PIN = '73915402';

export async function openFieldTablet(options: FieldOptions): Promise<FieldTablet> {
  const { seed, url, invitation, skewMs = 0, hurry = 1, onReply = () => {} } = options;
  const random = seededRandom(seed);
  const gone = new AbortController();
  // Argon2id at the office takes its time: nobody hurries before the tablet is enrolled.
  const pace = { hurry: 1 };
  const world = fieldWorld({ random, url, skewMs, pace, gone: gone.signal, onReply });
  const tablet = await openTablet(world);
  const enrolled = await tablet.enrol(invitation.code, `Máy ${seed}`);
  if (enrolled !== 'enrolled') throw new Error(`could not enrol: ${enrolled}`);
  const added = await tablet.addOperator(invitation.user, invitation.password, PIN);
  if (added !== 'added') throw new Error(`could not sign in: ${added}`);
  await tablet.settled();
  pace.hurry = hurry;
  const state = tablet.state.get();
  if (state.at !== 'open') throw new Error(`the tablet is ${state.at}`);

  const { operator, site } = state;
  const ledger = openLedger(world);
  const acks: Ack[] = [];
  const heard = new Map<string, number>();
  async function hearAcks() {
    for (const { journal, acked } of await ledger.run(readJournals)) {
      if ((heard.get(journal) ?? 0) === acked) continue;
      heard.set(journal, acked);
      acks.push({ journal, acked, atNs: process.hrtime.bigint() });
    }
  }
  const deafen = tablet.status.subscribe(() => void hearAcks().catch(ledgerClosed));

  const saved = new Set<Id>();
  function keep(entry: Entry) {
    saved.add(entry.id);
    options.onSaved?.(entry);
  }
  const persons: Id[] = [];
  // Six digits, and no two tablets of an office register the same person.
  let serial = (seed % 90) * 11_000;
  const field: FieldTablet = {
    tablet,
    saved,
    persons,
    acks,
    async record() {
      const known = persons[Math.floor(random.next() * persons.length)];
      if (known === undefined || random.next() < 0.4) {
        const id = tablet.newId();
        serial += 1;
        const identity = makeCitizen(random, serial);
        options.onRegister?.(identity);
        const body = sampleRegistration(identity, site.id);
        keep(await tablet.record('person-registered', id, body));
        persons.push(id);
        return;
      }
      const injectedAt = toInstant(tablet.now());
      const dose = { ...sampleDose, injectedAt, site: site.id, vaccinator: operator.id };
      keep(await tablet.record('dose-recorded', known, { dose }));
    },
    async work(signal) {
      while (!signal.aborted) {
        await field.record();
        tablet.sendNow();
      }
    },
    async sync() {
      tablet.sendNow();
      await tablet.settled();
      await hearAcks();
    },
    async drain(tries) {
      for (let nth = 0; nth < tries; nth++) {
        await field.sync();
        if (tablet.status.get().waiting === 0) return true;
      }
      return false;
    },
    async close() {
      deafen();
      gone.abort();
      await tablet.close();
      ledger.close();
    },
  };
  return field;
}

function ledgerClosed(error: unknown): void {
  if (!(error instanceof Error) || error.name !== 'StorageTrouble') throw error;
}

type Outside = Required<Pick<FieldOptions, 'url' | 'skewMs' | 'onReply'>> & {
  random: World['random'];
  pace: { hurry: number };
  gone: AbortSignal;
};

function fieldWorld({ random, url, skewMs, pace, gone, onReply }: Outside): World {
  const subtle = webcrypto.subtle as unknown as SubtleCrypto;
  const marks = new Map<string, string>();
  const locks = new Set<string>();
  return {
    clock: { now: () => Date.now() + skewMs, mono: () => performance.now() },
    random,
    subtle,
    indexedDB: new IDBFactory(),
    IDBKeyRange,
    async fetch(path, init) {
      const signal = init.signal ? AbortSignal.any([init.signal, gone]) : gone;
      const asked = { method: init.method ?? 'GET', path };
      try {
        const response = await fetch(url() + path, { ...init, signal });
        onReply(asked, response.status);
        return response;
      } catch (error) {
        onReply(asked, null);
        throw error;
      }
    },
    baseUrl: '',
    storage: {
      persist: async () => true,
      persisted: async () => true,
      estimate: async () => ({ usage: 0, quota: 2 ** 30 }),
    },
    async ifFree(name, task) {
      if (locks.has(name)) return false;
      locks.add(name);
      try {
        await task();
      } finally {
        locks.delete(name);
      }
      return true;
    },
    after(ms, call) {
      const timer = setTimeout(call, ms / pace.hurry);
      timer.unref();
      return () => clearTimeout(timer);
    },
    onWake: () => () => {},
    marks: {
      read: (key) => marks.get(key) ?? null,
      write: (key, value) => void marks.set(key, value),
    },
    makeRegister: () => makeRegisterInThread(subtle, random),
    kdf: { memoryKiB: 8, passes: 1 },
  };
}
