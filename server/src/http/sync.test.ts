import { gzipSync } from 'node:zlib';
import { PACKED_TYPE, readPacked } from '@khop/shared/protocol/packed-page';
import { MAX_PUSH_BYTES } from '@khop/shared/protocol/push';
import { PACKED_SINCE } from '@khop/shared/protocol/version';
import { sampleRegistration } from '@khop/shared/sample';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StoreTrouble } from '../store/store.ts';
import { addPerson, addText, samplePush } from '../sync/sample-push.ts';
import { COMMUNE, type SampleApp, sampleApp } from './sample-app.ts';

let office: SampleApp;
beforeEach(async () => {
  office = await sampleApp();
});
afterEach(() => office.close());

describe('a push over HTTP', () => {
  test('[P1] [P14] plain or zipped, it is stored and answered; what it made is pulled by the site alone, in its words', async () => {
    const device = await office.enrol();
    const tablet = office.journal(1);
    const person = addPerson(tablet, 1);
    const plain = await office.push(device, samplePush(tablet, { to: 1 }));
    expect([plain.statusCode, plain.json().head]).toEqual([200, 1]);
    const zipped = await office.push(device, samplePush(tablet, { from: 2 }), true);
    expect([zipped.statusCode, zipped.json().head]).toEqual([200, 2]);
    const nurse = await office.signIn('nurse');
    const page = await office.get(nurse.token, '/api/scopes/site%3Asite-1/records?after=0');
    expect(page.headers['cache-control']).toBe('no-store');
    expect(page.json()).toMatchObject({ to: 2, head: 2, records: [{ id: person, pos: 2 }] });
    const list = '/api/scopes/site%3Asite-1/records?after=0';
    const first = await office.get(nurse.token, `${list}&protocol=${PACKED_SINCE - 1}`);
    expect([first.headers['content-type'], first.json().to]).toEqual([
      expect.stringContaining('application/json'),
      2,
    ]);
    const packed = await office.get(nurse.token, `${list}&protocol=${PACKED_SINCE}`);
    expect([packed.headers['content-type'], packed.headers['content-encoding']]).toEqual([
      PACKED_TYPE,
      undefined,
    ]);
    expect(readPacked(new Uint8Array(packed.rawPayload))?.head).toMatchObject({ to: 2, head: 2 });
  });

  test('[I5] a gap answers 409 with the same words', async () => {
    const device = await office.enrol();
    const tablet = office.journal(2);
    addPerson(tablet, 1);
    const gap = await office.push(device, samplePush(tablet, { from: 2 }));
    expect([gap.statusCode, gap.json()]).toMatchObject([409, { head: 0, fork: null }]);
  });

  test('[A2] a scope that was not granted answers like one that does not exist', async () => {
    const device = await office.enrol();
    const tablet = office.journal(3);
    addPerson(tablet, 1);
    await office.push(device, samplePush(tablet));
    const { token } = await office.signIn('stranger');
    const theirs = await office.get(token, '/api/scopes/site%3Asite-1/records?after=0');
    const absent = await office.get(token, '/api/scopes/site%3Anowhere/records?after=0');
    expect(theirs.statusCode).toBe(404);
    expect(theirs.body).toBe(absent.body);
    expect((await office.get(device, '/api/scopes/site%3Asite-1/records')).statusCode).toBe(403);
  });

  test('a small body that inflates beyond the cap is refused', async () => {
    const device = await office.enrol();
    const bomb = gzipSync(Buffer.alloc(MAX_PUSH_BYTES + 1, 32));
    expect(bomb.length).toBeLessThan(10_000);
    const reply = await office.app.inject({
      method: 'POST',
      url: `/api/journals/${'a'.repeat(32)}/entries`,
      headers: {
        authorization: `Bearer ${device}`,
        'content-type': 'application/json',
        'content-encoding': 'gzip',
      },
      payload: bomb,
    });
    expect([reply.statusCode, reply.json().code]).toEqual([413, 'too-large']);
  });

  test('bytes that are cut, bent or of another shape are refused without echoing them', async () => {
    const device = await office.enrol();
    const tablet = office.journal(4);
    addPerson(tablet, 1);
    const { journal } = tablet;
    const request = office.requestOf(device, samplePush(tablet));
    const zipped = gzipSync(JSON.stringify(request));
    const send = (payload: Buffer, encoding?: string, url = `/api/journals/${journal}/entries`) =>
      office.app.inject({
        method: 'POST',
        url,
        headers: {
          authorization: `Bearer ${device}`,
          'content-type': 'application/json',
          ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
        },
        payload,
      });
    const replies = [
      await send(zipped.subarray(0, zipped.length - 20), 'gzip'),
      await send(Buffer.from('{"entries":[{"text":"Nguyễn Văn Bí Mật"'), undefined),
      await send(Buffer.from('{"entries":"Nguyễn Văn Bí Mật"}'), undefined),
      await send(Buffer.from(JSON.stringify(request)), 'br'),
      await send(Buffer.from(JSON.stringify(request)), undefined, '/api/journals/short/entries'),
    ];
    for (const reply of replies) {
      expect(reply.statusCode).toBeGreaterThanOrEqual(400);
      expect(reply.statusCode).toBeLessThan(500);
      expect(reply.json().code).toBe('bad-request');
      expect(reply.body).not.toContain('Bí Mật');
    }
    expect((await office.push(device, samplePush(tablet))).json().head).toBe(2);
  });

  test('trouble of the store is 503 with Retry-After, never a success', async () => {
    const device = await office.enrol();
    const tablet = office.journal(5);
    addPerson(tablet, 1);
    office.store.write = async () => {
      throw new StoreTrouble('full', new Error('planned'));
    };
    const reply = await office.push(device, samplePush(tablet));
    expect([reply.statusCode, reply.json().code]).toEqual([503, 'unavailable']);
    expect(Number(reply.headers['retry-after'])).toBeGreaterThanOrEqual(5);
  });
});

describe('the desk over HTTP', () => {
  async function fill(): Promise<{ near: string; far: string }> {
    const tablet = office.journal(6);
    const near = tablet.newId();
    const live = { residence: COMMUNE };
    tablet.add('person-registered', near, { ...sampleRegistration(), ...live });
    addText(tablet, '{"kind":"dose-invented"}');
    await office.push(await office.enrol(), samplePush(tablet));
    const other = office.journal(7);
    const far = addPerson(other, 9, 'site-2');
    await office.push(await office.enrol('site-2'), samplePush(other));
    return { near, far };
  }

  test('lists and counts are of the asker’s scopes only, and show no whole number', async () => {
    const { near } = await fill();
    const { token } = await office.signIn('police');
    const list = await office.get(token, '/api/desk/checks?state=waiting');
    expect(list.json()).toMatchObject({
      rows: [{ person: near, state: 'waiting', number: { tail: '0001' }, site: 'site-1' }],
      total: 1,
      next: null,
      counts: {
        states: [{ key: 'waiting', count: 1 }],
        sites: [{ key: 'site-1', name: 'Trạm Một', count: 1 }],
        communes: [{ key: '2025:00004', name: 'Phường Thử', count: 1 }],
      },
    });
    expect(list.body).not.toContain('001190000001');
    const none = await office.get(token, '/api/desk/checks?state=waiting&site=site-2');
    expect(none.json()).toMatchObject({ rows: [], total: 0 });
    const commune = '/api/desk/checks?commune=2025:00004';
    expect((await office.get(token, commune)).json().total).toBe(1);
  });

  test('[A5] a person without a known residence is the work of the recording site’s commune', async () => {
    const tablet = office.journal(6);
    const person = addPerson(tablet, 1);
    await office.push(await office.enrol(), samplePush(tablet));
    const elsewhere = office.journal(7);
    const other = addPerson(elsewhere, 9, 'site-2');
    await office.push(await office.enrol('site-2'), samplePush(elsewhere));
    const { token } = await office.signIn('police');
    const list = (await office.get(token, '/api/desk/checks')).json();
    expect(list.rows.map((row: { person: string }) => row.person)).toEqual([person]);
    expect((await office.get(token, `/api/desk/persons/${person}`)).statusCode).toBe(200);
    expect((await office.get(token, `/api/desk/persons/${other}`)).statusCode).toBe(404);
  });

  test('pages follow one another without a gap or a double', async () => {
    const tablet = office.journal(8);
    const people = Array.from({ length: 7 }, (_, serial) => addPerson(tablet, serial));
    await office.push(await office.enrol(), samplePush(tablet));
    const { token } = await office.signIn('head');
    const seen: string[] = [];
    let after = '';
    for (let page = 0; page < 10; page++) {
      const reply = (await office.get(token, `/api/desk/checks?limit=3${after}`)).json();
      seen.push(...reply.rows.map(({ person }: { person: string }) => person));
      if (reply.next === null) break;
      after = `&after=${reply.next}`;
    }
    expect(seen).toEqual(people);
  });

  test('[A2] a person elsewhere answers like nobody; one’s own comes with names and is audited', async () => {
    const { near, far } = await fill();
    const { token } = await office.signIn('head');
    const found = await office.get(token, `/api/desk/persons/${near}`);
    expect(found.json()).toMatchObject({
      record: { id: near, versions: [{ operator: 'op-1' }] },
      devices: [{ name: 'Máy 1' }],
      sites: [{ id: 'site-1', name: 'Trạm Một' }],
    });
    const theirs = await office.get(token, `/api/desk/persons/${far}`);
    const nobody = await office.get(token, `/api/desk/persons/${far.replace(/.$/, '0')}`);
    expect(theirs.statusCode).toBe(404);
    expect(theirs.body).toBe(nobody.body);
    const acts = await office.store.read(({ db }) =>
      db.selectFrom('audit').select(['who', 'object']).where('act', '=', 'person-viewed').execute(),
    );
    expect(acts).toEqual([{ who: 'head', object: near }]);
  });

  test('quarantine is listed for the site whose tablet it came from', async () => {
    await fill();
    const { token } = await office.signIn('head');
    const { rows } = (await office.get(token, '/api/desk/quarantine')).json();
    expect(rows).toMatchObject([
      { seq: 2, problem: 'unknown-kind', site: 'site-1', mended: false },
    ]);
    const { token: stranger } = await office.signIn('stranger');
    expect((await office.get(stranger, '/api/desk/quarantine')).json()).toEqual({ rows: [] });
  });
});
