import type { CardReading } from '@khop/shared/id-card';
import { addKey, type KeyStroke, readWedgeScan } from '@khop/shared/id-card-wedge';
import { dayOf } from '@khop/shared/time';
import { useEffect, useEffectEvent } from 'react';
import { useTablet } from '../deps.tsx';
import { stepWedge, WEDGE_IDLE } from '../scanner/wedge.ts';

/**
 * A hand scanner anywhere on the screen (UX16): a burst of keys ending in Enter. Its keys are kept
 * from the boxes as soon as they are known for a burst; the first few may already stand in one.
 */
export function useWedge(onScan: (reading: CardReading) => void): void {
  const tablet = useTablet();
  const take = useEffectEvent((keys: { typed: string; byCode: string }) =>
    onScan(readWedgeScan(keys, dayOf(tablet.now()))),
  );
  useEffect(() => {
    let keys: KeyStroke[] = [];
    let burst = WEDGE_IDLE;
    const listen = (event: KeyboardEvent) => {
      const { key, code, shiftKey, altKey, timeStamp } = event;
      const step = stepWedge(burst, { key, code, shiftKey, timeMs: timeStamp });
      burst = step.state;
      if (step.isBurst) event.preventDefault();
      if (['Shift', 'Control', 'Alt', 'AltGraph', 'CapsLock'].includes(key)) return;
      const stroke = { key, code, shift: shiftKey, alt: altKey, atMs: timeStamp };
      const added = addKey(keys, stroke);
      keys = added.keys;
      if (added.scan === null) return;
      event.preventDefault();
      event.stopPropagation();
      take(added.scan);
    };
    addEventListener('keydown', listen, { capture: true });
    return () => removeEventListener('keydown', listen, { capture: true });
  }, []);
}
