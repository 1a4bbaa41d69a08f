import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addAccount } from '../access/accounts.ts';
import { addFactor, listFactors, offerTotp } from '../access/factors.ts';
import { openStore } from '../store/open-store.ts';
import { run } from './account-reset.ts';
import { machine } from './machine.ts';

test('who lost phone and codes begins anew; nobody else is touched', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'khop-reset-'));
  const database = join(folder, 'office.sqlite');
  const store = await openStore(database, machine);
  const factorsOf = (account: string) => store.read((reads) => listFactors(reads, account));
  for (const id of ['an', 'binh']) {
    const account = { id, user: id, fullName: id, password: '', site: null, commune: null };
    await store.write((tx) => addAccount(tx, { ...account, role: 'administrator' }, 'test'));
    const row = await store.read(({ db }) =>
      db.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    );
    const person = { owner: id, account: row };
    const { secret } = await offerTotp(store, person);
    const totp = { kind: 'totp', name: '', credential: null, host: null } as const;
    await addFactor(store, person, { ...totp, secret, counter: 0 });
    expect(await factorsOf(id)).toHaveLength(1);
  }
  const said: string[] = [];
  const write = async (text: string) => void said.push(text);
  const io = { stdin: process.stdin, stdout: { write }, today: '2026-11-21' };
  expect(await run([' AN ', '--database', database], io)).toBe(0);
  expect(await run(['nobody', '--database', database], io)).toBe(1);
  expect(said).toEqual(['{"account":"an","reset":true}\n', '{"account":null,"reset":false}\n']);
  expect([await factorsOf('an'), await factorsOf('binh')]).toMatchObject([[], [{}]]);
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});
