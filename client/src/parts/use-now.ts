import { useEffect, useState } from 'react';
import { useTablet } from '../deps.tsx';

/** The time in ms as the tablet knows it, read again every `everyMs`; what is drawn from it moves by itself. */
export function useNow(everyMs: number): number {
  const tablet = useTablet();
  const [now, setNow] = useState(() => tablet.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(tablet.now()), everyMs);
    return () => clearInterval(timer);
  }, [tablet, everyMs]);
  return now;
}
