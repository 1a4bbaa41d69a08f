import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import {
  type Camera,
  type CameraCapabilities,
  type CameraState,
  type CameraTrouble,
  openCamera,
  type ScanSignal,
} from '../scanner/camera.ts';

type Hint = Extract<ScanSignal, { kind: 'hint' }>['hint'];

/** What the camera is doing, for the screen around it. */
export type CameraView = {
  host: RefObject<HTMLDivElement | null>;
  state: CameraState;
  trouble: CameraTrouble | null;
  isStalled: boolean;
  hint: Hint | null;
  capabilities: CameraCapabilities;
  camera: Camera | null;
};

/** Which lens was chosen last: no personal data, kept beside the look of the screen. */
const LENS = 'khop.camera';
const NOTHING: CameraCapabilities = { torch: false, zoom: null };

/** A camera over `host`, started at once: the tap that led here is the one browsers ask for. */
export function useCamera(onCode: (bytes: Uint8Array) => void): CameraView {
  const host = useRef<HTMLDivElement>(null);
  const [camera, setCamera] = useState<Camera | null>(null);
  const [shown, setShown] = useState<Omit<CameraView, 'host' | 'camera'>>({
    state: 'starting',
    trouble: null,
    isStalled: false,
    hint: null,
    capabilities: NOTHING,
  });

  const hear = useEffectEvent((signal: ScanSignal, capabilities: CameraCapabilities) => {
    switch (signal.kind) {
      case 'code':
        setShown((now) => ({ ...now, hint: null }));
        onCode(signal.bytes);
        break;
      case 'hint':
        setShown((now) => ({ ...now, hint: signal.hint }));
        break;
      case 'state':
        setShown((now) => ({
          ...now,
          state: signal.state,
          capabilities,
          isStalled: false,
          trouble: signal.state === 'running' ? null : now.trouble,
        }));
        break;
      case 'stalled':
        setShown((now) => ({ ...now, isStalled: true }));
        break;
      case 'trouble':
        setShown((now) => ({ ...now, trouble: signal.trouble }));
    }
  });

  useEffect(() => {
    if (host.current === null) return;
    let isOver = false;
    const opened = openCamera(host.current, {
      onSignal: (signal) => {
        if (!isOver) hear(signal, opened.capabilities());
      },
      // Frames are counted against each other only; the page's own time never goes back.
      now: () => document.timeline.currentTime as number,
      rememberedCameraId: localStorage.getItem(LENS),
    });
    setCamera(opened);
    void opened.start();
    return () => {
      isOver = true;
      void opened.stop();
    };
  }, []);
  return { host, camera, ...shown };
}

export function rememberLens(id: string | null): void {
  if (id !== null) localStorage.setItem(LENS, id);
}
