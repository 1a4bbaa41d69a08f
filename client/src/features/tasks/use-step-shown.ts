import { type RefObject, useEffect, useRef } from 'react';

/**
 * A step of a screen that came in place of another: it is shown from its top and a reader begins
 * there. A box that took the focus by itself keeps it.
 */
export function useStepShown(step: string): RefObject<HTMLDivElement | null> {
  const frame = useRef<HTMLDivElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    scrollTo(0, 0);
    if (!frame.current?.contains(document.activeElement))
      frame.current?.focus({ preventScroll: true });
  }, [step]);
  return frame;
}
