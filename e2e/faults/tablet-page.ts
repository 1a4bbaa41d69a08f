import type { Tablet } from '@khop/client/tablet';
import { sampleDose, sampleIdentity, sampleRegistration } from '@khop/shared/sample';
import type { Page } from '@playwright/test';

// What the rigs do inside of the page. The product has no door for them: they find the tablet where
// React keeps it, in the same build that goes to the tablets.

declare global {
  interface Window {
    khopTablet?: Tablet;
    /** Resolves when the rig has heard. */
    khopSaved?: (entry: string) => Promise<void>;
  }
}

/** Waits until the page has opened its ledger, and leaves the tablet at `window.khopTablet`. */
export async function reachTablet(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    type Fiber = {
      memoizedProps: { value?: unknown } | null;
      child: Fiber | null;
      sibling: Fiber | null;
      stateNode: { current?: Fiber } | null;
    };
    const root = document.getElementById('root');
    const key = Object.keys(root ?? {}).find((each) => each.startsWith('__reactContainer$'));
    const host = (root as unknown as Record<string, Fiber>)[key ?? ''];
    const left = [host?.stateNode?.current ?? null];
    while (left.length > 0) {
      const fiber = left.pop();
      if (!fiber) continue;
      const value = fiber.memoizedProps?.value;
      if (typeof value === 'object' && value !== null && 'sendNow' in value && 'record' in value) {
        window.khopTablet = value as Tablet;
        return true;
      }
      left.push(fiber.sibling, fiber.child);
    }
    return false;
  });
}

/** Opens the page and unlocks it. */
export async function openTabletPage(page: Page, pin: string, path = '/'): Promise<void> {
  await page.goto(path);
  await reachTablet(page);
  await page.evaluate(async (typed) => {
    const tablet = window.khopTablet;
    const state = tablet?.state.get();
    if (state?.at !== 'locked') throw new Error(`the tablet is ${state?.at}`);
    const [operator] = state.operators;
    const answer = await tablet?.unlock(operator?.id ?? '', typed);
    if (!answer?.ok) throw new Error('the PIN does not open the tablet');
    await tablet?.settled();
  }, pin);
}

/** What happens to a page's saves: `entry` was called saved, told outside of the page. */
export async function hearSaves(page: Page, onSaved: (entry: string) => void): Promise<void> {
  await page.exposeFunction('khopSaved', onSaved);
}

/**
 * Begins to save, one person and one dose after the other in `lanes` at once, and goes on until the
 * page ends or `most` doses were saved. `first`: number of the first person, so that no two are alike.
 */
export function beginSaving(
  page: Page,
  { first, most, lanes }: { first: number; most: number; lanes: number },
): Promise<void> {
  return page.evaluate(saveMany, { first, most, lanes, samples: SAMPLES });
}

const SAMPLES = { dose: sampleDose, identity: sampleIdentity, registration: sampleRegistration() };

type Saving = { first: number; most: number; lanes: number; samples: typeof SAMPLES };

// Runs in the page, so it stands alone.
async function saveMany({ first, most, lanes, samples }: Saving): Promise<void> {
  const tablet = window.khopTablet;
  const tell = window.khopSaved;
  const state = tablet?.state.get();
  if (tablet === undefined || tell === undefined || state?.at !== 'open') {
    throw new Error('nobody has unlocked this tablet');
  }
  const { site, operator } = state;
  let next = first;
  // A lane goes on when the rig has heard: what it has not heard is one save a lane, however fast.
  async function lane() {
    while (tablet && tell && next < first + most) {
      const nth = next++;
      const person = tablet.newId();
      // A foreigner: no database is asked, so the rig measures the tablet alone.
      const number = { kind: 'passport' as const, value: `P${String(nth).padStart(7, '0')}` };
      const fullName = `Kiểm Thử Số ${nth}`;
      const identity = { ...samples.identity, fullName, number, nationality: 'LA' };
      const registration = { ...samples.registration, identity, site: site.id };
      await tell((await tablet.record('person-registered', person, registration)).id);
      const dose = {
        ...samples.dose,
        injectedAt: new Date(tablet.now()).toISOString(),
        site: site.id,
        vaccinator: operator.id,
      };
      await tell((await tablet.record('dose-recorded', person, { dose })).id);
    }
  }
  await Promise.all(Array.from({ length: lanes }, () => lane()));
}

/** One entry as the ledger holds it. */
export type Held = { journal: string; seq: number; id: string; kind: string; hasBody: boolean };

/** The ledger as it lies in IndexedDB, past everything the client believes. */
export function readLedger(page: Page): Promise<Held[]> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await done(indexedDB.open('khop-ledger'));
    try {
      const reads = database.transaction(['entries', 'bodies']);
      const [rows, bodies] = await Promise.all([
        done(reads.objectStore('entries').getAll()),
        done(reads.objectStore('bodies').getAllKeys()),
      ]);
      const withBody = new Set(bodies.map(String));
      return rows.map(({ journal, seq, id, kind }) => {
        return { journal, seq, id, kind, hasBody: withBody.has(String([journal, seq])) };
      });
    } finally {
      database.close();
    }
  });
}

/** Has the unlocked tablet send until nothing waits; answers how many it could not send. */
export function sendAll(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const tablet = window.khopTablet;
    for (let tries = 0; tries < 20; tries++) {
      tablet?.sendNow();
      await tablet?.settled();
      if (tablet?.status.get().waiting === 0) return 0;
    }
    return tablet?.status.get().waiting ?? -1;
  });
}
