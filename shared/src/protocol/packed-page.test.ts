import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPacked, writePacked } from './packed-page.ts';

const place = {
  epoch: 'e'.repeat(32),
  scope: 'commune:2025:00004',
  from: 3,
  to: 9,
  head: 12,
  serverTime: '2026-11-30T02:00:00.000Z',
};

const someRuns = fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { maxLength: 5 });

function packedOf(runs: Uint8Array[]) {
  const head = { ...place, runs: runs.map(({ length }) => ({ count: length, bytes: length })) };
  return { head, body: writePacked(head, runs) };
}

test('[P14] a packed page gives back its head and its runs', () => {
  fc.assert(
    fc.property(someRuns, (runs) => {
      const { head, body } = packedOf(runs);
      const read = readPacked(body);
      expect(read?.head).toEqual(head);
      expect(read?.runs.map((run) => [...run])).toEqual(runs.map((run) => [...run]));
    }),
  );
});

test('[P14] cut anywhere, or with a byte too many, it is no page', () => {
  fc.assert(
    fc.property(someRuns, fc.nat(), (runs, at) => {
      const { body } = packedOf(runs);
      expect(readPacked(body.slice(0, at % body.length))).toBeNull();
      expect(readPacked(new Uint8Array([...body, at % 256]))).toBeNull();
    }),
  );
});

test('[P14] whatever the bytes, reading never throws', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      readPacked(new Uint8Array([...bytes]));
      readPacked(new Uint8Array([...bytes, 10]));
    }),
  );
  for (const text of ['', '\n', 'null\n', '{}\n', '<html>\n', '{"records":[]}']) {
    expect(readPacked(new TextEncoder().encode(text))).toBeNull();
  }
});
