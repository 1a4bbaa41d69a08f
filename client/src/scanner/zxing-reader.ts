import { prepareZXingModule, type ZXingReaderModule } from 'zxing-wasm/reader';
import type { Luma } from './luma.ts';
import type { Corners } from './qr/grid.ts';

/**
 * One look of zxing at a picture: the bytes it read; or where a code lies that it could not read,
 * its corners in that picture's pixels and its modules on a side; or neither.
 */
export type ZxingLook = {
  bytes: Uint8Array | null;
  place: { corners: Corners; size: number } | null;
};
const NOTHING: ZxingLook = { bytes: null, place: null };
export type ZxingReader = (picture: Luma, effort: 'fast' | 'hard') => ZxingLook;

const OPTIONS: Parameters<ZXingReaderModule['readBarcodesFromPixmap']>[3] = {
  // 'QRCode' would take Micro QR in as well, which once read a phantom out of card text.
  formats: 'QRCodeModel2',
  tryHarder: false,
  tryRotate: false,
  tryInvert: false,
  tryDownscale: false,
  tryDenoise: false,
  binarizer: 0,
  isPure: false,
  downscaleThreshold: 500,
  downscaleFactor: 3,
  minLineCount: 2,
  maxNumberOfSymbols: 1,
  validateOptionalChecksum: false,
  // A symbol that was found but not repaired still tells where it lies.
  returnErrors: true,
  eanAddOnSymbol: 0,
  textMode: 0,
  characterSet: 0,
  tryCode39ExtendedMode: false,
};

/** The parts of an Emscripten module that zxing-wasm's own types leave to a package we do not need. */
type Heap = {
  HEAPU8: Uint8Array;
  _malloc: (size: number) => number;
  _free: (at: number) => void;
};
type Vector = { size: () => number; delete?: () => void };

/**
 * Starts zxing's wasm from `wasm` (its bytes, or the address of the very file this JS belongs to:
 * the library would otherwise fetch one from a public CDN and fail without a network). Throws where
 * the wasm cannot be had.
 */
export async function openZxing(wasm: string | ArrayBuffer): Promise<ZxingReader> {
  const overrides = typeof wasm === 'string' ? { locateFile: () => wasm } : { wasmBinary: wasm };
  const zxing = (await prepareZXingModule({
    overrides,
    fireImmediately: true,
  })) as ZXingReaderModule & Heap;
  return (picture, effort) => {
    const at = zxing._malloc(picture.data.length);
    if (at === 0) return NOTHING;
    try {
      zxing.HEAPU8.set(picture.data, at);
      const options = { ...OPTIONS, tryHarder: effort === 'hard' };
      const found = zxing.readBarcodesFromPixmap(at, picture.width, picture.height, options);
      const first = found.size() > 0 ? found.get(0) : undefined;
      (found as Vector).delete?.();
      if (!first) return NOTHING;
      const { topLeft, topRight, bottomRight, bottomLeft } = first.position;
      const corners: Corners = [topLeft, topRight, bottomRight, bottomLeft];
      const place = { corners, size: first.symbol.width };
      return { bytes: first.isValid ? first.bytes.slice() : null, place };
    } finally {
      zxing._free(at);
    }
  };
}
