import { toBase64 } from '@khop/shared/base64';
import { dataKeyContext, wrapToOffice } from '@khop/shared/escrow';
import type { Id } from '@khop/shared/ids';
import type { PushRequest } from '@khop/shared/protocol/push';
import { seededRandom } from '@khop/shared/sample';
import { toInstant } from '@khop/shared/time';
import { insertAccount } from '../access/accounts.ts';
import { insertAppointment } from '../access/appointments.ts';
import { makeEnrolment } from '../access/enrol.ts';
import { putSite } from '../access/sites.ts';
import { getOffice } from '../store/epochs.ts';
import { openOfficeKeys } from '../store/office-keys.ts';
import { putOperatorKey, type SampleKey, sampleKey, signedJournal } from '../sync/sample-keys.ts';
import { addHistory, requestFor } from './matrix-person.ts';
import { openDesk, putFactor } from './matrix-sessions.ts';
import { PLACES, type PlaceName, siteOf } from './matrix-world.ts';
import type { SampleApp } from './sample-app.ts';

/** What stands in a place, by the ids requests name it by. */
export type Things = {
  person: Id;
  job: string;
  site: string;
  device: string;
  deviceKey: SampleKey;
  dataKey: string;
  account: string;
  appointment: string;
  session: string;
  factor: string;
  journal: string;
  push: PushRequest;
  /** Words that stand in this place alone: about its person, and about its people and tablets. */
  canaries: { personal: string[]; official: string[] };
};

const DAY_MS = 86_400_000;

/** A site with a tablet, its people and one person who was vaccinated there; all with canaries. */
export async function fillPlace(
  { app, store, clock }: SampleApp,
  place: PlaceName,
  nth: number,
  password: string,
): Promise<Things> {
  const mark = `Zq${'abcdefgh'[nth]}w`;
  const { commune, hasResidence } = PLACES[place];
  const site = siteOf(place);
  const account = `staff-${mark}`;
  const own = await store.write(async (tx) => {
    const siteName = `Trạm ${mark}`;
    await putSite(tx, {
      id: site,
      name: siteName,
      commune,
      communeName: 'Xã',
      points: [],
      twoPersons: true,
    });
    await insertAccount(
      tx,
      { id: account, user: account, fullName: `Người ${mark}`, password },
      'a',
    );
    const appointed = { account, role: 'vaccinator', place: { kind: 'site', site } } as const;
    const from = toInstant(0);
    const appointment = await insertAppointment(tx, { ...appointed, from, until: null }, 'a');
    const { session } = await openDesk(tx, account);
    return { appointment, session, factor: await putFactor(tx, account, nth) };
  });
  const made = await makeEnrolment(store, { site, by: account });
  const deviceKey = sampleKey();
  const enrolled = await app.inject({
    method: 'POST',
    url: '/api/devices',
    payload: {
      protocol: 1,
      code: made?.code,
      deviceName: `Máy ${mark}`,
      publicKey: deviceKey.publicKey,
    },
  });
  const { device, deviceToken } = enrolled.json();
  const key = sampleKey();
  await putOperatorKey(store, { ...key, account, device });
  const journal = signedJournal(nth + 1, key, account);
  const number = `0011900${String(77_310 + nth * 7)}`;
  const phone = `09876${String(54_310 + nth * 7)}`;
  const person = addHistory(journal, { mark, number, phone, site }, hasResidence ? commune : null);
  const { epoch } = await store.read(getOffice);
  const push = requestFor(journal, device, deviceKey, epoch);
  const pushed = await app.inject({
    method: 'POST',
    url: `/api/journals/${journal.journal}/entries`,
    headers: { authorization: `Bearer ${deviceToken}` },
    payload: push,
  });
  if (pushed.statusCode !== 200) throw new Error(`a place was not filled: ${pushed.body}`);
  const job = await store.write(async (tx) => {
    const until = clock.now() + DAY_MS;
    const held = { state: 'held', last_problem: 'variants-today', run_at: until } as const;
    await tx.db.updateTable('job').set(held).where('subject', '=', person).execute();
    const alert = { citizen: mark, field: 'fullName', subject: person, officer: account };
    await tx.db
      .insertInto('oracle_alert')
      .values({ ...alert, at: clock.now() })
      .execute();
    const row = tx.db.selectFrom('job').select('id').where('subject', '=', person);
    return (await row.executeTakeFirstOrThrow()).id;
  });
  const office = await openOfficeKeys(store);
  const { subtle } = globalThis.crypto;
  const random = seededRandom(nth + 50);
  const context = dataKeyContext(device);
  const wrapped = await wrapToOffice(
    subtle,
    random,
    office.public.escrow,
    context,
    new Uint8Array(32),
  );
  return {
    person,
    job,
    site,
    device,
    deviceKey,
    dataKey: toBase64(wrapped),
    account,
    ...own,
    journal: journal.journal,
    push,
    canaries: {
      personal: [`Canary ${mark}`, number, phone, `Số ${mark}`, `LOT-${mark}`, person, job],
      official: [`Trạm ${mark}`, `Người ${mark}`, `Máy ${mark}`, device, account, own.appointment],
    },
  };
}
