import type { Id } from '@khop/shared/ids';
import type { Instant } from '@khop/shared/time';
import { makeShown } from './shown.ts';

/** What was just recorded, for the ten seconds in which one tap takes it back (UX24). */
export type LastSaved =
  | {
      kind: 'dose';
      person: Id;
      dose: Id;
      fullName: string;
      ordinal: number;
      vaccine: string;
      lot: string;
      vial: string | null;
      savedAt: Instant;
      /** The form as it was, given back on undo. */
      draft: unknown;
    }
  | { kind: 'no-dose'; person: Id; entry: Id; fullName: string; savedAt: Instant };

/** In memory only: it names a person, and is gone with the lock or a reload. */
export const lastSaved = makeShown<LastSaved | null>(null);
