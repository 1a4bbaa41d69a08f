import { useEffect, useEffectEvent } from 'react';
import { keyOf, type PinKey } from './pin-entry.ts';

/** A keyboard types the PIN wherever the focus is, except inside a box or on a button that wants Enter. */
export function usePinKeys(isLive: boolean, onKey: (key: PinKey) => void, onEnter: () => void) {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const meaning = keyOf(event.key);
    const isInBox = event.target instanceof HTMLInputElement && event.target.type !== 'radio';
    if (meaning === null || isInBox || event.ctrlKey || event.metaKey || event.altKey) return;
    if (meaning === 'enter') {
      if (event.target instanceof HTMLButtonElement || event.target instanceof HTMLAnchorElement)
        return;
      onEnter();
    } else onKey(meaning);
    event.preventDefault();
  });
  useEffect(() => {
    if (!isLive) return;
    const listen = (event: KeyboardEvent) => press(event);
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [isLive]);
}
