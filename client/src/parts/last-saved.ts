import type { Id } from '@khop/shared/ids';
import type { Instant } from '@khop/shared/time';
import type { Live } from '../tablet.ts';

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

let value: LastSaved | null = null;
const listeners = new Set<() => void>();

/** In memory only: it names a person, and is gone with the lock or a reload. */
export const lastSaved: Live<LastSaved | null> & { set(next: LastSaved | null): void } = {
  get: () => value,
  set(next) {
    value = next;
    for (const listener of listeners) listener();
  },
  subscribe(onChange) {
    listeners.add(onChange);
    return () => listeners.delete(onChange);
  },
};
