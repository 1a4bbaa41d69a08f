/** A grey picture: one byte a pixel, 0 black to 255 white, row by row. */
export type Luma = { width: number; height: number; data: Uint8Array };

/** A rectangle in pixels, whole numbers. */
export type Box = { x: number; y: number; width: number; height: number };

/** Greys of RGBA pixels, with the weights the decoder's own front end uses (ITU-R BT.601, ×1024). */
export function lumaOfRgba(rgba: Uint8ClampedArray, width: number, height: number): Luma {
  const data = new Uint8Array(width * height);
  for (let i = 0, p = 0; i < data.length; i++, p += 4) {
    const red = rgba[p] ?? 0;
    const green = rgba[p + 1] ?? 0;
    const blue = rgba[p + 2] ?? 0;
    data[i] = (306 * red + 601 * green + 117 * blue + 512) >> 10;
  }
  return { width, height, data };
}

/** The part of `box` that lies inside the picture. */
export function clampBox(box: Box, picture: { width: number; height: number }): Box {
  const x = Math.max(0, Math.min(picture.width - 1, Math.round(box.x)));
  const y = Math.max(0, Math.min(picture.height - 1, Math.round(box.y)));
  const right = Math.max(x + 1, Math.min(picture.width, Math.round(box.x + box.width)));
  const bottom = Math.max(y + 1, Math.min(picture.height, Math.round(box.y + box.height)));
  return { x, y, width: right - x, height: bottom - y };
}

/** A centred square whose side is `share` of the picture's short side. */
export function centreBox(picture: { width: number; height: number }, share: number): Box {
  const side = Math.round(Math.min(picture.width, picture.height) * share);
  const x = (picture.width - side) >> 1;
  const y = (picture.height - side) >> 1;
  return { x, y, width: side, height: side };
}

/** `box` of the picture, `scale` times as large, bilinear. Scale 1 copies. */
export function cropScaled(source: Luma, box: Box, scale: number): Luma {
  const { x: left, y: top, width: boxWidth, height: boxHeight } = clampBox(box, source);
  const width = Math.max(1, Math.round(boxWidth * scale));
  const height = Math.max(1, Math.round(boxHeight * scale));
  const out = new Uint8Array(width * height);
  const columns = new Int32Array(width);
  const shares = new Int32Array(width);
  for (let x = 0; x < width; x++) {
    const at = Math.max(0, Math.min(boxWidth - 1, (x + 0.5) / scale - 0.5));
    columns[x] = Math.min(Math.floor(at), Math.max(0, boxWidth - 2));
    shares[x] = Math.round((at - (columns[x] ?? 0)) * 256);
  }
  const step = boxWidth > 1 ? 1 : 0;
  const { data } = source;
  for (let y = 0; y < height; y++) {
    const at = Math.max(0, Math.min(boxHeight - 1, (y + 0.5) / scale - 0.5));
    const row = Math.min(Math.floor(at), Math.max(0, boxHeight - 2));
    const down = Math.round((at - row) * 256);
    const above = (top + row) * source.width + left;
    const below = boxHeight > 1 ? above + source.width : above;
    for (let x = 0, o = y * width; x < width; x++, o++) {
      const column = columns[x] as number;
      const right = shares[x] as number;
      const a = data[above + column] as number;
      const b = data[above + column + step] as number;
      const c = data[below + column] as number;
      const d = data[below + column + step] as number;
      const upper = a * (256 - right) + b * right;
      const lower = c * (256 - right) + d * right;
      out[o] = (upper * (256 - down) + lower * down + 32768) >> 16;
    }
  }
  return { width, height, data: out };
}
