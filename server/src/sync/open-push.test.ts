import { toBase64 } from '@khop/shared/base64';
import { entryKeyContext, importEntryKey, sealEntry, wrapToOffice } from '@khop/shared/escrow';
import type { PushRequest } from '@khop/shared/protocol/push';
import { seededRandom } from '@khop/shared/sample';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type SampleApp, sampleApp } from '../http/sample-app.ts';
import { digestOf } from './chain.ts';
import { sampleKey, signedJournal } from './sample-keys.ts';
import { addPerson, readEntries, readPerson, samplePush } from './sample-push.ts';

const { subtle } = globalThis.crypto;
const random = seededRandom(9);
let office: SampleApp;
beforeEach(async () => {
  office = await sampleApp();
});
afterEach(() => office.close());

function post(token: string, journal: string, request: PushRequest) {
  return office.app.inject({
    method: 'POST',
    url: `/api/journals/${journal}/entries`,
    headers: { authorization: `Bearer ${token}` },
    payload: request,
  });
}

test('[E10] an entry another key signed is kept in quarantine, and those around it are applied', async () => {
  const token = await office.enrol();
  const tablet = office.journal(1);
  const first = addPerson(tablet, 1);
  const forged = signedJournal(2, sampleKey());
  const second = addPerson(forged, 2);
  const reply = await office.push(token, samplePush(tablet));
  expect(reply.json()).toMatchObject({ head: 2, refused: [] });
  const request = office.requestOf(token, samplePush(forged));
  expect((await post(token, forged.journal, request)).json().code).toBe('unknown-key');
  expect(await readEntries(office.store, forged.journal)).toEqual([]);
  // Whoever has nothing better to show is stored, not believed.
  const voucher = { text: '{}', sig: 'A'.repeat(86) };
  const shown = await post(token, forged.journal, { ...request, vouchers: [voucher] });
  const refused = [1, 2].map((seq) => ({ seq, problem: 'bad-signature' }));
  expect(shown.json()).toMatchObject({ head: 2, refused });
  expect(await readPerson(office.store, first)).not.toBeNull();
  expect(await readPerson(office.store, second)).toBeNull();
});

test('[E10] one operator’s key proves nothing in another operator’s name', async () => {
  const token = await office.enrol();
  const other = office.journal(3, 'op-2');
  addPerson(other, 3);
  const reply = await office.push(token, samplePush(other));
  expect(reply.json().refused).toMatchObject([
    { problem: 'bad-signature' },
    { problem: 'bad-signature' },
  ]);
});

test('[P8] a push whose chain does not end where its tablet signed is refused as a whole', async () => {
  const token = await office.enrol();
  const tablet = office.journal(4);
  addPerson(tablet, 4);
  const request = office.requestOf(token, samplePush(tablet));
  const [entry, ...rest] = request.entries;
  if (entry === undefined || !('text' in entry)) throw new Error('no entry');
  const bent: PushRequest[] = [
    { ...request, entries: rest },
    { ...request, entries: [{ ...entry, text: entry.text.replace('Lê', 'La') }, ...rest] },
    { ...request, entries: [{ ...entry, sig: turned(entry.sig) }, ...rest] },
    { ...request, prevHash: 'ab'.repeat(32) },
    { ...request, from: 2 },
    { ...request, sig: sampleKey().sign('x') },
  ];
  for (const each of bent) {
    const reply = await post(token, tablet.journal, each);
    expect([reply.statusCode, reply.json().code]).toEqual([400, 'bad-request']);
  }
  expect(await readEntries(office.store, tablet.journal)).toEqual([]);
  const unknown = await post(token, tablet.journal, { ...request, device: 'none' });
  expect(unknown.json().code).toBe('forbidden');
});

test('[P8] another tablet may carry a push; it is still the one’s that signed it', async () => {
  const token = await office.enrol();
  const carrier = await office.enrol('site-2');
  const tablet = office.journal(5);
  addPerson(tablet, 5);
  const request = office.requestOf(token, samplePush(tablet));
  expect((await post(carrier, tablet.journal, request)).json()).toMatchObject({ head: 2 });
  expect((await post(token, tablet.journal, request)).json()).toMatchObject({ head: 2 });
  const held = await office.store.read(({ db }) =>
    db.selectFrom('journal').select('device').where('id', '=', tablet.journal).executeTakeFirst(),
  );
  expect(held?.device).toBe(request.device);
});

function turned(sig: string): string {
  return (sig.startsWith('A') ? 'B' : 'A') + sig.slice(1);
}

/** The same push as a locked tablet sends it: it cannot read what it hands over. */
async function sealedPush(request: PushRequest, publicKey: string): Promise<PushRequest> {
  const raw = new Uint8Array(random(32));
  const key = await importEntryKey(subtle, raw);
  const entryKey = 'c'.repeat(32);
  const context = entryKeyContext(request.device, entryKey);
  const wrapped = toBase64(await wrapToOffice(subtle, random, publicKey, context, raw));
  const entries = await Promise.all(
    request.entries.map(async (entry, index) => {
      if (!('text' in entry)) throw new Error('sealed already');
      const name = { entryKey, id: `entry-${index}` };
      const sealed = toBase64(await sealEntry(subtle, random, key, name, entry.text));
      const { key: by, sig, text } = entry;
      return { ...name, sealed, digest: digestOf(text), key: by, sig };
    }),
  );
  return { ...request, entryKeys: [{ id: entryKey, wrapped }], entries };
}

test('[E11] what a locked tablet sealed arrives as what its operator said', async () => {
  const enrolment = await office.app.inject({ method: 'GET', url: '/api/lease' });
  expect(enrolment.statusCode).toBe(401);
  const token = await office.enrol();
  const tablet = office.journal(6);
  const person = addPerson(tablet, 6);
  const plain = office.requestOf(token, samplePush(tablet));
  const escrow = await office.store.read(({ db }) =>
    db
      .selectFrom('office_key')
      .select('public_key')
      .where('use', '=', 'escrow')
      .executeTakeFirstOrThrow(),
  );
  const sealed = await sealedPush(plain, escrow.public_key);
  expect(JSON.stringify(sealed)).not.toContain('Kiểm Thử');
  const reply = await post(token, tablet.journal, sealed);
  expect(reply.json()).toMatchObject({ head: 2, headHash: tablet.headHash(), refused: [] });
  expect((await readPerson(office.store, person))?.doses).toHaveLength(1);
  // Sent once plain and once sealed, it is the same.
  expect((await post(token, tablet.journal, plain)).json()).toMatchObject({ head: 2 });
});

test('[E11] what the office cannot open is refused as a whole, and nothing is stored', async () => {
  const token = await office.enrol();
  const tablet = office.journal(7);
  addPerson(tablet, 7);
  const plain = office.requestOf(token, samplePush(tablet));
  const stranger = await sealedPush(plain, sampleKey().publicKey);
  const noKeys = { ...(await sealedPush(plain, sampleKey().publicKey)), entryKeys: [] };
  for (const request of [stranger, noKeys]) {
    const reply = await post(token, tablet.journal, request);
    expect(reply.json().code).toBe('bad-request');
  }
  expect(await readEntries(office.store, tablet.journal)).toEqual([]);
});
