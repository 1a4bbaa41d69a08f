import { useEffect } from 'react';
import { useTablet } from '../deps.tsx';

/** Has the tablet look how much room there is when this screen opens: before the needle, not after it. */
export function useLookAtStorage(): void {
  const tablet = useTablet();
  useEffect(() => {
    // A browser that cannot even say is told by the saves themselves.
    tablet.lookAtStorage().catch(() => undefined);
  }, [tablet]);
}
