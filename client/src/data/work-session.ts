import type { Id } from '@khop/shared/ids';
import type { WorkSession } from '../tablet.ts';
import { putMeta } from './device.ts';
import { type Ledger, readMeta } from './ledger.ts';
import { makeLive } from './live.ts';
import type { RegisterClient } from './register/client.ts';

const KEY = 'work-session';

/** The session chosen on this tablet; its record follows the register, and is away while locked. */
export function makeWorkSession(ledger: Ledger, register: RegisterClient) {
  const live = makeLive<WorkSession>(null);
  let chosen: Id | null = null;

  async function look() {
    const id = chosen;
    const record = id === null ? null : await register.screens.session(id);
    const before = live.get();
    if (id !== chosen) return;
    if (id === null || record === null) live.set(null);
    else if (before?.id !== id || before.record.applied.length !== record.applied.length) {
      live.set({ id, record });
    }
  }

  register.screens.version.subscribe(() => void look());
  return {
    live,
    async restore() {
      chosen = await ledger.run((db) => readMeta<Id>(db, KEY));
      await look();
    },
    async choose(id: Id | null) {
      await putMeta(ledger, KEY, id);
      chosen = id;
      await look();
    },
    /** The keys are gone, and with them what the session says. */
    hide() {
      live.set(null);
    },
  };
}
