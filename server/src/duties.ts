import type { RunningAnchors } from './audit/start-anchors.ts';
import type { RunningCopies } from './backup/start-copies.ts';
import type { Office } from './open-office.ts';

/** What an open office does beside answering; null where it was not told to. */
export type Duties = { copies: RunningCopies | null; anchors: RunningAnchors | null };

export function statesOf({ copies, anchors }: Duties): object {
  return { copies: copies?.state() ?? null, anchors: anchors?.state() ?? null };
}

/** The duties end before the store they work on closes. */
export function withDuties(office: Office, { copies, anchors }: Duties): Office {
  return {
    ...office,
    async stop() {
      await copies?.stop();
      await anchors?.stop();
      await office.stop();
    },
  };
}
