import { seededRandom } from '@khop/shared/sample';
import { toInstant } from '@khop/shared/time';
import { insertAccount } from '../access/accounts.ts';
import { insertAppointment } from '../access/appointments.ts';
import { makeEnrolment } from '../access/enrol.ts';
import { openHalfSession } from '../access/half-sessions.ts';
import { hashPassword } from '../access/passwords.ts';
import { type App, buildApp } from '../app.ts';
import { putUnits } from '../store/units.ts';
import { sampleKey } from '../sync/sample-keys.ts';
import { HALF_COOKIE } from './authenticate.ts';
import { fillPlace, type Things } from './matrix-places.ts';
import { openDesk, putFactor } from './matrix-sessions.ts';
import {
  ASKERS,
  type Asker,
  CHANGES,
  type Operator,
  type PlaceName,
  RELATIONS,
  siteOf,
  UNITS,
  UNITS_AFTER,
} from './matrix-world.ts';
import { type Rehearsal, rehearse } from './rehearsal.ts';
import { PASSWORD, type SampleApp, sampleApp } from './sample-app.ts';

export type MatrixOffice = {
  app: App;
  rehearsal: Rehearsal;
  things: Record<PlaceName, Things>;
  /** How each asker shows who they are, and the ids of their own session and factor. */
  shown: Map<string, Record<string, string>>;
  own: Map<string, { account: string; session: string; factor: string }>;
  close(): Promise<void>;
};

const DAY_MS = 86_400_000;
const STALE_MS = 10 * 60_000;

/** One office for the whole matrix; what is asked of it is only rehearsed. */
export async function matrixOffice(): Promise<MatrixOffice> {
  const sample = await sampleApp({});
  const { store, clock } = sample;
  const random = seededRandom(7);
  const password = await hashPassword(PASSWORD, random);
  await store.write((tx) => putUnits(tx, [...UNITS, ...UNITS_AFTER], CHANGES));
  const things = {} as Record<PlaceName, Things>;
  for (const [nth, place] of RELATIONS.entries()) {
    things[place] = await fillPlace(sample, place, nth, password);
  }
  const shown: MatrixOffice['shown'] = new Map();
  const own: MatrixOffice['own'] = new Map();
  for (const [name, asker] of Object.entries(ASKERS)) {
    if (asker.kind === 'operator') {
      const signedIn = await signIn(sample, name, asker, password);
      shown.set(name, { authorization: `Bearer ${signedIn.token}` });
      own.set(name, signedIn);
    } else shown.set(name, await showOther(sample, asker));
  }
  const rehearsal = rehearse(store);
  const app = await buildApp({
    store: rehearsal.store,
    clock,
    random,
    log: null,
    clientDir: null,
    trustProxy: false,
    triesPerMinute: 1_000_000,
    checks: null,
    more: [],
  });
  return {
    app,
    rehearsal,
    things,
    shown,
    own,
    async close() {
      await app.close();
      await sample.close();
    },
  };
}

/** Each asker has an account, a session, and beside it another session and a factor of their own. */
function signIn({ store, clock }: SampleApp, name: string, asker: Operator, password: string) {
  return store.write(async (tx) => {
    const account = `asker-${name.replaceAll(' ', '-')}`;
    await insertAccount(tx, { id: account, user: account, fullName: name, password }, 'a');
    const from = toInstant(0);
    for (const place of asker.places) {
      const appointment = { account, role: asker.role, place, from, until: null };
      await insertAppointment(tx, appointment, 'a');
    }
    const other = await openDesk(tx, account);
    const { token, session } = await openDesk(
      tx,
      account,
      asker.session === 'tablet' ? 'tablet' : 'desk',
    );
    const now = clock.now();
    if (asker.session === 'stale') {
      const proved_at = now - STALE_MS;
      await tx.db.updateTable('session').set({ proved_at }).where('id', '=', session).execute();
    }
    if (asker.right !== undefined) {
      const moved = asker.right === 'ended' ? { until_at: now } : { from_at: now + DAY_MS };
      await tx.db.updateTable('appointment').set(moved).where('account', '=', account).execute();
    }
    return { account, token, session: other.session, factor: await putFactor(tx, account, name) };
  });
}

async function showOther(
  { store, app }: SampleApp,
  { kind }: Exclude<Asker, Operator>,
): Promise<Record<string, string>> {
  if (kind === 'nobody') return {};
  if (kind === 'half') {
    const half = { account: 'staff-Zqaw', agent: 'x' };
    const token = await store.write((tx) => openHalfSession(tx, half));
    return { cookie: `${HALF_COOKIE}=${token}`, 'sec-fetch-site': 'same-origin' };
  }
  const made = await makeEnrolment(store, { site: siteOf('own-site'), by: 'a' });
  const { publicKey } = sampleKey();
  const payload = { protocol: 1, code: made?.code, deviceName: 'Máy hỏi', publicKey };
  const enrolled = (await app.inject({ method: 'POST', url: '/api/devices', payload })).json();
  if (kind === 'revoked-device') {
    await store.write((tx) =>
      tx.db
        .updateTable('device')
        .set({ ended_at: tx.clock.now() })
        .where('id', '=', enrolled.device)
        .execute(),
    );
  }
  return { authorization: `Bearer ${enrolled.deviceToken}` };
}
