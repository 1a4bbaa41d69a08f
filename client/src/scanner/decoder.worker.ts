import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import type { DecoderAnswer, DecoderAsk } from './decoder.ts';
import { openFrameReader } from './frame-reader.ts';
import { type Luma, lumaOfRgba } from './luma.ts';
import { openZxing } from './zxing-reader.ts';

/** The decoding worker: it owns the wasm and the passes; pictures come in, readings go out. */
const scope = self as unknown as {
  onmessage: ((event: MessageEvent<DecoderAsk>) => void) | null;
  postMessage: (answer: DecoderAnswer) => void;
};

// biome-ignore lint/plugin: a worker's entry is its main; the clock is handed on from here.
const now = () => performance.now();

const reading = openZxing(wasmUrl).then((zxing) => openFrameReader(zxing, now));
const canvas = new OffscreenCanvas(1, 1);

function greysOf(picture: ImageBitmap): Luma {
  const { width, height } = picture;
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no 2d canvas in the decoding worker');
  context.drawImage(picture, 0, 0);
  picture.close();
  return lumaOfRgba(context.getImageData(0, 0, width, height).data, width, height);
}

scope.onmessage = async ({ data: ask }) => {
  try {
    const read = await reading;
    if (ask.kind === 'warm') return scope.postMessage({ kind: 'ready', id: ask.id });
    const begin = now();
    const frame = read(greysOf(ask.picture), ask.mode);
    scope.postMessage({ kind: 'reading', id: ask.id, reading: { ...frame, ms: now() - begin } });
  } catch {
    scope.postMessage({ kind: 'broken', id: ask.id });
  }
};
