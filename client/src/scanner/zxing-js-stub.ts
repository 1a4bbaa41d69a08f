/**
 * Stands where html5-qrcode's bundled zxing-js would (an alias in vite.config.ts). Our worker
 * decodes instead, so 280 kB of a second decoder stay out of the tablet. html5-qrcode touches only
 * these names, and only while it builds the decoder object that `camera.ts` replaces; a reader made
 * from here finds nothing.
 */
const names = [
  'QR_CODE',
  'AZTEC',
  'CODABAR',
  'CODE_39',
  'CODE_93',
  'CODE_128',
  'DATA_MATRIX',
  'MAXICODE',
  'ITF',
  'EAN_13',
  'EAN_8',
  'PDF_417',
  'RSS_14',
  'RSS_EXPANDED',
  'UPC_A',
  'UPC_E',
  'UPC_EAN_EXTENSION',
] as const;

export const BarcodeFormat = Object.fromEntries(names.map((name, i) => [name, i]));
export const DecodeHintType = { POSSIBLE_FORMATS: 2, TRY_HARDER: 3 };
