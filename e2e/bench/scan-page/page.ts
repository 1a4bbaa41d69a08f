import { type Decoder, openDecoder, startDecoderWorker } from '@khop/client/scanner/decoder';
import type { ReadMode } from '@khop/client/scanner/frame-reader';
import { readText } from '@khop/client/scanner/read-text';
import { paintBlank } from './blank-frame.ts';

/** What one picture gave. `payload` is null where nothing was read or the bytes are no UTF-8. */
export type PageReading = { wasRead: boolean; payload: string | null; by: string; ms: number };

export type BenchPage = {
  /** A decoder with nothing learnt, wasm warm. */
  fresh: () => Promise<void>;
  readPicture: (address: string, mode: ReadMode) => Promise<PageReading>;
  /** The reading of code-free frame number `seed`. */
  readBlank: (seed: number, mode: ReadMode) => Promise<PageReading>;
};

let decoder: Decoder = openDecoder(startDecoderWorker);

/** Timed from the handing over of camera-like pixels to the answer; JPEG decoding is not counted. */
async function read(picture: ImageBitmap, mode: ReadMode): Promise<PageReading> {
  const begin = performance.now();
  const { bytes, by } = await decoder.read(picture, mode);
  const ms = performance.now() - begin;
  return { wasRead: bytes !== null, payload: bytes ? readText(bytes) : null, by, ms };
}

const page: BenchPage = {
  fresh: async () => {
    decoder.close();
    decoder = openDecoder(startDecoderWorker);
    await decoder.warm();
  },
  readPicture: async (address, mode) => {
    const reply = await fetch(address);
    return read(await createImageBitmap(await reply.blob()), mode);
  },
  readBlank: async (seed, mode) => read(paintBlank(seed), mode),
};

Object.assign(window, { bench: page });
