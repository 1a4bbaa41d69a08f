import { readPacked } from '@khop/shared/protocol/packed-page';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeEnrolment } from '../access/enrol.ts';
import { sampleKey } from '../sync/sample-keys.ts';
import { addPerson, samplePush } from '../sync/sample-push.ts';
import { type SampleApp, sampleApp } from './sample-app.ts';

const MIN_CLIENT = 7;
const LIST = '/api/scopes/site%3Asite-1/records';

let office: SampleApp;
beforeEach(async () => {
  office = await sampleApp(undefined, { minClient: MIN_CLIENT });
});
afterEach(() => office.close());

test('[P13] a tablet older than minClient is told so where it asks for lists; what it recorded is taken', async () => {
  const device = await office.enrol('site-1', MIN_CLIENT);
  const tablet = office.journal(1);
  addPerson(tablet, 1);
  // In the words of this build, which this office calls too old.
  const pushed = await office.push(device, samplePush(tablet));
  expect([pushed.statusCode, pushed.json().head]).toEqual([200, 2]);
  const { token } = await office.signIn('nurse');
  for (const asked of [LIST, `${LIST}?protocol=${MIN_CLIENT - 1}`]) {
    const refused = await office.get(token, asked);
    expect([refused.statusCode, refused.json().code]).toEqual([426, 'outdated']);
  }
  const page = await office.get(token, `${LIST}?protocol=${MIN_CLIENT}`);
  const packed = readPacked(new Uint8Array(page.rawPayload));
  expect([page.statusCode, packed?.head.to]).toEqual([200, 1]);
});

test('[P13] it is told so when it is enrolled, and its code stays good for a newer one', async () => {
  const { publicKey } = sampleKey();
  const made = await makeEnrolment(office.store, { site: 'site-1', by: 'admin' });
  const ask = (protocol: number) =>
    office.app.inject({
      method: 'POST',
      url: '/api/devices',
      payload: { protocol, code: made?.code, deviceName: 'Máy 1', publicKey },
    });
  const refused = await ask(MIN_CLIENT - 1);
  expect([refused.statusCode, refused.json().code]).toEqual([426, 'outdated']);
  expect((await ask(MIN_CLIENT)).statusCode).toBe(200);
});
