import { setImmediate } from 'node:timers/promises';
import { seededRandom } from '@khop/shared/sample';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupCommit } from '../sync/commit.ts';
import { addPerson, samplePush } from '../sync/sample-push.ts';
import { raiseSafe } from './safe.ts';
import { openSampleOffice } from './sample-copies.ts';

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('record' as const), tablet: fc.nat(1) }) },
  { weight: 2, arbitrary: fc.constant({ do: 'copy' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'full' as const }) },
);

test('[I5] [I14] every prefix of a chain restores to gapless journals, never shorter than what was called safe', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const office = await openSampleOffice(3);
      try {
        await office.record(0);
        const told: { until: string; safe: Map<string, number>; head: Map<string, number> }[] = [];
        for (const each of [...steps, { do: 'copy' as const }]) {
          if (each.do === 'record') {
            await office.record(each.tablet);
            continue;
          }
          await office.copy(each.do === 'full' ? 'full' : 'next');
          const heads = [...(await office.heads())];
          told.push({
            until: new Date(office.clock.now()).toISOString(),
            safe: new Map(heads.map(([id, { safe }]) => [id, safe])),
            head: new Map(heads.map(([id, { head }]) => [id, head])),
          });
        }
        for (const { until, safe, head } of told) {
          // restoreFolder looks through every journal: a gap or another byte would be thrown.
          const restored = await office.restore({ until });
          for (const [id, at] of safe) {
            const [seq = 0] = restored.heads.get(id) ?? [];
            expect(seq).toBeGreaterThanOrEqual(at);
            expect(seq).toBe(head.get(id));
          }
        }
      } finally {
        await office.close();
      }
    }),
    { numRuns: 5 },
  );
}, 60_000);

test('[I5] [I14] pushes that arrive while the office is copied are in this copy or the next, whole', async () => {
  const office = await openSampleOffice(4);
  const committer = groupCommit(office.store);
  const [tablet] = office.tablets;
  if (tablet === undefined) throw new Error('no tablet');
  const chance = seededRandom(8);
  try {
    await office.record(0);
    let isOver = false;
    const pushing = (async () => {
      for (let serial = 1; !isOver; serial++) {
        const from = tablet.entries.length + 1;
        for (let nth = chance.next() * 5; nth >= 0; nth--)
          addPerson(tablet, 5000 + serial * 10 + Math.floor(nth));
        await committer.push(samplePush(tablet, { from }));
        // A commit waits for nothing but the disk: without this the copy would never have its turn.
        await setImmediate();
      }
    })();
    const reached: number[] = [];
    for (let nth = 0; nth < 6; nth++) {
      const copied = await office.copy(nth % 3 === 0 ? 'full' : 'next');
      reached.push(copied?.heads.get(tablet.journal)?.[0] ?? 0);
      const heads = await office.heads();
      expect(heads.get(tablet.journal)?.safe).toBe(reached.at(-1));
    }
    isOver = true;
    await pushing;
    expect(new Set(reached).size).toBeGreaterThan(3);
    const restored = await office.restore();
    expect(restored.heads.get(tablet.journal)?.[0]).toBe(reached.at(-1));
  } finally {
    await office.close();
  }
});

test('[I14] safe never rises beyond the head, whatever a copy claims', async () => {
  const office = await openSampleOffice(5);
  try {
    await office.record(0);
    const [id = ''] = office.tablets.map(({ journal }) => journal);
    await raiseSafe(office.store, [[id, [7, 'x']]]);
    expect((await office.heads()).get(id)).toEqual({ head: 2, safe: 0 });
    await raiseSafe(office.store, [[id, [2, 'x']]]);
    await raiseSafe(office.store, [[id, [1, 'x']]]);
    expect((await office.heads()).get(id)).toEqual({ head: 2, safe: 2 });
  } finally {
    await office.close();
  }
});
