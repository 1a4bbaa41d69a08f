/** Small seeded generator (mulberry32), so that frame 417 is the same frame on every machine. */
function chanceOf(seed: number): () => number {
  let state = (seed * 0x9e3779b1) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

type Brush = OffscreenCanvasRenderingContext2D;
type Chance = () => number;
const grey = (value: number) => `rgb(${value},${value},${value})`;

function paintText(brush: Brush, chance: Chance) {
  brush.fillStyle = grey(20 + chance() * 60);
  for (let line = 0; line < 14; line++) {
    brush.font = `${10 + Math.floor(chance() * 26)}px sans-serif`;
    const letters = Array.from({ length: 26 }, () => String.fromCharCode(65 + chance() * 26));
    brush.fillText(letters.join(''), chance() * 300, 30 + line * 32);
  }
}

/** Random squares the size of modules: busy like a code, and no code. */
function paintMosaic(brush: Brush, chance: Chance) {
  const side = 2 + Math.floor(chance() * 6);
  const count = 25 + Math.floor(chance() * 40);
  const left = chance() * 200;
  const top = chance() * 100;
  for (let y = 0; y < count; y++)
    for (let x = 0; x < count; x++) {
      brush.fillStyle = grey(chance() < 0.5 ? 25 : 225);
      brush.fillRect(left + x * side, top + y * side, side, side);
    }
}

/** One to four finder patterns with nothing, or a mosaic, between them. */
function paintFinders(brush: Brush, chance: Chance) {
  if (chance() < 0.5) paintMosaic(brush, chance);
  const module = 3 + Math.floor(chance() * 6);
  const far = 20 * module + chance() * 15 * module;
  const places = [
    [0, 0],
    [far, 0],
    [0, far],
    [far, far],
  ].slice(0, 1 + Math.floor(chance() * 4));
  for (const [dx = 0, dy = 0] of places)
    for (const [ring, value] of [
      [4.5, 230],
      [3.5, 20],
      [2.5, 230],
      [1.5, 20],
    ] as const) {
      brush.fillStyle = grey(value);
      const side = 2 * ring * module;
      brush.fillRect(120 + dx - side / 2, 90 + dy - side / 2, side, side);
    }
}

function paintStripes(brush: Brush, chance: Chance) {
  const angle = chance() * Math.PI;
  brush.save();
  brush.translate(320, 240);
  brush.rotate(angle);
  for (let x = -400; x < 400; ) {
    const width = 1 + chance() * 9;
    brush.fillStyle = grey(chance() * 255);
    brush.fillRect(x, -400, width, 800);
    x += width;
  }
  brush.restore();
}

const PAINTERS = [paintText, paintMosaic, paintFinders, paintStripes];

/** A frame that holds no QR code: text, mosaics, loose finder patterns, stripes; blurred and noisy. */
export function paintBlank(seed: number): ImageBitmap {
  const chance = chanceOf(seed + 1);
  const scene = new OffscreenCanvas(640, 480);
  const canvas = new OffscreenCanvas(640, 480);
  const painter = scene.getContext('2d', { willReadFrequently: true });
  const brush = canvas.getContext('2d', { willReadFrequently: true });
  if (!painter || !brush) throw new Error('no canvas');
  painter.fillStyle = grey(60 + chance() * 180);
  painter.fillRect(0, 0, 640, 480);
  PAINTERS[seed % PAINTERS.length]?.(painter, chance);
  if (chance() < 0.3) paintText(painter, chance);
  brush.filter = `blur(${(chance() * 2.5).toFixed(2)}px)`;
  brush.drawImage(scene, 0, 0);
  const picture = brush.getImageData(0, 0, 640, 480);
  const noise = chance() * 40;
  const light = 0.2 + chance() * 0.8;
  for (let i = 0; i < picture.data.length; i += 4) {
    const shift = (chance() - 0.5) * noise;
    for (let k = 0; k < 3; k++) picture.data[i + k] = light * (picture.data[i + k] ?? 0) + shift;
  }
  brush.putImageData(picture, 0, 0);
  return canvas.transferToImageBitmap();
}
