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
    const attention: Attention = {
      lastTouchMs: tablet.now(),
      hiddenSinceMs: document.hidden ? tablet.now() : null,
    };
    const look = () => {
      if (mustLock(attention, tablet.now())) tablet.lock();
    };
    const touch = () => {
      look();
      attention.lastTouchMs = tablet.now();
    };
    const turn = () => {
      look();
      attention.hiddenSinceMs = document.hidden ? tablet.now() : null;
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
