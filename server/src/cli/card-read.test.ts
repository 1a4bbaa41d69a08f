import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { readIdCard } from '@khop/shared/id-card';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { run } from './card-read.ts';

const CARD = '001190000001|012345678|Nguyễn Thị Hoà|02091990|Nữ|Số 1 Phố Mẫu, Hà Nội|15062021';

async function answers(chunks: (string | Uint8Array)[], args: string[] = []): Promise<string[]> {
  let out = '';
  async function* stdin() {
    yield* chunks;
  }
  const code = await run(args, { stdin: stdin(), stdout: { write: (text) => (out += text) } });
  expect(code).toBe(0);
  return out === '' ? [] : out.slice(0, -1).split('\n');
}

test('[C15] each line has its answer, whatever it holds', async () => {
  const lines = [
    JSON.stringify(CARD),
    '',
    'no json',
    '{"a":1}',
    `"${'x'.repeat(70_000)}"`,
    '"\\ud800"',
    '"line\u2028separator"',
    JSON.stringify(CARD),
  ];
  const read = (await answers([lines.join('\n')])).map((line) => JSON.parse(line));
  expect(read.map((reading) => reading.problem)).toEqual([
    null,
    'not-json',
    'not-json',
    'not-a-string',
    'too-long',
    'not-an-id-card',
    'not-an-id-card',
    null,
  ]);
  expect(read[0]).toEqual(readIdCard(CARD));
  expect(read[7]).toEqual(read[0]);
});

test('[C15] no input, no output; a last line feed adds no line', async () => {
  expect(await answers([])).toEqual([]);
  expect(await answers(['""\n'])).toHaveLength(1);
  expect(await answers(['\ufeff""\r\n""\n\n'])).toHaveLength(3);
});

test('[C15] where the chunks are cut does not matter', async () => {
  const bytes = new TextEncoder().encode(`${JSON.stringify(CARD)}\n"HC1:ễ"\nx\n`);
  const whole = await answers([bytes]);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 6 }), async (cuts) => {
      const at = [0, ...cuts.sort((a, b) => a - b), bytes.length];
      const chunks = at.slice(1).map((end, index) => bytes.subarray(at[index], end));
      expect(await answers(chunks)).toEqual(whole);
    }),
    { numRuns: 50 },
  );
});

test('[C6] a date after the given day is refused', async () => {
  const [line = ''] = await answers([JSON.stringify(CARD)], ['--today', '1990-09-01']);
  expect(JSON.parse(line)).toMatchObject({
    card: { birthDate: null, issuedOn: null },
    warnings: ['birth-date-future', 'issued-on-future'],
  });
});

test('[C15] [Z2] the command line itself reads a card', async () => {
  const khop = spawn(process.execPath, [
    fileURLToPath(new URL('../cli.ts', import.meta.url)),
    'card',
    'read',
  ]);
  khop.stdin.end(`${JSON.stringify(CARD)}\n`);
  let out = '';
  for await (const chunk of khop.stdout) out += chunk;
  expect(JSON.parse(out)).toEqual(readIdCard(CARD));
});
