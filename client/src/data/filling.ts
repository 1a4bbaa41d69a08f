import type { Entry } from '@khop/shared/entry';
import { type LoadDeps, loadRegister } from './load.ts';
import type { Opened } from './people.ts';

type FillingDeps = Pick<LoadDeps, 'ledger' | 'cache' | 'register' | 'backlog'> & {
  /** Storage fails while nobody waits for an answer. Bugs are thrown on. */
  onTrouble(error: unknown): void;
};

/** Keeps the register full while somebody has the tablet open, and knows when it is. */
export function makeFilling({ onTrouble, ...parts }: FillingDeps) {
  const { register } = parts;
  /** Which filling counts: a later one, or a lock, makes an earlier one stop. */
  let fillings = 0;
  let own: Promise<unknown> = Promise.resolve();
  let busy: Promise<unknown> = Promise.resolve();

  function track(work: Promise<unknown>) {
    busy = Promise.all([busy, work.catch(onTrouble)]);
  }

  return {
    /** Work in the background that `settled` waits for. */
    track,
    /** Resolves when the own entries are in; the pages come after. */
    async fill({ keys, grant }: Opened): Promise<void> {
      fillings += 1;
      const mine = fillings;
      const loading = loadRegister({
        ...parts,
        key: keys.forRegister,
        site: grant.site?.id ?? null,
        scopes: grant.scopes,
        isWanted: () => fillings === mine,
      });
      own = loading.catch(() => undefined);
      const { rest } = await loading;
      track(rest);
    },
    async empty(): Promise<void> {
      fillings += 1;
      register.setReady(false);
      const closing = register.close();
      register.touch();
      await closing;
    },
    /** An entry just made; after those that are being read from the ledger, so that order holds. */
    add(entry: Entry) {
      track(own.then(() => register.add([entry])).then(() => register.touch()));
    },
    async settled(): Promise<void> {
      for (let seen: unknown = null; seen !== busy; ) {
        seen = busy;
        await busy;
      }
    },
  };
}
