import {
  createContext,
  type DependencyList,
  type ReactNode,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import type { Live, Register, Tablet } from './tablet.ts';

const TabletContext = createContext<Tablet | null>(null);

/** Gives the tablet opened in main (or a test's own) to the screens below. */
export function TabletProvider({ tablet, children }: { tablet: Tablet; children: ReactNode }) {
  return <TabletContext value={tablet}>{children}</TabletContext>;
}

export function useTablet(): Tablet {
  const tablet = useContext(TabletContext);
  if (tablet === null) throw new Error('useTablet outside of TabletProvider');
  return tablet;
}

/** The present value; renders again when it changes. */
export function useLive<T>(live: Live<T>): T {
  return useSyncExternalStore(live.subscribe, live.get);
}

/**
 * The register's answer, asked again whenever the register or `deps` change; `undefined` until the
 * first answer. While asking again because the register changed, the previous answer stays.
 *
 * After a change of `deps` the answer to the old question is never shown as the answer to the new
 * one: with a person's id in `deps` that would be the wrong patient. A list that is searched while
 * typing may say `keep` to hold the old rows until the new ones are there.
 */
export function useRegister<T>(
  query: (register: Register) => Promise<T>,
  deps: DependencyList,
  whileAsking: 'blank' | 'keep' = 'blank',
): T | undefined {
  const { register } = useTablet();
  const version = useLive(register.version);
  const [answer, setAnswer] = useState<{ deps: DependencyList; value: T } | null>(null);
  const [failure, setFailure] = useState<{ error: unknown } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the caller lists what `query` depends on
  useEffect(() => {
    let isStale = false;
    query(register).then(
      (value) => {
        if (!isStale) setAnswer({ deps, value });
      },
      (error: unknown) => {
        if (!isStale) setFailure({ error });
      },
    );
    return () => {
      isStale = true;
    };
  }, [register, version, ...deps]);
  if (failure !== null) throw failure.error;
  if (answer === null) return undefined;
  return whileAsking === 'keep' || isSame(answer.deps, deps) ? answer.value : undefined;
}

function isSame(left: DependencyList, right: DependencyList): boolean {
  return left.length === right.length && left.every((each, index) => Object.is(each, right[index]));
}
