import crypto from 'node:crypto';
import { EventEmitter } from 'node:events';
import { syncBuiltinESMExports } from 'node:module';
import { Transform } from 'node:stream';
import threads from 'node:worker_threads';
import zlib from 'node:zlib';
import type { Random } from '@khop/shared/ids';
import { subtleOf } from './subtle.ts';

// Imported before everything else, because modules take hold of these as they are loaded. What
// answers from the machine's threads answers in the order in which the machine finishes it. In a
// house everything is done in one thread, by the same algorithms, so that the seed alone decides
// what comes after what.

type Pack = (bytes: Uint8Array) => Uint8Array;

/** A stream of the office's door: takes it all, then packs or unpacks it at once. */
function inOneGo(pack: Pack): Transform {
  const chunks: Buffer[] = [];
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
    flush(done) {
      try {
        done(null, pack(Buffer.concat(chunks)));
      } catch (error) {
        done(error as Error);
      }
    },
  });
}

/** The same as the browser's CompressionStream and DecompressionStream. */
function webStream(pack: Pack) {
  return class {
    readonly readable: ReadableStream<Uint8Array>;
    readonly writable: WritableStream<Uint8Array>;
    constructor() {
      const chunks: Uint8Array[] = [];
      const stream = new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk) {
          chunks.push(chunk);
        },
        flush: (to) => to.enqueue(new Uint8Array(pack(Buffer.concat(chunks)))),
      });
      this.readable = stream.readable;
      this.writable = stream.writable;
    }
  };
}

/** SQLite's log is copied back by the writer itself, when it has become long (checkpointer.ts). */
class NoThread extends EventEmitter {
  ref() {}
  unref() {}
  postMessage(word: unknown) {
    if (word === 'stop') queueMicrotask(() => this.emit('exit', 0));
  }
  async terminate() {
    return 0;
  }
}

type Argon2 = typeof crypto.argon2;

// Small windows and cheap passwords: a house lasts seconds and is no place to be slow in.
const SMALL = { level: 1, windowBits: 9, memLevel: 1 };
const gzip: Pack = (bytes) => zlib.gzipSync(bytes, bytes.length < 65_536 ? SMALL : { level: 1 });
const gunzip: Pack = (bytes) => zlib.gunzipSync(bytes);
const argon2: Argon2 = (algorithm, parameters, answer) => {
  const tag = crypto.argon2Sync(algorithm, { ...parameters, memory: 8, passes: 1 });
  queueMicrotask(() => answer(null, tag));
};
const { verify } = crypto;
const verifyAtOnce = (...[algorithm, data, key, sig, answer]: Parameters<typeof verify>) => {
  const isRight = verify(algorithm, data, key, sig);
  if (answer === undefined) return isRight;
  queueMicrotask(() => answer(null, isRight));
};
const gzipAtOnce = (
  text: string,
  _options: unknown,
  answer: (error: null, zipped: Uint8Array) => void,
) => {
  const zipped = gzip(Buffer.from(text));
  queueMicrotask(() => answer(null, zipped));
};
let keysFrom: Random = () => {
  throw new Error('no seed was given for the keys the office makes');
};

/** Where the office's own keys come from. */
export function seedKeys(random: Random): void {
  keysFrom = random;
}

replace(zlib, 'gzip', gzipAtOnce);
replace(zlib, 'createGzip', () => inOneGo(gzip));
replace(zlib, 'createGunzip', () => inOneGo(gunzip));
replace(crypto, 'argon2', argon2);
replace(crypto, 'verify', verifyAtOnce);
replace(
  crypto.webcrypto,
  'subtle',
  subtleOf((length) => keysFrom(length)),
);
replace(threads, 'Worker', NoThread);
replace(globalThis, 'CompressionStream', webStream(gzip));
replace(globalThis, 'DecompressionStream', webStream(gunzip));
syncBuiltinESMExports();

function replace(owner: object, name: string, value: unknown): void {
  Object.defineProperty(owner, name, { value, configurable: true, writable: true });
}
