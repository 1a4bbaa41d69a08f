/** Arithmetic of GF(256) with the QR polynomial x⁸+x⁴+x³+x²+1 (ISO/IEC 18004, annex A). */
const EXP = new Uint8Array(512);
const LOG = new Uint8Array(256);
for (let i = 0, value = 1; i < 255; i++) {
  EXP[i] = value;
  EXP[i + 255] = value;
  LOG[value] = i;
  value = value & 128 ? (value << 1) ^ 0x11d : value << 1;
}

const multiply = (a: number, b: number): number =>
  a === 0 || b === 0 ? 0 : (EXP[(LOG[a] as number) + (LOG[b] as number)] as number);
const divide = (a: number, b: number): number =>
  a === 0 ? 0 : (EXP[(LOG[a] as number) + 255 - (LOG[b] as number)] as number);

/** Value of the polynomial (lowest power first) at α to the `power`. */
function valueAt(polynomial: Uint8Array, power: number): number {
  let value = 0;
  const x = EXP[power % 255] as number;
  for (let i = polynomial.length - 1; i >= 0; i--)
    value = multiply(value, x) ^ (polynomial[i] ?? 0);
  return value;
}

function product(a: Uint8Array, b: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(length);
  for (let i = 0; i < a.length; i++)
    for (let j = 0; j < b.length && i + j < length; j++)
      out[i + j] = (out[i + j] ?? 0) ^ multiply(a[i] ?? 0, b[j] ?? 0);
  return out;
}

const degree = (polynomial: Uint8Array): number => polynomial.findLastIndex((c) => c !== 0);

/** Powers of the first `check` roots over the received word; all zero means no error. */
function syndromesOf(word: Uint8Array, check: number): Uint8Array {
  const syndromes = new Uint8Array(check);
  for (let i = 0; i < check; i++) {
    let value = 0;
    const x = EXP[i] as number;
    for (const symbol of word) value = multiply(value, x) ^ symbol;
    syndromes[i] = value;
  }
  return syndromes;
}

/** Berlekamp–Massey begun at the erasure locator: finds errors beside the erasures already named. */
function locatorOf(syndromes: Uint8Array, erased: Uint8Array, erasures: number): Uint8Array {
  const check = syndromes.length;
  let locator = new Uint8Array(check + 1);
  locator.set(erased);
  let before = locator.slice();
  let length = erasures;
  for (let n = erasures; n < check; n++) {
    let gap = 0;
    for (let i = 0; i <= n; i++) gap ^= multiply(locator[i] ?? 0, syndromes[n - i] ?? 0);
    const shifted = new Uint8Array(check + 1);
    shifted.set(before.subarray(0, check), 1);
    if (gap === 0) {
      before = shifted;
      continue;
    }
    const next = locator.map((c, i) => c ^ multiply(gap, shifted[i] ?? 0));
    if (2 * length <= n + erasures) {
      length = n + 1 + erasures - length;
      before = locator.map((c) => divide(c, gap));
    } else before = shifted;
    locator = next;
  }
  return locator;
}

/**
 * Repairs one block in place: `word` holds data then `check` check symbols, `erasures` are places
 * (indexes into the word) known to be unsure. Corrects e errors beside s erasures as long as
 * 2e + s ≤ check. Returns how many errors were found outside the erasures, or null (word untouched).
 */
export function repairBlock(
  word: Uint8Array,
  check: number,
  erasures: readonly number[],
): number | null {
  const syndromes = syndromesOf(word, check);
  if (syndromes.every((s) => s === 0)) return 0;
  if (erasures.length > check) return null;
  let erased: Uint8Array = Uint8Array.of(1);
  for (const place of erasures) {
    const x = EXP[word.length - 1 - place] as number;
    erased = product(erased, Uint8Array.of(1, x), erased.length + 1);
  }
  const locator = locatorOf(syndromes, erased, erasures.length);
  const count = degree(locator);
  if (2 * (count - erasures.length) + erasures.length > check) return null;
  const evaluator = product(syndromes, locator, check);
  const slope = locator.map((c, i) => (i % 2 === 1 ? c : 0)).subarray(1);
  const fixes: [number, number][] = [];
  for (let place = 0; place < word.length; place++) {
    const power = word.length - 1 - place;
    const inverse = (255 - power) % 255;
    if (valueAt(locator, inverse) !== 0) continue;
    const bottom = valueAt(slope, inverse);
    if (bottom === 0) return null;
    // First root is α⁰, hence the extra factor X.
    const value = multiply(EXP[power] as number, divide(valueAt(evaluator, inverse), bottom));
    fixes.push([place, value]);
  }
  if (fixes.length !== count) return null;
  const repaired = word.slice();
  for (const [place, value] of fixes) repaired[place] = (repaired[place] ?? 0) ^ value;
  if (syndromesOf(repaired, check).some((s) => s !== 0)) return null;
  word.set(repaired);
  return fixes.filter(([place, value]) => value !== 0 && !erasures.includes(place)).length;
}
