import { expect, test } from 'vitest';
import {
  type DecoderAnswer,
  type DecoderAsk,
  DecoderTrouble,
  openDecoder,
  type Reading,
} from './decoder.ts';

const READING: Reading = {
  bytes: Uint8Array.of(65),
  by: 'fast',
  view: { brightness: 100, burntShare: 0, codeShare: null },
  isSlow: false,
  ms: 1,
};

/** The two ends of a worker without the thread: what is asked is kept, answers are given by hand. */
function plantWorkers() {
  const started: { asked: DecoderAsk[]; answer: (a: DecoderAnswer) => void; isEnded: boolean }[] =
    [];
  const start = () => {
    const plant = { asked: [] as DecoderAsk[], isEnded: false };
    const worker = {
      onmessage: null as ((event: { data: DecoderAnswer }) => void) | null,
      onerror: null as (() => void) | null,
      postMessage: (ask: DecoderAsk) => plant.asked.push(ask),
      terminate: () => {
        plant.isEnded = true;
      },
    };
    const ends = Object.assign(plant, {
      answer: (data: DecoderAnswer) => worker.onmessage?.({ data }),
    });
    started.push(ends);
    return worker as unknown as Worker;
  };
  return { start, started };
}
const picture = {} as ImageBitmap;

test('nothing is started before it is needed, and one worker serves all', async () => {
  const { start, started } = plantWorkers();
  const decoder = openDecoder(start);
  expect(started).toHaveLength(0);
  const first = decoder.read(picture, 'live');
  const second = decoder.read(picture, 'photo');
  const [one, two] = started[0]?.asked ?? [];
  expect(started).toHaveLength(1);
  started[0]?.answer({ kind: 'reading', id: two?.id ?? 0, reading: { ...READING, by: 'seek' } });
  started[0]?.answer({ kind: 'reading', id: one?.id ?? 0, reading: READING });
  expect([(await first).by, (await second).by]).toEqual(['fast', 'seek']);
});

test('a broken worker fails what waits, is ended, and the next read starts a new one', async () => {
  const { start, started } = plantWorkers();
  const decoder = openDecoder(start);
  const waits = decoder.read(picture, 'live');
  started[0]?.answer({ kind: 'broken', id: 1 });
  await expect(waits).rejects.toBeInstanceOf(DecoderTrouble);
  expect(started[0]?.isEnded).toBe(true);
  const again = decoder.read(picture, 'live');
  started[1]?.answer({ kind: 'reading', id: started[1].asked[0]?.id ?? 0, reading: READING });
  expect((await again).bytes).toEqual(Uint8Array.of(65));
});

test('warming answers when the wasm is ready', async () => {
  const { start, started } = plantWorkers();
  const warm = openDecoder(start).warm();
  expect(started[0]?.asked[0]?.kind).toBe('warm');
  started[0]?.answer({ kind: 'ready', id: started[0].asked[0]?.id ?? 0 });
  await expect(warm).resolves.toBeUndefined();
});
