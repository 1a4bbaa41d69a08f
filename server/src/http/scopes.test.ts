import { expect, test } from 'vitest';
import { sampleApp } from './sample-app.ts';

test('[A20] [A30] a list pulled at the desk is written down; who works at no site pulls none', async () => {
  const office = await sampleApp();
  const pull = async (user: string, scope: string) => {
    const { token } = await office.signIn(user);
    return office.get(token, `/api/scopes/${encodeURIComponent(scope)}/records`);
  };
  const commune = 'commune:2025:00004';
  expect((await pull('nurse', 'site:site-1')).statusCode).toBe(200);
  expect((await pull('station', commune)).statusCode).toBe(200);
  expect((await pull('police', commune)).statusCode).toBe(403);
  await office.app.close();
  const looks = await office.store.read(({ db }) =>
    db.selectFrom('audit').select(['who', 'object']).where('act', '=', 'list-viewed').execute(),
  );
  expect(looks).toEqual([{ who: 'station', object: `scope=${commune}` }]);
  await office.store.close();
});
