import { type Decoder, decoder as tabletDecoder } from './decoder.ts';

/** Longest side of a photo handed to the decoder; a phone's own photo is far larger than it needs. */
const LONGEST = 2560;

/**
 * Reads the code in a photo or a picture file: the way out where the live camera fails (UX15). Null
 * where there is none or the file is no picture. Throws DecoderTrouble.
 */
export async function decodePhoto(
  file: Blob,
  decoder: Decoder = tabletDecoder,
): Promise<{ bytes: Uint8Array } | null> {
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file);
  } catch {
    return null;
  }
  const longest = Math.max(picture.width, picture.height);
  if (longest > LONGEST) {
    const whole = picture;
    const resizeWidth = Math.round((whole.width * LONGEST) / longest);
    const resizeHeight = Math.round((whole.height * LONGEST) / longest);
    picture = await createImageBitmap(whole, { resizeWidth, resizeHeight, resizeQuality: 'high' });
    whole.close();
  }
  const { bytes } = await decoder.read(picture, 'photo');
  return bytes ? { bytes } : null;
}
