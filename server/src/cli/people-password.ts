import { parseArgs } from 'node:util';
import { userKey } from '../access/accounts.ts';
import { giveFirstPassword } from '../people/first-password.ts';
import { openStore } from '../store/open-store.ts';
import type { Io } from './json-lines.ts';
import { databaseOf, machine } from './machine.ts';

const options = { database: { type: 'string' } } as const;

/**
 * `khop people password USER [--database LOCATION]`: gives an account a first password and prints it,
 * once. The first administrator of an office has no other way in.
 */
export async function run(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [user] = positionals;
  if (user === undefined) {
    await io.stdout.write('khop people password USER [--database LOCATION]\n');
    return 2;
  }
  const store = await openStore(values.database ?? databaseOf(process.env), machine);
  try {
    const account = await store.read(({ db }) =>
      db.selectFrom('account').select('id').where('user', '=', userKey(user)).executeTakeFirst(),
    );
    const password =
      account === undefined ? null : await giveFirstPassword(store, account.id, 'khop');
    await io.stdout.write(password === null ? 'Không có tài khoản này.\n' : `${password}\n`);
    return password === null ? 1 : 0;
  } finally {
    await store.close();
  }
}
