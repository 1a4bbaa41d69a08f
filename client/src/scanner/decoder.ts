import type { FrameReading, ReadMode } from './frame-reader.ts';

export type Reading = FrameReading & {
  /** Milliseconds inside the worker, from pixels to answer. */
  ms: number;
};

export type DecoderAsk =
  | { kind: 'warm'; id: number }
  | { kind: 'read'; id: number; picture: ImageBitmap; mode: ReadMode };

export type DecoderAnswer =
  | { kind: 'ready'; id: number }
  | { kind: 'reading'; id: number; reading: Reading }
  | { kind: 'broken'; id: number };

/** The decoding worker could not be started or fell over (no wasm, no memory). */
export class DecoderTrouble extends Error {
  readonly kind = 'broken';
  readonly retry = true;
}

export type Decoder = {
  /** Fetches and compiles the wasm ahead of the first scan. */
  warm: () => Promise<void>;
  /** Reads one picture; it is closed by this. Throws DecoderTrouble. */
  read: (picture: ImageBitmap, mode: ReadMode) => Promise<Reading>;
  /** Ends the worker and whatever waits for it; the next read starts a new one. */
  close: () => void;
};

type Waiting = {
  resolve: (answer: DecoderAnswer) => void;
  reject: (trouble: DecoderTrouble) => void;
};

/** A decoder over a worker that is started at the first need, and anew after it fell over. */
export function openDecoder(startWorker: () => Worker): Decoder {
  const waitingById = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let lastId = 0;

  const giveUp = () => {
    worker?.terminate();
    worker = null;
    for (const { reject } of waitingById.values()) reject(new DecoderTrouble('decoder fell over'));
    waitingById.clear();
  };
  const running = (): Worker => {
    if (worker) return worker;
    worker = startWorker();
    worker.onerror = giveUp;
    worker.onmessage = ({ data: answer }: MessageEvent<DecoderAnswer>) => {
      if (answer.kind === 'broken') return giveUp();
      waitingById.get(answer.id)?.resolve(answer);
      waitingById.delete(answer.id);
    };
    return worker;
  };
  const ask = (question: DecoderAsk, handOver: Transferable[]) =>
    new Promise<DecoderAnswer>((resolve, reject) => {
      waitingById.set(question.id, { resolve, reject });
      running().postMessage(question, handOver);
    });

  return {
    warm: async () => {
      await ask({ kind: 'warm', id: ++lastId }, []);
    },
    read: async (picture, mode) => {
      const answer = await ask({ kind: 'read', id: ++lastId, picture, mode }, [picture]);
      if (answer.kind !== 'reading') throw new DecoderTrouble('decoder answered out of turn');
      return answer.reading;
    },
    close: giveUp,
  };
}

export const startDecoderWorker = (): Worker =>
  new Worker(new URL('./decoder.worker.ts', import.meta.url), { type: 'module' });

/** The tablet's one decoder; camera and photo share its worker. */
export const decoder = openDecoder(startDecoderWorker);
