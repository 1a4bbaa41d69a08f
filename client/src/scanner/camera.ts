import { cameraQueue } from './camera-queue.ts';
import { type CameraSession, openSession } from './camera-session.ts';
import {
  applyIfAble,
  askForSmallerFrames,
  type CameraCapabilities,
  cameraIds,
  capabilitiesOf,
  focusContinuously,
} from './camera-track.ts';
import { type Decoder, type Reading, decoder as tabletDecoder } from './decoder.ts';
import { type CameraTrouble, openLiveSignals, type ScanSignal } from './live-signals.ts';
import { keepAwake } from './wake-lock.ts';
import { watchPage, watchSession } from './watch-camera.ts';

export type { CameraCapabilities } from './camera-track.ts';
export type { CameraState, CameraTrouble, ScanSignal } from './live-signals.ts';

export type CameraOptions = {
  onSignal: (signal: ScanSignal) => void;
  /** Milliseconds, never going back. */
  now: () => number;
  /** The lens chosen last time on this tablet. */
  rememberedCameraId?: string | null;
  decoder?: Decoder;
};

/** The scanner's camera. Every method may be called at any time and in any order. */
export type Camera = {
  start: () => Promise<void>;
  stop: () => Promise<void>;
  restart: () => Promise<void>;
  /** Goes to the next lens. Answers its id, to be remembered, or null where there is no other. */
  switchCamera: () => Promise<string | null>;
  /** Both answer whether the camera took it. */
  setTorch: (on: boolean) => Promise<boolean>;
  setZoom: (value: number) => Promise<boolean>;
  capabilities: () => CameraCapabilities;
  /** The running lens. */
  cameraId: () => string | null;
};

const PICTURE = { width: { ideal: 1920 }, height: { ideal: 1080 } };

async function troubleOf(devices: MediaDevices): Promise<CameraTrouble> {
  const all = await devices.enumerateDevices();
  if (!all.some((device) => device.kind === 'videoinput')) return 'absent';
  try {
    const permission = await navigator.permissions.query({ name: 'camera' as PermissionName });
    return permission.state === 'granted' ? 'busy' : 'denied';
  } catch {
    return 'denied';
  }
}

/** A camera over `host`, an element that has a width on the screen. Nothing runs before start(). */
export function openCamera(host: HTMLElement, options: CameraOptions): Camera {
  const { onSignal, now, decoder = tabletDecoder } = options;
  let chosenId = options.rememberedCameraId ?? null;
  let isWanted = false;
  let isReduced = false;
  let session: CameraSession | null = null;
  let releases: (() => void)[] = [];
  let unwatchPage: (() => void) | null = null;

  const close = async () => {
    for (const release of releases) release();
    releases = [];
    const old = session;
    session = null;
    if (!old) return;
    await old.close();
    onSignal({ kind: 'state', state: 'stopped' });
  };

  const open = async (devices: MediaDevices): Promise<CameraSession> => {
    const tell = openLiveSignals(now, onSignal);
    const onReading = (reading: Reading) => {
      if (!isWanted) return;
      tell(reading);
      if (!reading.isSlow || isReduced || !session) return;
      isReduced = true;
      void askForSmallerFrames(session.track);
    };
    const onBroken = () => {
      onSignal({ kind: 'stalled' });
      void cameraQueue(close);
    };
    const known = chosenId && (await cameraIds(devices)).includes(chosenId) ? chosenId : null;
    const lens = known ? { deviceId: { exact: known } } : { facingMode: 'environment' };
    return openSession(host, { ...PICTURE, ...lens }, decoder, { onReading, onBroken });
  };

  const begin = async () => {
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    if (!isWanted || session || document.hidden) return;
    if (!devices?.getUserMedia) return onSignal({ kind: 'trouble', trouble: 'unsupported' });
    onSignal({ kind: 'state', state: 'starting' });
    try {
      session = await open(devices);
    } catch {
      onSignal({ kind: 'state', state: 'stopped' });
      onSignal({ kind: 'trouble', trouble: await troubleOf(devices) });
      return;
    }
    await focusContinuously(session.track);
    const onDead = () => void restart();
    const onStalled = () => onSignal({ kind: 'stalled' });
    releases = [keepAwake(), watchSession(session, { onDead, onStalled })];
    onSignal({ kind: 'state', state: 'running' });
  };

  const reopen = () =>
    cameraQueue(async () => {
      await close();
      await begin();
    });
  const isAlive = () => session?.track.readyState === 'live' && !session.video.paused;
  /**
   * Back in sight: a camera that is gone or dead is opened again, a living one left alone. Asked in
   * the queue: the end of a permission prompt brings the focus back while the camera still starts.
   */
  const revive = () => {
    void cameraQueue(async () => {
      if (!isWanted || isAlive()) return;
      await close();
      await begin();
    });
  };
  const want = () => {
    isWanted = true;
    unwatchPage ??= watchPage({ onHidden: () => void cameraQueue(close), onShown: revive });
  };
  const start = () => {
    want();
    return cameraQueue(begin);
  };
  const restart = () => {
    want();
    return reopen();
  };
  const stop = () => {
    isWanted = false;
    unwatchPage?.();
    unwatchPage = null;
    return cameraQueue(close);
  };

  return {
    start,
    stop,
    restart,
    switchCamera: async () => {
      const ids = await cameraIds(navigator.mediaDevices);
      const current = session?.track.getSettings().deviceId ?? chosenId ?? '';
      const next = ids[(ids.indexOf(current) + 1) % ids.length];
      if (!next || next === current) return null;
      chosenId = next;
      await restart();
      return next;
    },
    setTorch: async (on) => (session ? applyIfAble(session.track, { torch: on }) : false),
    setZoom: async (value) => (session ? applyIfAble(session.track, { zoom: value }) : false),
    capabilities: () => capabilitiesOf(session?.track ?? null),
    cameraId: () => session?.track.getSettings().deviceId ?? null,
  };
}
