import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judgeCheck } from '@khop/shared/identity';
import { seededRandom } from '@khop/shared/sample';
import { expect, test } from 'vitest';
import type { Citizen } from '../registry/match.ts';
import { listen, standIn } from '../registry/stand-in.ts';
import { populationOf } from '../registry/stand-in-answer.ts';
import { readBacklog } from '../store/jobs.ts';
import { openStore } from '../store/open-store.ts';
import { handClock } from '../store/sample-store.ts';
import { getPerson, sampleTablet } from './sample-checks.ts';

const PERSONS = 40;
const KILLS = 8;
const program = new URL('./sample-worker-process.ts', import.meta.url).pathname;

function identity(nth: number): Citizen & { number: string } {
  return {
    number: `066190${String(nth).padStart(6, '0')}`,
    oldNumber: null,
    fullName: `Nguyễn Văn Thử ${nth}`,
    sex: 'male',
    birthDate: { value: '1990', precision: 'year' },
  };
}

test('[I4] [I17] a worker killed again and again asks nothing twice that was recorded, and loses nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'khop-kill-'));
  const location = join(folder, 'office.sqlite');
  const clock = handClock(Date.parse('2026-11-20T01:00:00.000Z'));
  const store = await openStore(location, { clock, random: seededRandom(1) });
  const tablet = sampleTablet(store, 9);
  const people = [];
  for (let nth = 0; nth < PERSONS; nth++) {
    const { oldNumber, number, ...fields } = identity(nth);
    people.push(
      await tablet.register({ ...fields, number: { kind: 'personal-id', value: number } }),
    );
  }
  const chance = seededRandom(4);
  // Even persons are known to the population, odd ones are not.
  const citizens = Array.from({ length: PERSONS / 2 }, (_, half) => identity(half * 2));
  const service = standIn({
    population: populationOf(citizens),
    mode: 'ok',
    // The answer comes a little later or sooner, so that the kill falls anywhere.
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms * chance.next())),
    slowMs: 8,
  });
  service.setMode('slow');
  const url = await listen(service.server, 0);
  const recorded = new Map<string, number>();
  try {
    for (let life = 0; life <= KILLS; life++) {
      const ahead = String(life * 3_600_000);
      const child = spawn(process.execPath, [program, location, url, ahead], { stdio: 'ignore' });
      const died = once(child, 'exit');
      if (life < KILLS) {
        const target = service.seen().asked + 2 + Math.floor(chance.next() * 5);
        while (service.seen().asked < target && child.exitCode === null) {
          await new Promise((resolve) => setImmediate(resolve));
        }
        child.kill('SIGKILL');
      }
      await died;
      for (const [id, times] of recorded) expect(service.seen().timesById.get(id)).toBe(times);
      const answers = await store.read((reads) =>
        reads.db.selectFrom('answer').select('job').execute(),
      );
      for (const { job } of answers) recorded.set(job, service.seen().timesById.get(job) ?? 0);
    }
    expect(await store.read(readBacklog)).toMatchObject({ waiting: 0, failed: 0 });
    for (const [nth, person] of people.entries()) {
      const record = await getPerson(store, person);
      expect(record.verdicts).toHaveLength(1);
      const { state } = judgeCheck(record.identity, record.verdicts);
      expect(state).toBe(nth % 2 === 0 ? 'match' : 'mismatch');
    }
    // The kills did fall between question and record, or this proved nothing.
    expect([...service.seen().timesById.values()].some((times) => times > 1)).toBe(true);
  } finally {
    service.server.closeAllConnections();
    service.server.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);
