import { openScanFeedback } from '../scanner/scan-feedback.ts';

const KEY = 'khop.muted';

/** Nothing here is about a person, so it may lie in localStorage like the look of the screen. */
export function isMuted(): boolean {
  return localStorage.getItem(KEY) === 'yes';
}

export function setMuted(muted: boolean): void {
  localStorage.setItem(KEY, muted ? 'yes' : 'no');
}

/** Tone and vibration of the tablet's scans; the first tap on "Quét mã" unlocks the sound (UX44). */
export const feedback = openScanFeedback(
  () => new AudioContext(),
  (pattern) => {
    navigator.vibrate?.(pattern);
  },
  isMuted,
);
