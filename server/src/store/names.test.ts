import { seededRandom } from '@khop/shared/sample';
import { toInstant } from '@khop/shared/time';
import { expect, test } from 'vitest';
import { insertAccount } from '../access/accounts.ts';
import { insertAppointment } from '../access/appointments.ts';
import { readNames } from './desk.ts';
import { openStore } from './open-store.ts';
import { handClock } from './sample-store.ts';

test('[A21] beside a name stands the role held last, not one that is still to come', async () => {
  const clock = handClock();
  const store = await openStore(':memory:', { clock, random: seededRandom(1) });
  await store.write(async (tx) => {
    const who = { id: 'hoa', user: 'hoa', fullName: 'Hoa', password: 'x' };
    await insertAccount(tx, who, 'a');
    const place = { kind: 'country' } as const;
    const tomorrow = toInstant(clock.now() + 86_400_000);
    const now = { account: 'hoa', role: 'vaccinator', place, from: toInstant(0), until: tomorrow };
    await insertAppointment(tx, { ...now, role: 'vaccinator' }, 'a');
    await insertAppointment(tx, { ...now, role: 'ministry', from: tomorrow, until: null }, 'a');
  });
  const rolesOf = async () => {
    const ids = { operators: ['hoa'], sites: [], journals: [] };
    const { operators } = await store.read((reads) => readNames(reads, ids));
    return operators.map(({ role }) => role);
  };
  expect(await rolesOf()).toEqual(['vaccinator']);
  clock.advance(86_400_000);
  expect(await rolesOf()).toEqual(['ministry']);
  await store.close();
});
