import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@khop/shared/ids';
import { sampleJournal } from '@khop/shared/sample';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { acceptOne, addPerson, samplePush } from '../sync/sample-push.ts';
import { machine } from './machine.ts';
import { run } from './retention.ts';

const folder = mkdtempSync(join(tmpdir(), 'khop-retention-'));
const data = join(folder, 'data');
const DAY = 86_400_000;
const ago = (days: number) => machine.clock.now() - days * DAY;

async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(join(data, 'office.sqlite'), machine);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

beforeAll(async () => {
  mkdirSync(data);
  await withStore(async (store) => {
    const tablet = sampleJournal(5);
    addPerson(tablet, 1);
    await acceptOne(store, samplePush(tablet));
    await store.write(async ({ db, random }) => {
      for (const days of [1, 399, 401]) {
        const session = { id: `s${days}`, token_hash: `t${days}`, account: 'a', granted: '{}' };
        const times = { created_at: 0, seen_at: 0, expires_at: ago(days), ended_at: null };
        await db
          .insertInto('session')
          .values({ ...session, ...times, agent: null, proved_at: null })
          .execute();
        const code = { code_hash: `c${days}`, site: 's', made_by: 'a', made_at: 0 };
        const used = { expires_at: ago(days), used_at: null, device: null };
        await db
          .insertInto('enrolment')
          .values({ ...code, ...used })
          .execute();
        const answer = { id: `w${days}`, job: 'j', asked_at: 0, answered_at: ago(days) };
        const said = { registry: 'file', officer: 'o', outcome: 'match', raw: '<Hoà/>' };
        await db
          .insertInto('answer')
          .values({ ...answer, ...said })
          .execute();
        const list = newId(ago(days - 0.5), random);
        const row = { id: 'p', number: null, old_number: null, full_name: 'Hoà', sex: 'female' };
        const birth = { birth: '1990-01-01', birth_precision: 'day' };
        await db
          .insertInto('population_staged')
          .values({ ...row, ...birth, list })
          .execute();
      }
    });
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

async function say(args: string[]): Promise<[number, Record<string, unknown>[]]> {
  let said = '';
  const stdout = {
    write: async (text: string) => {
      said += text;
    },
  };
  const io = { stdin: process.stdin, stdout, today: '2026-11-22' };
  const code = await run([...args, '--data', data], io);
  return [
    code,
    code === 0
      ? said
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line))
      : [],
  ];
}

const kept = () =>
  withStore((store) =>
    store.read(async ({ db }) => ({
      sessions: (await db.selectFrom('session').select('id').orderBy('id').execute()).length,
      codes: (await db.selectFrom('enrolment').select('code_hash').execute()).length,
      staged: (await db.selectFrom('population_staged').select('id').execute()).length,
      raw: (await db.selectFrom('answer').select('raw').where('raw', '<>', '').execute()).length,
      answers: (await db.selectFrom('answer').select('id').execute()).length,
      entries: (await db.selectFrom('entry').select('seq').execute()).length,
      pushes: (await db.selectFrom('audit').select('seq').where('act', '=', 'push').execute())
        .length,
    })),
  );

test('[A29] told first, let go after: entries, records and the audit never', async () => {
  const before = await kept();
  const [, told] = await say(['--dry-run']);
  const rows = Object.fromEntries(told.map((each) => [each.data, each.rows]));
  expect(rows).toEqual({
    sessions: 1,
    'codes for tablets': 2,
    'half sign-ins': 0,
    'passkey questions': 0,
    'rows of broken-off population lists': 2,
    'raw texts of answers': 2,
  });
  expect(await kept()).toEqual(before);
  const [code, gone] = await say([]);
  expect([code, gone.every((each) => each.gone === true)]).toEqual([0, true]);
  expect(await kept()).toEqual({ ...before, sessions: 2, codes: 1, staged: 1, raw: 1 });
  const [, again] = await say(['--dry-run']);
  expect(again.map((each) => each.rows)).toEqual([0, 0, 0, 0, 0, 0]);
});

test('[A29] sessions stay as long as a tablet may be away with entries made under them', async () => {
  expect((await say(['--sessions', '30']))[0]).toBe(2);
  expect((await say(['--answers', 'x']))[0]).toBe(2);
});
