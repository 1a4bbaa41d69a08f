import { useEffect, useEffectEvent } from 'react';

/**
 * J and K go down and up, Enter opens (UX30). Dead where somebody writes or composes, and beside
 * modifier keys, which belong to the browser; Enter on a link or button is that link's own.
 */
export function useRowKeys(keys: { onMove: (step: 1 | -1) => void; onOpen?: () => void }): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest('input, textarea, select, dialog, [contenteditable]')) return;
    const key = event.key.toLowerCase();
    if (key === 'j') keys.onMove(1);
    else if (key === 'k') keys.onMove(-1);
    else if (key === 'enter' && !target?.closest('a, button')) keys.onOpen?.();
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
}
