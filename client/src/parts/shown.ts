import type { Live } from '../tablet.ts';

/** A value for several screens that lives in memory only and is gone with a reload. */
export function makeShown<T>(first: T): Live<T> & { set(next: T): void } {
  let value = first;
  const listeners = new Set<() => void>();
  return {
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
}
