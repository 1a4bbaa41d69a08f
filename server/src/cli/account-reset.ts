import { parseArgs } from 'node:util';
import { userKey } from '../access/accounts.ts';
import { endSessions } from '../access/desk-sessions.ts';
import { resetFactors } from '../access/factors.ts';
import { openStore } from '../store/open-store.ts';
import type { Io } from './json-lines.ts';
import { databaseOf, machine } from './machine.ts';

const options = { database: { type: 'string' } } as const;

/**
 * `khop account reset USER [--database LOCATION]`: phone, key and recovery codes are lost. Takes the
 * second factors away and ends all sessions; the next sign-in at the desk sets a new one up. For
 * whoever runs the office's machine, after having made sure who asks. One JSON line.
 */
export async function run(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [user] = positionals;
  if (user === undefined) {
    await io.stdout.write('khop account reset USER [--database LOCATION]\n');
    return 2;
  }
  const store = await openStore(values.database ?? databaseOf(process.env), machine);
  try {
    const account = await store.write(async (tx) => {
      const found = await tx.db
        .selectFrom('account')
        .select('id')
        .where('user', '=', userKey(user))
        .where('ended_at', 'is', null)
        .executeTakeFirst();
      if (found === undefined) return null;
      await resetFactors(tx, found.id, 'command-line');
      await endSessions(tx, found.id, null, 'command-line');
      return found.id;
    });
    await io.stdout.write(`${JSON.stringify({ account, reset: account !== null })}\n`);
    return account === null ? 1 : 0;
  } finally {
    await store.close();
  }
}
