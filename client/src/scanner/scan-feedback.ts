/** How a scan ended, for ear and hand (UX44): found · already done · unknown or contraindicated. */
export type ScanOutcome = 'found' | 'done' | 'stop';

type Tone = { hertz: number; ms: number; pauseMs: number };

const TONES: Record<ScanOutcome, readonly Tone[]> = {
  found: [{ hertz: 1320, ms: 90, pauseMs: 0 }],
  done: [
    { hertz: 880, ms: 90, pauseMs: 70 },
    { hertz: 880, ms: 90, pauseMs: 0 },
  ],
  stop: [{ hertz: 220, ms: 450, pauseMs: 0 }],
};

export const VIBRATIONS: Record<ScanOutcome, readonly number[]> = {
  found: [60],
  done: [80, 60, 80],
  stop: [300],
};

export type ScanFeedback = {
  /** Call within the first tap: browsers allow sound only after one. */
  unlock: () => void;
  give: (outcome: ScanOutcome) => void;
};

function sound(audio: AudioContext, tones: readonly Tone[]): void {
  let at = audio.currentTime + 0.01;
  for (const { hertz, ms, pauseMs } of tones) {
    const voice = audio.createOscillator();
    const level = audio.createGain();
    const end = at + ms / 1000;
    voice.type = 'triangle';
    voice.frequency.value = hertz;
    // Short ramps: a tone that starts at full height clicks.
    level.gain.setValueAtTime(0, at);
    level.gain.linearRampToValueAtTime(0.5, at + 0.01);
    level.gain.setValueAtTime(0.5, end - 0.02);
    level.gain.linearRampToValueAtTime(0, end);
    voice.connect(level).connect(audio.destination);
    voice.start(at);
    voice.stop(end);
    at = end + pauseMs / 1000;
  }
}

/**
 * Tone and vibration. Tones are made, not fetched: nothing to load, nothing to be missing offline.
 * `isMuted` is asked each time (a setting); vibration stays on when muted.
 */
export function openScanFeedback(
  newAudio: () => AudioContext,
  vibrate: (pattern: number[]) => void,
  isMuted: () => boolean,
): ScanFeedback {
  let audio: AudioContext | null = null;
  return {
    unlock: () => {
      audio ??= newAudio();
      if (audio.state === 'suspended') audio.resume().catch(() => undefined);
    },
    give: (outcome) => {
      vibrate([...VIBRATIONS[outcome]]);
      if (audio && !isMuted()) sound(audio, TONES[outcome]);
    },
  };
}
