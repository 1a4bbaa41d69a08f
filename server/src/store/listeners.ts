import type { Moved } from './store.ts';

/** Who wants to hear that scopes moved. A listener that throws never hurts the writer. */
export function keepListeners(): {
  listen(listener: (moved: Moved) => void): () => void;
  tell(moved: Moved): void;
} {
  const listeners = new Set<(moved: Moved) => void>();
  return {
    listen(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    tell(moved) {
      if (moved.size === 0) return;
      for (const listener of listeners) queueMicrotask(() => listener(moved));
    },
  };
}
