import type { Store } from '../store/store.ts';

export type OnMoved = (scope: string, head: number) => void;

export type Hints = {
  subscribe(scopes: readonly string[], onMoved: OnMoved): () => void;
  close(): void;
};

/** After a hint a scope is quiet for so long; what moves meanwhile is told once, at its end. */
const QUIET_MS = 250;

/**
 * One ear at the store for all who listen. Told by scope, so that a commit costs what it moved and
 * not what all tablets of the country are subscribed to.
 */
export function openHints(store: Pick<Store, 'listen'>): Hints {
  const listeners = new Map<string, Set<OnMoved>>();
  const quiet = new Map<string, { timer: NodeJS.Timeout; head: number | null }>();

  function tell(scope: string, head: number): void {
    for (const onMoved of listeners.get(scope) ?? []) onMoved(scope, head);
    const timer = setTimeout(() => wake(scope), QUIET_MS);
    timer.unref();
    quiet.set(scope, { timer, head: null });
  }

  function wake(scope: string): void {
    const head = quiet.get(scope)?.head ?? null;
    quiet.delete(scope);
    if (head !== null) tell(scope, head);
  }

  const deafen = store.listen((moved) => {
    for (const [scope, head] of moved) {
      if (!listeners.has(scope)) continue;
      const pause = quiet.get(scope);
      if (pause === undefined) tell(scope, head);
      else pause.head = head;
    }
  });

  return {
    subscribe(scopes, onMoved) {
      for (const scope of scopes) {
        const all = listeners.get(scope) ?? new Set();
        listeners.set(scope, all.add(onMoved));
      }
      return () => {
        for (const scope of scopes) {
          const all = listeners.get(scope);
          all?.delete(onMoved);
          if (all?.size === 0) listeners.delete(scope);
        }
      };
    },
    close() {
      deafen();
      for (const { timer } of quiet.values()) clearTimeout(timer);
      quiet.clear();
    },
  };
}
