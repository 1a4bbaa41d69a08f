import type { Live } from '../tablet.ts';

/** A `Live` value and the hand that changes it. Setting the same value again tells nobody. */
export function makeLive<T>(initial: T): Live<T> & { set(value: T): void } {
  let current = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => current,
    subscribe(onChange) {
      listeners.add(onChange);
      return () => {
        listeners.delete(onChange);
      };
    },
    set(value) {
      if (Object.is(value, current)) return;
      current = value;
      for (const onChange of [...listeners]) onChange();
    },
  };
}
