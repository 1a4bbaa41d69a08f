import type { Luma } from './luma.ts';

/** One box-blur pass along rows, written transposed, so that two calls blur both ways and turn back. */
function blurRowsTransposed(
  data: Uint8Array,
  width: number,
  height: number,
  radius: number,
): Uint8Array {
  const out = new Uint8Array(data.length);
  const scale = 65536 / (2 * radius + 1);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    const first = data[row] as number;
    const last = data[row + width - 1] as number;
    let sum = first * radius;
    for (let x = 0; x < radius; x++) sum += x < width ? (data[row + x] as number) : last;
    for (let x = 0, o = y; x < width; x++, o += height) {
      sum += x + radius < width ? (data[row + x + radius] as number) : last;
      out[o] = (sum * scale + 32768) / 65536;
      sum -= x >= radius ? (data[row + x - radius] as number) : first;
    }
  }
  return out;
}

/** Blur with a square of side 2·radius+1, twice over (a tent, near enough to a Gaussian). */
export function blur(picture: Luma, radius: number): Luma {
  const { width, height } = picture;
  let { data } = picture;
  for (let round = 0; round < 2; round++) {
    data = blurRowsTransposed(data, width, height, radius);
    data = blurRowsTransposed(data, height, width, radius);
  }
  return { width, height, data };
}

/** Unsharp mask: every pixel moves `amount` times its distance to its surroundings away from them. */
export function unsharp(picture: Luma, amount: number, radius: number): Luma {
  const soft = blur(picture, radius).data;
  const { data } = picture;
  const out = new Uint8ClampedArray(data.length);
  for (let i = 0; i < data.length; i++) {
    const value = data[i] as number;
    out[i] = value + amount * (value - (soft[i] as number));
  }
  return { width: picture.width, height: picture.height, data: new Uint8Array(out.buffer) };
}

/**
 * Local mean and deviation made equal everywhere, so that a shadow or a lamp over half of the card
 * leaves no edge. `radius` in pixels; `floor` is the least deviation taken for a signal (below it
 * is paper grain).
 */
export function flatten(picture: Luma, radius: number, floor: number): Luma {
  const { width, height, data } = picture;
  const out = new Uint8ClampedArray(data.length);
  const sums = new Float64Array(width);
  const squares = new Float64Array(width);
  const addRow = (y: number, sign: number) => {
    for (let x = 0, i = y * width; x < width; x++, i++) {
      const value = data[i] as number;
      sums[x] = (sums[x] as number) + sign * value;
      squares[x] = (squares[x] as number) + sign * value * value;
    }
  };
  for (let y = 0; y < Math.min(radius, height); y++) addRow(y, 1);
  for (let y = 0; y < height; y++) {
    if (y + radius < height) addRow(y + radius, 1);
    if (y - radius - 1 >= 0) addRow(y - radius - 1, -1);
    const rows = Math.min(height - 1, y + radius) - Math.max(0, y - radius) + 1;
    let sum = 0;
    let square = 0;
    for (let x = 0; x < Math.min(radius, width); x++) {
      sum += sums[x] as number;
      square += squares[x] as number;
    }
    for (let x = 0, i = y * width; x < width; x++, i++) {
      if (x + radius < width) {
        sum += sums[x + radius] as number;
        square += squares[x + radius] as number;
      }
      if (x - radius - 1 >= 0) {
        sum -= sums[x - radius - 1] as number;
        square -= squares[x - radius - 1] as number;
      }
      const count = rows * (Math.min(width - 1, x + radius) - Math.max(0, x - radius) + 1);
      const mean = sum / count;
      const deviation = Math.sqrt(Math.max(0, square / count - mean * mean));
      out[i] = 128 + (64 * ((data[i] as number) - mean)) / Math.max(deviation, floor);
    }
  }
  return { width, height, data: new Uint8Array(out.buffer) };
}
