import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@khop/shared/sample';
import type { Clock } from '@khop/shared/time';
import { openStore } from './open-store.ts';
import type { Engine, Store } from './store.ts';
import { startTestPostgres, type TestPostgres } from './test-postgres.ts';

/** A clock turned by hand. */
export function handClock(start = Date.parse('2026-11-21T01:00:00.000Z')): Clock & {
  advance(ms: number): void;
} {
  let now = start;
  return {
    now: () => now,
    mono: () => now - start,
    advance(ms) {
      now += ms;
    },
  };
}

/** Empty stores of one engine for a test file: real files, a real cluster. */
export type StoreMaker = {
  engine: Engine;
  /** A new store, or a second one over the place of a store opened before. */
  open(clock?: Clock, again?: Store): Promise<Store>;
  stop(): Promise<void>;
};

export async function makeStores(engine: Engine): Promise<StoreMaker> {
  const folder = mkdtempSync(join(tmpdir(), 'khop-store-'));
  const postgres: TestPostgres | null = engine === 'postgres' ? await startTestPostgres() : null;
  const locations = new Map<Store, string>();
  return {
    engine,
    async open(clock = handClock(), again) {
      const nth = locations.size + 1;
      const known = again === undefined ? undefined : locations.get(again);
      const location =
        known ?? (await postgres?.freshUrl()) ?? join(folder, `office-${nth}.sqlite`);
      const store = await openStore(location, { clock, random: seededRandom(nth) });
      locations.set(store, location);
      return store;
    },
    async stop() {
      for (const store of locations.keys()) await store.close();
      await postgres?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
