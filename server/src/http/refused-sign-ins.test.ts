import { afterAll, beforeAll, expect, test } from 'vitest';
import { PASSWORD, type SampleApp, sampleApp } from './sample-app.ts';

let office: SampleApp;
beforeAll(async () => {
  office = await sampleApp(undefined, { triesPerMinute: 4 });
});
afterAll(() => office.close());

const WRONG = 'mot-mat-khau-sai';

async function asks(url: string, user: string, password = WRONG) {
  const payload = { user, password };
  return (await office.app.inject({ method: 'POST', url, payload })).statusCode;
}

function refusals() {
  return office.store.read(({ db }) =>
    db
      .selectFrom('audit')
      .selectAll()
      .where('act', '=', 'sign-in-refused')
      .orderBy('seq')
      .execute(),
  );
}

test('[A32] a refused sign-in is a row: whose account, from which network, and no word that was typed', async () => {
  expect(await asks('/api/sessions', 'nurse')).toBe(401);
  expect(await asks('/api/desk/sign-in', 'HEAD')).toBe(401);
  // A name nobody has is often a password in the wrong box.
  expect(await asks('/api/sessions', 'bi-mat-cua-toi')).toBe(401);
  // Right, but with nothing to do on a tablet.
  expect(await asks('/api/sessions', 'police', PASSWORD)).toBe(401);
  const rows = await refusals();
  expect(rows.map(({ who }) => who)).toEqual(['nurse', 'head', 'unknown', 'police']);
  expect(new Set(rows.map(({ object }) => object)).size).toBe(1);
  expect(rows[0]?.object).toMatch(/^[0-9a-f]{64}$/);
  const text = JSON.stringify(rows);
  for (const typed of [WRONG, PASSWORD, 'bi-mat', '127.0.0.1']) expect(text).not.toContain(typed);
});

test('[A32] who guesses on is refused before anything is looked at, and fills no audit', async () => {
  const answers = [];
  for (let nth = 0; nth < 20; nth++) answers.push(await asks('/api/sessions', 'nurse'));
  expect(new Set(answers)).toEqual(new Set([429]));
  expect(await refusals()).toHaveLength(4);
});
