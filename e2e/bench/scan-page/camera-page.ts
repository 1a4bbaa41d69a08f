import { openCamera, type ScanSignal } from '@khop/client/scanner/camera';
import { decoder } from '@khop/client/scanner/decoder';

export type CameraRun = {
  /** From start() to the first code, milliseconds; null where none came. */
  firstCodeMs: number | null;
  /** Codes told while the same card stood before the camera. */
  codes: number;
  /** Most main-thread time of one frame, and the median, milliseconds. */
  frameP50Ms: number;
  frameMaxMs: number;
  /** Live camera tracks after everything was stopped. */
  tracksLeft: number;
  signals: string[];
};

const host = document.getElementById('host') as HTMLElement;
const tracks: MediaStreamTrack[] = [];
const original = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (constraints) => {
  const stream = await original(constraints);
  tracks.push(...stream.getTracks());
  return stream;
};

/** Main-thread tasks of html5-qrcode's loop: everything it does between two of its timers. */
function timeTimers(): number[] {
  const times: number[] = [];
  const plain = window.setTimeout.bind(window);
  const timed = (task: TimerHandler, ms?: number) =>
    plain(() => {
      const begin = performance.now();
      if (typeof task === 'function') task();
      times.push(performance.now() - begin);
    }, ms);
  Object.assign(window, { setTimeout: timed });
  return times;
}

const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));

async function run(lookMs: number): Promise<CameraRun> {
  const signals: string[] = [];
  let firstCodeAt: number | null = null;
  let codes = 0;
  const onSignal = (signal: ScanSignal) => {
    signals.push(signal.kind === 'state' ? signal.state : signal.kind);
    if (signal.kind === 'trouble') signals.push(signal.trouble);
    if (signal.kind !== 'code') return;
    codes++;
    firstCodeAt ??= performance.now();
  };
  await decoder.warm();
  const options = { onSignal, now: () => performance.now() };
  // As React's StrictMode does it: mounted, unmounted and mounted again at once.
  const first = openCamera(host, options);
  void first.start();
  void first.stop();
  const camera = openCamera(host, options);
  const begin = performance.now();
  const frames = timeTimers();
  await camera.start();
  await wait(lookMs);
  void camera.stop();
  void camera.start();
  await camera.stop();
  const sorted = frames.toSorted((a, b) => a - b);
  return {
    firstCodeMs: firstCodeAt === null ? null : firstCodeAt - begin,
    codes,
    frameP50Ms: sorted[sorted.length >> 1] ?? 0,
    frameMaxMs: sorted.at(-1) ?? 0,
    tracksLeft: tracks.filter((track) => track.readyState === 'live').length,
    signals,
  };
}

Object.assign(window, { runCamera: run });
