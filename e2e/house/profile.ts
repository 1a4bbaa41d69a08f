import { argon2Sync } from 'node:crypto';
import { makeRegisterInThread } from '@khop/client/data/register/in-thread';
import { openTablet } from '@khop/client/open-tablet';
import type { Tablet } from '@khop/client/tablet';
import type { KdfCost, RegisterPort, World } from '@khop/client/world';
import type { Random } from '@khop/shared/ids';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { HandClock } from './hand-clock.ts';
import { subtleOf } from './subtle.ts';
import type { Wire } from './wire.ts';

export const BASE_URL = 'http://office.test';

/** A browser profile: what survives when the page is closed, crashes or is opened twice. */
export type Profile = {
  open(): Promise<Tablet>;
  /** The page is gone in the middle of whatever it did: no reply, no timer reaches it any more. */
  crash(): void;
};

export type ProfileOptions = { clock: HandClock; random: Random; wire: Wire; skewMs: number };

export function makeProfile({ clock, random, wire, skewMs }: ProfileOptions): Profile {
  const factory = new IDBFactory();
  const marks = new Map<string, string>();
  const locks = new Map<string, object>();
  const subtle = subtleOf(random);
  let life = { isOver: false };

  function worldOf(page: { isOver: boolean }): World {
    const never = () => new Promise<never>(() => {});
    return {
      clock: clock.off(skewMs),
      random,
      subtle,
      indexedDB: factory,
      IDBKeyRange,
      async fetch(url, init) {
        if (page.isOver) return never();
        if (url.endsWith('/api/events')) throw new TypeError('no hints in the house');
        const response = await wire.fetch(url, init);
        return page.isOver ? never() : response;
      },
      baseUrl: BASE_URL,
      storage: {
        persist: async () => true,
        persisted: async () => true,
        estimate: async () => ({ usage: 0, quota: 2 ** 30 }),
      },
      async ifFree(name, task) {
        if (page.isOver) return never();
        if (locks.has(name)) return false;
        locks.set(name, page);
        try {
          await task();
        } finally {
          // The page may have died meanwhile and another holds the lock now.
          if (locks.get(name) === page) locks.delete(name);
        }
        return true;
      },
      after: (ms, call) =>
        clock.after(ms, () => {
          if (!page.isOver) call();
        }),
      onWake: () => () => {},
      marks: {
        read: (key) => marks.get(key) ?? null,
        write: (key, value) => void marks.set(key, value),
      },
      makeRegister: () => withOwnArgon2(makeRegisterInThread(subtle, random)),
      kdf: { memoryKiB: 8, passes: 1 },
    };
  }

  return {
    open: () => openTablet(worldOf(life)),
    crash() {
      life.isOver = true;
      life = { isOver: false };
      // Web Locks are released when their page dies.
      locks.clear();
    },
  };
}

type Derive = { ask: number; call: { name: string; args: [string, Uint8Array, KdfCost] } };

/** WebAssembly is compiled in other threads; the same Argon2id, in this one. */
function withOwnArgon2(port: RegisterPort): RegisterPort {
  let toTablet: (message: unknown) => void = () => {};
  return {
    ...port,
    listen(onMessage) {
      toTablet = onMessage;
      port.listen(onMessage);
    },
    post(message) {
      const { ask, call } = message as Derive;
      if (call.name !== 'derive') return port.post(message);
      const [pin, nonce, cost] = call.args;
      const value = argon2Sync('argon2id', {
        message: pin.normalize('NFKC'),
        nonce,
        memory: cost.memoryKiB,
        passes: cost.passes,
        parallelism: 1,
        tagLength: 32,
      });
      queueMicrotask(() => toTablet({ ask, value: new Uint8Array(value) }));
    },
  };
}
