import { useEffect } from 'react';
import { useTablet } from '../deps.tsx';
import { type Attention, mustLock } from './auto-lock.ts';

const touches = ['pointerdown', 'keydown', 'input', 'wheel'] as const;
const LOOK_MS = 5_000;

/** Locks an open tablet that nobody touches or sees. The camera counts as use only while hands move. */
export function useAutoLock(isOpen: boolean): void {
  const tablet = useTablet();
  useEffect(() => {
    if (!isOpen) return;
    const now = () => ({ wallMs: tablet.clock.now(), mono: tablet.clock.mono() });
    const hiddenNow = () => (document.hidden ? now() : null);
    const attention: Attention = { touched: now(), hidden: hiddenNow() };
    const look = () => {
      if (mustLock(attention, now())) tablet.lock();
    };
    const touch = () => {
      look();
      attention.touched = now();
    };
    const turn = () => {
      look();
      attention.hidden = hiddenNow();
    };
    for (const kind of touches) addEventListener(kind, touch, { capture: true, passive: true });
    document.addEventListener('visibilitychange', turn);
    const timer = setInterval(look, LOOK_MS);
    return () => {
      for (const kind of touches) removeEventListener(kind, touch, { capture: true });
      document.removeEventListener('visibilitychange', turn);
      clearInterval(timer);
    };
  }, [tablet, isOpen]);
}
