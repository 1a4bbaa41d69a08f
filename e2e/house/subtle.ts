import {
  createCipheriv,
  createDecipheriv,
  createECDH,
  createHmac,
  createPrivateKey,
  createPublicKey,
  hash,
  hkdfSync,
  verify,
} from 'node:crypto';
import type { Random } from '@khop/shared/ids';
import { p256 } from '@noble/curves/nist.js';

// WebCrypto answers from a pool of threads, in the machine's order, and its ECDSA is random by
// design. This one has the same words and the same bytes, computes in this thread, draws its keys
// from the seed and signs as RFC 6979 says: one seed, one history.

const TAG = 16;
/** PKCS #8 of a P-256 key up to its 32 bytes (RFC 5208, RFC 5915 without the public half). */
const PKCS8 = Buffer.from(
  '3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420',
  'hex',
);

/** What this file makes of a CryptoKey: plain bytes, so that a database can keep it. */
type Key = {
  type: KeyType;
  extractable: boolean;
  usages: readonly KeyUsage[];
  algorithm: { name: string; [more: string]: unknown };
  bytes: Uint8Array;
};
type Algorithm = { name: string; [more: string]: unknown };
type Gcm = { iv: Uint8Array; additionalData?: Uint8Array };

const named = (algorithm: unknown): Algorithm =>
  typeof algorithm === 'string' ? { name: algorithm } : (algorithm as Algorithm);
const bytesOf = (source: BufferSource): Uint8Array =>
  ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
const bufferOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
const hashName = (of: unknown): string => named(of).name.toLowerCase().replace('-', '');

function unknown(what: string): never {
  throw new Error(`the house's WebCrypto does not know ${what}`);
}

function importKey(
  format: string,
  data: BufferSource,
  algorithm: unknown,
  extractable: boolean,
  usages: readonly KeyUsage[],
): Key {
  const { name, ...more } = named(algorithm);
  const bytes = new Uint8Array(bytesOf(data));
  const of = { extractable, usages, algorithm: { name, ...more } };
  if (name !== 'ECDSA' && name !== 'ECDH') {
    if (format !== 'raw') unknown(`${name} as ${format}`);
    return { ...of, type: 'secret', bytes };
  }
  if (format === 'raw') {
    p256.Point.fromBytes(bytes).assertValidity();
    return { ...of, type: 'public', bytes };
  }
  if (format !== 'pkcs8') unknown(`${name} as ${format}`);
  const jwk = createPrivateKey({ key: Buffer.from(bytes), format: 'der', type: 'pkcs8' }).export({
    format: 'jwk',
  });
  return { ...of, type: 'private', bytes: new Uint8Array(Buffer.from(jwk.d ?? '', 'base64url')) };
}

function exportKey(format: string, key: Key): Uint8Array {
  if (!key.extractable && key.type !== 'public') throw new DOMException('', 'InvalidAccessError');
  if (key.type === 'private') {
    if (format !== 'pkcs8') unknown(`a private key as ${format}`);
    return Buffer.concat([PKCS8, key.bytes]);
  }
  return format === 'raw' ? key.bytes : unknown(`a key as ${format}`);
}

function generatePair(
  random: Random,
  algorithm: Algorithm,
  extractable: boolean,
  usages: KeyUsage[],
) {
  const secret = p256.utils.randomSecretKey(random(48));
  const of = { usages, algorithm };
  const privateKey: Key = { ...of, type: 'private', extractable, bytes: secret };
  const point = p256.getPublicKey(secret, false);
  const publicKey: Key = { ...of, type: 'public', extractable: true, bytes: point };
  return { privateKey, publicKey };
}

function encrypt({ iv, additionalData }: Gcm, key: Key, plain: Uint8Array): Uint8Array {
  const cipher = createCipheriv(`aes-${key.bytes.length === 16 ? 128 : 256}-gcm`, key.bytes, iv);
  if (additionalData !== undefined) cipher.setAAD(additionalData);
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function decrypt({ iv, additionalData }: Gcm, key: Key, sealed: Uint8Array): Uint8Array {
  if (sealed.length < TAG) throw new DOMException('', 'OperationError');
  const name = `aes-${key.bytes.length === 16 ? 128 : 256}-gcm` as const;
  const decipher = createDecipheriv(name, key.bytes, iv);
  if (additionalData !== undefined) decipher.setAAD(additionalData);
  decipher.setAuthTag(sealed.subarray(-TAG));
  const plain = decipher.update(sealed.subarray(0, -TAG));
  try {
    return Buffer.concat([plain, decipher.final()]);
  } catch {
    throw new DOMException('', 'OperationError');
  }
}

function deriveBits(algorithm: Algorithm, key: Key, bits: number): Uint8Array {
  if (algorithm.name === 'HKDF') {
    const { salt, info } = algorithm as unknown as { salt: Uint8Array; info: Uint8Array };
    return new Uint8Array(
      hkdfSync(hashName(algorithm.hash), key.bytes, bytesOf(salt as BufferSource), info, bits / 8),
    );
  }
  if (algorithm.name !== 'ECDH') unknown(`bits of ${algorithm.name}`);
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(key.bytes);
  return ecdh.computeSecret((algorithm.public as Key).bytes).subarray(0, bits / 8);
}

function sign(algorithm: Algorithm, key: Key, data: Uint8Array): Uint8Array {
  if (algorithm.name === 'HMAC') {
    return createHmac(hashName(key.algorithm.hash), key.bytes).update(data).digest();
  }
  return signEcdsa(key.bytes, data);
}

const { Fn } = p256.Point;

/**
 * ECDSA over P-256 whose nonce comes of the key and the data (RFC 6979), as `p256.sign` makes it. The
 * multiplication is OpenSSL's: a house signs so much that noble's takes a tenth of its time.
 */
export function signEcdsa(key: Uint8Array, data: Uint8Array): Uint8Array {
  const digest = Fn.create(BigInt(`0x${hash('sha256', data)}`));
  const nonce = createECDH('prime256v1');
  for (const bytes of noncesOf(key, Fn.toBytes(digest))) {
    if (!Fn.isValidNot0(numberOf(bytes))) continue;
    nonce.setPrivateKey(bytes);
    const r = Fn.create(numberOf(nonce.getPublicKey().subarray(1, 33)));
    const s = Fn.mul(Fn.inv(numberOf(bytes)), Fn.add(digest, Fn.mul(r, numberOf(key))));
    if (r !== 0n && s !== 0n) return Buffer.concat([Fn.toBytes(r), Fn.toBytes(s)]);
  }
  throw new Error('no nonce');
}

/** RFC 6979, 3.2. */
function* noncesOf(key: Uint8Array, digest: Uint8Array): Generator<Buffer> {
  const hmac = (by: Uint8Array, ...parts: Uint8Array[]) =>
    createHmac('sha256', by).update(Buffer.concat(parts)).digest();
  let [k, v] = [Buffer.alloc(32, 0), Buffer.alloc(32, 1)];
  for (const turn of [0, 1]) {
    k = hmac(k, v, Buffer.of(turn), key, digest);
    v = hmac(k, v);
  }
  for (;;) {
    v = hmac(k, v);
    yield v;
    k = hmac(k, v, Buffer.of(0));
    v = hmac(k, v);
  }
}

function numberOf(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}

function isSignature(algorithm: Algorithm, key: Key, sig: Uint8Array, data: Uint8Array): boolean {
  if (algorithm.name === 'HMAC') return Buffer.compare(sign(algorithm, key, data), sig) === 0;
  const point = Buffer.from(key.bytes);
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((each) =>
    each.toString('base64url'),
  );
  const jwk = { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' };
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
  return verify('sha256', data, { key: publicKey, dsaEncoding: 'ieee-p1363' }, sig);
}

/** WebCrypto as far as tablet and office use it, answering in microtasks; what it lacks it says. */
export function subtleOf(random: Random): SubtleCrypto {
  const words = {
    async digest(algorithm: unknown, data: BufferSource) {
      return bufferOf(hash(hashName(algorithm), bytesOf(data), 'buffer'));
    },
    importKey: async (...args: Parameters<typeof importKey>) => importKey(...args),
    exportKey: async (format: string, key: Key) => bufferOf(exportKey(format, key)),
    async generateKey(algorithm: Algorithm, extractable: boolean, usages: KeyUsage[]) {
      if (algorithm.namedCurve === 'P-256') {
        return generatePair(random, algorithm, extractable, usages);
      }
      if (algorithm.name !== 'AES-GCM') unknown(`how to make a key of ${algorithm.name}`);
      const bytes = random(Number(algorithm.length) / 8);
      return { type: 'secret', extractable, usages, algorithm, bytes } satisfies Key;
    },
    encrypt: async (algorithm: Gcm, key: Key, data: BufferSource) =>
      bufferOf(encrypt(algorithm, key, bytesOf(data))),
    decrypt: async (algorithm: Gcm, key: Key, data: BufferSource) =>
      bufferOf(decrypt(algorithm, key, bytesOf(data))),
    deriveBits: async (algorithm: Algorithm, key: Key, bits: number) =>
      bufferOf(deriveBits(algorithm, key, bits)),
    async deriveKey(
      algorithm: Algorithm,
      base: Key,
      wanted: Algorithm,
      extractable: boolean,
      usages: KeyUsage[],
    ) {
      const bytes = deriveBits(algorithm, base, Number(wanted.length ?? 256));
      return { type: 'secret', extractable, usages, algorithm: wanted, bytes } satisfies Key;
    },
    sign: async (algorithm: unknown, key: Key, data: BufferSource) =>
      bufferOf(sign(named(algorithm), key, bytesOf(data))),
    verify: async (algorithm: unknown, key: Key, sig: BufferSource, data: BufferSource) =>
      isSignature(named(algorithm), key, bytesOf(sig), bytesOf(data)),
  };
  return words as unknown as SubtleCrypto;
}
