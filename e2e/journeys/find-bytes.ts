import { constants, gunzipSync } from 'node:zlib';

/** What is looked for, in every form in which it could lie on a disk. */
export type Needle = { name: string; forms: readonly { form: string; bytes: Uint8Array }[] };

const latin = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));

/** The characters of a base64 text that do not depend on what stands around the needle. */
function base64At(bytes: Uint8Array, lead: number): string {
  const whole = Buffer.concat([Buffer.alloc(lead), bytes]).toString('base64');
  return whole.slice(lead === 0 ? 0 : lead + 1, Math.floor(((lead + bytes.length) * 4) / 3));
}

function encodings(bytes: Uint8Array): { form: string; bytes: Uint8Array }[] {
  const hex = Buffer.from(bytes).toString('hex');
  const base64 = [0, 1, 2].map((lead) => base64At(bytes, lead));
  const forAddress = base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
  return [
    ...[hex, hex.toUpperCase()].map((text) => ({ form: 'hex', bytes: latin(text) })),
    ...[...new Set([...base64, ...forAddress])].map((text) => {
      return { form: 'base64', bytes: latin(text) };
    }),
  ];
}

export function textNeedle(name: string, text: string): Needle {
  const utf8 = new TextEncoder().encode(text);
  const address = encodeURIComponent(text);
  return {
    name,
    forms: [
      { form: 'utf-8', bytes: utf8 },
      { form: 'utf-16', bytes: new Uint8Array(Buffer.from(text, 'utf16le')) },
      ...(address === text ? [] : [{ form: 'address', bytes: latin(address) }]),
      ...encodings(utf8),
    ],
  };
}

export function keyNeedle(name: string, bytes: Uint8Array): Needle {
  return { name, forms: [{ form: 'bytes', bytes }, ...encodings(bytes)] };
}

const LEAD = 4;
/** Bits of the sieve before the table: most bytes of a disk begin no needle. */
const SIEVE = 1 << 20;

/** Looks for all needles at once; answers `name as form` of each that is there. */
export function makeFinder(needles: readonly Needle[]) {
  const sieve = new Uint8Array(SIEVE);
  const byLead = new Map<number, { said: string; bytes: Uint8Array }[]>();
  for (const { name, forms } of needles) {
    for (const { form, bytes } of forms) {
      if (bytes.length < LEAD * 2) throw new Error(`${name} is too short to be looked for`);
      const lead = leadAt(bytes, 0);
      sieve[lead % SIEVE] = 1;
      byLead.set(lead, [...(byLead.get(lead) ?? []), { said: `${name} as ${form}`, bytes }]);
    }
  }

  function findIn(hay: Uint8Array, found: Set<string>): void {
    for (let at = 0; at + LEAD <= hay.length; at++) {
      const lead = leadAt(hay, at);
      if (sieve[lead % SIEVE] === 0) continue;
      for (const { said, bytes } of byLead.get(lead) ?? []) {
        if (!found.has(said) && standsAt(hay, at, bytes)) found.add(said);
      }
    }
  }

  return (hay: Uint8Array): string[] => {
    const found = new Set<string>();
    findIn(hay, found);
    // What was packed before it was kept is no better hidden than what was not.
    for (const packed of unpacked(hay)) findIn(packed, found);
    return [...found];
  };
}

function leadAt(bytes: Uint8Array, at: number): number {
  const [a = 0, b = 0, c = 0, d = 0] = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]];
  return (a | (b << 8) | (c << 16) | (d << 24)) >>> 0;
}

function standsAt(hay: Uint8Array, at: number, needle: Uint8Array): boolean {
  if (at + needle.length > hay.length) return false;
  for (let nth = LEAD; nth < needle.length; nth++) {
    if (hay[at + nth] !== needle[nth]) return false;
  }
  return true;
}

const GZIP = Buffer.from([0x1f, 0x8b, 0x08]);

/** Whatever was gzipped in these bytes, as far as it can be read. */
function* unpacked(hay: Uint8Array): Generator<Uint8Array> {
  const bytes = Buffer.from(hay.buffer, hay.byteOffset, hay.byteLength);
  for (let at = bytes.indexOf(GZIP); at >= 0; at = bytes.indexOf(GZIP, at + 1)) {
    try {
      yield gunzipSync(bytes.subarray(at), {
        finishFlush: constants.Z_SYNC_FLUSH,
        maxOutputLength: 64 * 1024 * 1024,
      });
    } catch {
      // Three bytes that only look like the beginning of something packed.
    }
  }
}
