import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleJournal } from '@khop/shared/sample';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../store/open-store.ts';
import { acceptOne, addPerson, samplePush } from '../sync/sample-push.ts';
import { run as backup } from './backup.ts';
import { run as keygen } from './backup-keygen.ts';
import { run as verify } from './backup-verify.ts';
import { machine } from './machine.ts';
import { run as restore } from './restore.ts';

let folder = '';
const at = (name: string) => join(folder, name);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'khop-cli-'));
  mkdirSync(at('data'));
  const store = await openStore(at('data/office.sqlite'), machine);
  const tablet = sampleJournal(5);
  addPerson(tablet, 1);
  await acceptOne(store, samplePush(tablet));
  await store.close();
});
afterEach(() => rmSync(folder, { recursive: true }));

type Command = typeof backup;
type Told = { code: number } & Record<string, unknown>;

async function tell(command: Command, ...args: string[]): Promise<Told> {
  let text = '';
  const stdin = (async function* () {})();
  const code = await command(args, { stdin, stdout: { write: (more) => (text += more) } });
  return text.startsWith('{') ? { ...JSON.parse(text), code } : { text, code };
}

test('[Z1] keys, a copy, a rehearsal and a restore from the command line', async () => {
  expect(await tell(keygen, '--out', at('key'))).toMatchObject({ code: 0, private: at('key') });
  const keyText = readFileSync(at('key'), 'utf8');
  expect(await tell(keygen, '--out', at('key'))).toMatchObject({ code: 1, problem: 'occupied' });
  expect(readFileSync(at('key'), 'utf8')).toBe(keyText);

  const copying = ['--to', at('copies'), '--recipient', at('key.pub'), '--data', at('data')];
  expect(await tell(backup, ...copying)).toMatchObject({ code: 0, copied: true, kind: 'full' });
  expect(await tell(backup, ...copying, '--next')).toMatchObject({ code: 0 });
  const store = await openStore(at('data/office.sqlite'), machine);
  const rows = await store.read(({ db }) => db.selectFrom('journal').select('safe').execute());
  await store.close();
  expect(rows).toEqual([{ safe: 2 }]);

  expect(await tell(verify, '--from', at('copies'))).toMatchObject({ code: 0 });
  const from = ['--from', at('copies'), '--identity', at('key')];
  expect(await tell(verify, ...from, '--work', folder)).toMatchObject({ contains: { entries: 2 } });
  expect(readdirSync(folder).sort()).toEqual(['copies', 'data', 'key', 'key.pub']);

  expect(await tell(restore, ...from, '--data', at('data'))).toMatchObject({
    code: 1,
    problem: 'occupied',
    say: expect.stringContaining('--replace'),
  });
  const restored = await tell(restore, ...from, '--data', at('data'), '--replace');
  expect(restored).toMatchObject({ code: 0, say: expect.stringContaining('2 entries, 1 records') });
  // What lay there before is beside it, whole.
  expect(existsSync(join(String(restored.aside), 'office.sqlite'))).toBe(true);
  expect(existsSync(at('data/office.sqlite'))).toBe(true);
});

test('[Z1] what is wrong is one sentence with the file and the cure, and nothing is made', async () => {
  await tell(keygen, '--out', at('key'));
  const copying = ['--to', at('copies'), '--recipient', at('key.pub')];
  expect(await tell(backup, ...copying, '--data', at('none'))).toMatchObject({
    code: 1,
    problem: 'no-office',
    say: expect.stringContaining(at('none')),
  });
  expect(existsSync(at('none'))).toBe(false);
  expect(await tell(backup, '--to', at('copies'), '--recipient', at('nokey'))).toMatchObject({
    code: 1,
    problem: 'bad-key',
  });
  await tell(backup, ...copying, '--data', at('data'));
  const [name = ''] = readdirSync(at('copies')).filter((each) => each.endsWith('.khop'));
  const bytes = readFileSync(at(`copies/${name}`));
  writeFileSync(at(`copies/${name}`), bytes.subarray(0, bytes.length - 9));
  const from = ['--from', at('copies'), '--identity', at('key'), '--data', at('data2')];
  expect(await tell(restore, ...from)).toMatchObject({
    code: 1,
    problem: 'damaged',
    say: expect.stringContaining(name),
  });
  expect(readdirSync(at('data2'))).toEqual([]);
  expect(await tell(restore, '--from', at('copies'))).toMatchObject({ code: 2 });
  expect(await tell(restore, ...from, '--until', 'yesterday')).toMatchObject({ code: 2 });
  expect(await tell(restore, '--only-epoch', '--database', at('data/office.sqlite'))).toMatchObject(
    {
      code: 1,
    },
  );
});
