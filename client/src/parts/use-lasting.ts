import { useEffect, useState } from 'react';

/** True once `is` has held for `ms`: what is only not there yet is not called missing. */
export function useLasting(is: boolean, ms: number): boolean {
  const [hasLasted, setLasted] = useState(false);
  if (!is && hasLasted) setLasted(false);
  useEffect(() => {
    if (!is) return;
    const timer = setTimeout(() => setLasted(true), ms);
    return () => clearTimeout(timer);
  }, [is, ms]);
  return is && hasLasted;
}
