export const LONGEST_PIN = 20;
/** Dots shown before anything is typed: the least a PIN may have. */
export const SHORTEST_PIN = 8;

export type PinKey = { digit: string } | 'back' | 'clear';

/** The digits after one more key; what is no digit changes nothing, and nothing is taken beyond 20. */
export function pressKey(pin: string, key: PinKey): string {
  if (key === 'clear') return '';
  if (key === 'back') return pin.slice(0, -1);
  if (!/^\d$/.test(key.digit) || pin.length >= LONGEST_PIN) return pin;
  return pin + key.digit;
}

/** What a hardware key means on the pad; `null`: the key is somebody else's. */
export function keyOf(key: string): PinKey | 'enter' | null {
  if (/^\d$/.test(key)) return { digit: key };
  if (key === 'Backspace') return 'back';
  if (key === 'Delete' || key === 'Escape') return 'clear';
  return key === 'Enter' ? 'enter' : null;
}
