import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openQueue } from './camera-queue.ts';

test('camera work never overlaps and keeps its order, whatever fails', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.boolean(), { maxLength: 12 }),
      async (s, fates) => {
        const queue = openQueue();
        const log: string[] = [];
        const done = fates.map((mayFail, i) =>
          queue(async () => {
            log.push(`begin ${i}`);
            await s.schedule(Promise.resolve());
            log.push(`end ${i}`);
            if (mayFail) throw new Error('camera');
          }).catch(() => log.push(`failed ${i}`)),
        );
        await s.waitFor(Promise.all(done));
        const order = log.filter((line) => !line.startsWith('failed'));
        expect(order).toEqual(fates.flatMap((_, i) => [`begin ${i}`, `end ${i}`]));
        expect(log.filter((line) => line.startsWith('failed'))).toHaveLength(
          fates.filter(Boolean).length,
        );
      },
    ),
  );
});
