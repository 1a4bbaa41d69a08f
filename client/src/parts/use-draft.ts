import { useEffect, useState } from 'react';
import { useTablet } from '../deps.tsx';

/**
 * What was being filled in under `key` before a lock, a crash or an update (UX18): `undefined` until
 * it has been read, then its value or null. Read once; the form goes on from there by itself.
 */
export function useDraft(key: string): { value: unknown } | undefined {
  const { drafts } = useTablet();
  const [found, setFound] = useState<{ key: string; value: unknown }>();
  useEffect(() => {
    let isStale = false;
    drafts.read(key).then(
      (value) => {
        if (!isStale) setFound({ key, value });
      },
      () => {
        // A draft that cannot be read is an empty form, not a closed door.
        if (!isStale) setFound({ key, value: null });
      },
    );
    return () => {
      isStale = true;
    };
  }, [drafts, key]);
  return found?.key === key ? found : undefined;
}
