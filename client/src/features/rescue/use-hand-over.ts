import { useEffect, useState } from 'react';
import { StorageTrouble } from '../../data/storage-trouble.ts';
import { useTablet } from '../../deps.tsx';
import type { RescueFile } from '../../rescue.ts';

/**
 * The file, made before anybody taps: a browser shares and saves only in the seconds after a tap.
 * Made anew whenever more or less is waiting.
 */
export function useHandOver(waiting: number): { file: RescueFile | null; isFailed: boolean } {
  const { rescue } = useTablet();
  const [made, setMade] = useState<{ file: RescueFile | null; isFailed: boolean }>({
    file: null,
    isFailed: false,
  });
  const [failure, setFailure] = useState<{ error: unknown } | null>(null);
  useEffect(() => {
    let isStale = false;
    async function make() {
      if (waiting === 0) return { file: null, isFailed: false };
      try {
        return { file: await rescue.handOver(), isFailed: false };
      } catch (error) {
        if (!(error instanceof StorageTrouble)) throw error;
        return { file: null, isFailed: true };
      }
    }
    make().then(
      (next) => {
        if (!isStale) setMade(next);
      },
      (error: unknown) => setFailure({ error }),
    );
    return () => {
      isStale = true;
    };
  }, [rescue, waiting]);
  if (failure !== null) throw failure.error;
  return made;
}
