import { useEffect, useEffectEvent, useState } from 'react';

/**
 * Whole seconds from `seconds` down to 0, waiting while `held`. Counts its own ticks: it needs no
 * clock, and a clock set forward cannot take an undo away. Starts anew when `key` changes.
 */
export function useCountdown(key: string, seconds: number, held: boolean, onOver: () => void) {
  const [count, setCount] = useState({ key, left: seconds });
  if (count.key !== key) setCount({ key, left: seconds });
  const over = useEffectEvent(onOver);
  const { left } = count;

  useEffect(() => {
    if (held || left === 0) return;
    const timer = setTimeout(() => {
      setCount((now) => (now.key === key ? { key, left: now.left - 1 } : now));
      if (left === 1) over();
    }, 1000);
    return () => clearTimeout(timer);
  }, [key, left, held]);
  return left;
}
