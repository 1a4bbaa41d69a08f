import { expect, test } from 'vitest';
import { PASSWORD, sampleApp } from './http/sample-app.ts';
import { makeLog } from './log.ts';
import { StoreTrouble } from './store/store.ts';
import { addPerson, samplePush } from './sync/sample-push.ts';

test('[A4] whatever is asked, answered or broken, no name, number, token or query is logged', async () => {
  const lines: string[] = [];
  const log = makeLog('debug', { write: (line) => void lines.push(line) });
  const office = await sampleApp(undefined, { log });
  const device = await office.enrol();
  const tablet = office.journal(1);
  const person = addPerson(tablet, 1);
  await office.push(device, samplePush(tablet));
  const { token } = await office.signIn('head');
  await office.get(token, '/api/desk/checks?state=waiting&site=Nguyen-Van-Bi-Mat');
  await office.get(token, `/api/desk/persons/${person}?name=Nguyen-Van-Bi-Mat`);
  await office.app.inject({
    method: 'POST',
    url: '/api/sessions',
    payload: { user: 'Nguyen-Van-Bi-Mat', password: PASSWORD, more: 1 },
  });
  await office.app.inject({ method: 'POST', url: '/api/sessions', payload: '{"user":"Bi-Mat' });
  office.store.write = async () => {
    throw new StoreTrouble('full', new Error('near Nguyen-Van-Bi-Mat'));
  };
  const broken = await office.push(device, samplePush(tablet));
  office.store.write = async () => {
    throw new TypeError('cannot read Nguyen-Van-Bi-Mat of 001190000001');
  };
  const bug = await office.push(device, samplePush(tablet));
  await office.app.close();
  expect([broken.statusCode, bug.statusCode]).toEqual([503, 500]);
  expect(bug.json()).toMatchObject({
    code: 'bug',
    incident: expect.stringMatching(/^[0-9a-f]{16}$/),
  });
  const logged = lines.join('');
  expect(logged).toContain('/api/desk/persons/:id');
  expect(logged).toContain(bug.json().incident);
  for (const secret of ['Bi-Mat', 'Kiểm Thử', '1190000001', device, token, PASSWORD, person]) {
    expect(logged.includes(secret), secret).toBe(false);
    expect(bug.body).not.toContain(secret);
  }
});

test('[A4] a field on no list, a long text and an error’s own words are dropped, and that is told', () => {
  const lines: string[] = [];
  const log = makeLog('debug', { write: (line) => void lines.push(line) });
  const secret = 'Nguyen-Van-Bi-Mat';
  log.info({ person: { fullName: secret }, fullName: secret, kind: 'full' }, 'said');
  log.info({ name: { deep: secret }, to: secret.repeat(100) }, 'said');
  log.error(new TypeError(`near ${secret}`));
  log.error({ err: new TypeError(`near ${secret}`) });
  log.error({ err: new TypeError(`near ${secret}`) }, `near ${secret}`);
  log.error({ err: new TypeError('x', { cause: new Error(secret) }), waiting: 3 }, 'ours');
  const told = lines.map((line) => JSON.parse(line));
  expect(lines.join('')).not.toContain('Bi-Mat');
  expect(told[0]).toMatchObject({ kind: 'full', dropped: ['person', 'fullName'], msg: 'said' });
  expect(told[1]).toMatchObject({ dropped: ['name', 'to'] });
  expect(told.slice(2, 5).map(({ msg, err }) => [msg, err.name])).toEqual(
    Array(3).fill(['an error', 'TypeError']),
  );
  expect(told[5]).toMatchObject({ msg: 'ours', waiting: 3, err: { name: 'TypeError' } });
});
