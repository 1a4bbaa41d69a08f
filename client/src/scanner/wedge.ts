/** What is needed of a key event. `timeMs` is the event's own timeStamp. */
export type WedgeKey = { key: string; code: string; shiftKey: boolean; timeMs: number };

/**
 * A hand scanner that types (keyboard wedge): `idle`, or a burst that may become a scan. Plain data;
 * `stepWedge` is the only thing that changes it.
 */
export type WedgeState = { text: string; keys: number; lastMs: number };
export const WEDGE_IDLE: WedgeState = { text: '', keys: 0, lastMs: Number.NEGATIVE_INFINITY };

/** Keys of a burst follow one another faster than this; no hand types so. */
export const BURST_GAP_MS = 50;
/** A card or one of our own codes is never shorter; two fast keys of a person are. */
const LEAST_KEYS = 6;
/** A hostile code may hold no more than this (SAFETY 2). */
const MOST_KEYS = 4096;

const DIGIT_CODE = /^(?:Digit|Numpad)([0-9])$/;
const LETTER_CODE = /^Key([A-Z])$/;
/** Signs of our records by their place on a US board, plain and with shift. */
const SIGNS: Record<string, readonly [string, string]> = {
  Backslash: ['\\', '|'],
  Comma: [',', '<'],
  Minus: ['-', '_'],
  Period: ['.', '>'],
  Slash: ['/', '?'],
  Space: [' ', ' '],
};

/**
 * The character a key stands for. Digits are read from the key's place on the board: a Vietnamese
 * layout puts ă, â, ê and tone marks there, VNI takes them as marks. Where an input method hides
 * `key` ("Process"), letters and signs are read from their place too. Otherwise `key` is right.
 */
export function characterOf({ key, code, shiftKey }: WedgeKey): string {
  const digit = DIGIT_CODE.exec(code)?.[1];
  if (digit !== undefined && !shiftKey) return digit;
  if (key.length === 1) return key;
  const letter = LETTER_CODE.exec(code)?.[1];
  if (letter !== undefined) return shiftKey ? letter : letter.toLowerCase();
  return SIGNS[code]?.[shiftKey ? 1 : 0] ?? digit ?? '';
}

/** Modifier keys come between the characters of a burst and mean nothing by themselves. */
const isModifier = (key: string) =>
  key === 'Shift' || key === 'Control' || key === 'Alt' || key === 'AltGraph' || key === 'CapsLock';

export type WedgeStep = {
  state: WedgeState;
  /** The text of a whole scan, when this key ended one. */
  scanned: string | null;
  /** Whether the key belongs to a burst, so that it should not also land in a field. */
  isBurst: boolean;
};

/**
 * One key further. A burst is a run of keys less than 50 ms apart; Enter or Tab ends it. A slow key
 * starts anew, so a person's typing never becomes a scan.
 */
export function stepWedge(state: WedgeState, key: WedgeKey): WedgeStep {
  const isFast = key.timeMs - state.lastMs < BURST_GAP_MS;
  const going = isFast ? state : WEDGE_IDLE;
  if (isModifier(key.key))
    return {
      state: isFast ? { ...going, lastMs: key.timeMs } : WEDGE_IDLE,
      scanned: null,
      isBurst: false,
    };
  const isEnd =
    key.code === 'Enter' ||
    key.code === 'NumpadEnter' ||
    key.code === 'Tab' ||
    key.key === 'Enter' ||
    key.key === 'Tab';
  if (isEnd) {
    const isScan = going.keys >= LEAST_KEYS && going.keys <= MOST_KEYS;
    return { state: WEDGE_IDLE, scanned: isScan ? going.text : null, isBurst: isScan };
  }
  const character = characterOf(key);
  const next = { text: going.text + character, keys: going.keys + 1, lastMs: key.timeMs };
  const kept = next.keys > MOST_KEYS ? { ...next, text: '' } : next;
  return { state: kept, scanned: null, isBurst: next.keys >= LEAST_KEYS };
}
