import { Html5Qrcode } from 'html5-qrcode/esm/html5-qrcode';
import { type Decoder, DecoderTrouble, type Reading } from './decoder.ts';

/** The object inside html5-qrcode 2.3.8 that decodes its canvas (`scanner.qrcode`). */
type FrameDecoder = {
  decodeAsync: (canvas: HTMLCanvasElement) => Promise<never>;
  decodeRobustlyAsync: (canvas: HTMLCanvasElement) => Promise<never>;
};

/** The private parts of html5-qrcode 2.3.8 we reach into; a test holds them against the package. */
type Inside = {
  qrcode?: FrameDecoder;
  /** What it draws of each frame onto its canvas, in CSS pixels. */
  qrRegion?: { x: number; y: number; width: number; height: number } | null;
};

export type SessionEvents = {
  onReading: (reading: Reading) => void;
  /** The decoding worker fell over. */
  onBroken: () => void;
};

/** One running camera. `close` never throws and always leaves its tracks stopped. */
export type CameraSession = {
  video: HTMLVideoElement;
  track: MediaStreamTrack;
  close: () => Promise<void>;
};

/** Time allowed from the stream's arrival to its first frame. */
const FIRST_FRAME_MS = 8000;
const FRAMES_PER_SECOND = 15;
let lastNumber = 0;

/** Waits for the first frame. html5-qrcode's stop() breaks before that; `isScanning` tells its own view. */
function firstFrame(scanner: Html5Qrcode, video: HTMLVideoElement): Promise<void> {
  if (scanner.isScanning) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('camera gives no picture')), FIRST_FRAME_MS);
    const begun = () => {
      clearTimeout(late);
      // html5-qrcode builds what its stop() takes down in its own listener of this event.
      setTimeout(resolve, 0);
    };
    video.addEventListener('playing', begun, { once: true });
  });
}

function streamOf(video: HTMLVideoElement | null): MediaStream | null {
  return video?.srcObject instanceof MediaStream ? video.srcObject : null;
}

/** Takes the place of html5-qrcode's decoder: it looks at the camera's own pixels, not at the canvas. */
function adapterOver(
  host: HTMLElement,
  decoder: Decoder,
  { onReading, onBroken }: SessionEvents,
): FrameDecoder {
  const decode = async (): Promise<never> => {
    const video = host.querySelector('video');
    if (video && video.videoWidth > 0) {
      try {
        const picture = await createImageBitmap(video);
        onReading(await decoder.read(picture, 'live'));
      } catch (error) {
        if (error instanceof DecoderTrouble) onBroken();
      }
    }
    // html5-qrcode goes on with the next frame after a miss; what was read went to onReading.
    throw 'next';
  };
  return { decodeAsync: decode, decodeRobustlyAsync: decode };
}

/**
 * Opens a camera into a box made by hand inside `host` (React never owns it). Throws whatever
 * html5-qrcode rejects with; nothing is left running then.
 */
export async function openSession(
  host: HTMLElement,
  constraints: MediaTrackConstraints,
  decoder: Decoder,
  events: SessionEvents,
): Promise<CameraSession> {
  const box = host.ownerDocument.createElement('div');
  box.id = `khop-camera-${++lastNumber}`;
  host.append(box);
  const scanner = new Html5Qrcode(box.id, {
    verbose: false,
    useBarCodeDetectorIfSupported: false,
  });
  const inside = scanner as unknown as Inside;
  if (!inside.qrcode) throw new Error('html5-qrcode is not the release we know');
  inside.qrcode = adapterOver(box, decoder, events);

  const close = async () => {
    const stream = streamOf(box.querySelector('video'));
    try {
      await scanner.stop();
    } catch {
      // A wedged instance is thrown away; its tracks are stopped below all the same.
    }
    for (const track of stream?.getTracks() ?? []) track.stop();
    box.remove();
  };
  try {
    const config = { fps: FRAMES_PER_SECOND, disableFlip: true, videoConstraints: constraints };
    await scanner.start({ facingMode: 'environment' }, config, () => {}, undefined);
    const video = box.querySelector('video');
    const track = streamOf(video)?.getVideoTracks()[0];
    if (!video || !track) throw new Error('camera gives no stream');
    await firstFrame(scanner, video);
    // Nobody looks at its canvas any more: one pixel of it is enough, and costs nothing.
    inside.qrRegion = { x: 0, y: 0, width: 1, height: 1 };
    return { video, track, close };
  } catch (error) {
    await close();
    throw error;
  }
}
