import { CACHE } from '@khop/client/data/cache';
import { LEDGER } from '@khop/client/data/ledger';
import { makeRegisterInThread } from '@khop/client/data/register/in-thread';
import { openTablet } from '@khop/client/open-tablet';
import type { Tablet } from '@khop/client/tablet';
import type { World } from '@khop/client/world';
import type { Random } from '@khop/shared/ids';
import { IDBKeyRange } from 'fake-indexeddb';
import { copyDisk, type Disk, makeDisk, putDatabase } from './disk.ts';
import type { HandClock } from './hand-clock.ts';
import { withOwnArgon2 } from './own-argon2.ts';
import { endPage, newPage, type Page, storageOf } from './page-storage.ts';
import { subtleOf } from './subtle.ts';

export const BASE_URL = 'http://office.test';

export type Tab = { tablet: Tablet; page: Page };

/** A browser profile: what survives when a page is closed, crashes or is opened twice. */
export type Profile = {
  disk: Disk;
  /** A page of the app, beside those that are open. */
  open(): Promise<Tab>;
  /** A page is gone in the middle of whatever it did: no reply, timer or disk reaches it any more. */
  end(page: Page): void;
  /** All pages are. */
  crash(): void;
  /** The wall clock from now on, against the true time. */
  setClock(offMs: number): void;
  /** Everything written so far is on the disk, however it was written. */
  flush(): Promise<void>;
  /** What was written without strict durability since the last `flush` was never on the disk. */
  cutPower(): Promise<void>;
  /** The browser throws the databases away; the clear words beside them stay. */
  evict(): Promise<void>;
};

export type ProfileOptions = {
  clock: HandClock;
  random: Random;
  /** The network, as one page uses it. */
  ask(url: string, init: RequestInit, page: Page): Promise<Response>;
  skewMs: number;
  disk?: Disk;
};

export function makeProfile({ clock, random, ask, skewMs, disk }: ProfileOptions): Profile {
  const subtle = subtleOf(random);
  const locks = new Map<string, Page>();
  const pages = new Set<Page>();
  const relaxed = new Set<string>();
  let offMs = skewMs;
  let flushed: Disk | null = null;

  function worldOf(page: Page): World {
    const never = () => new Promise<never>(() => {});
    return {
      clock: { now: () => clock.now() + offMs, mono: clock.mono },
      random,
      subtle,
      indexedDB: storageOf(profile.disk, page, (database) => relaxed.add(database)),
      IDBKeyRange,
      async fetch(url, init) {
        if (page.isOver) return never();
        if (url.endsWith('/api/events')) throw new TypeError('no hints in the house');
        const response = await ask(url, init, page);
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
        read: (key) => profile.disk.marks.get(key) ?? null,
        write: (key, value) => void profile.disk.marks.set(key, value),
      },
      makeRegister: () => withOwnArgon2(makeRegisterInThread(subtle, random)),
      kdf: { memoryKiB: 8, passes: 1 },
    };
  }

  const profile: Profile = {
    disk: disk ?? makeDisk(),
    async open() {
      const page = newPage();
      pages.add(page);
      return { tablet: await openTablet(worldOf(page)), page };
    },
    end(page) {
      endPage(page);
      pages.delete(page);
      // Web Locks are released when their page dies.
      for (const [name, holder] of locks) if (holder === page) locks.delete(name);
    },
    crash() {
      for (const page of pages) profile.end(page);
    },
    setClock(ms) {
      offMs = ms;
    },
    async flush() {
      flushed = await copyDisk(profile.disk);
      relaxed.clear();
    },
    async cutPower() {
      profile.crash();
      for (const name of relaxed) await putDatabase(profile.disk, name, flushed);
      await profile.flush();
    },
    async evict() {
      profile.crash();
      for (const name of [LEDGER, CACHE]) await putDatabase(profile.disk, name, null);
      await profile.flush();
    },
  };
  return profile;
}
