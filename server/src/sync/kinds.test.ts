import { mayState } from '@khop/shared/authority';
import type { EntryKind } from '@khop/shared/entry';
import { Role } from '@khop/shared/protocol/enrol';
import {
  type SampleJournal,
  sampleDose,
  sampleJournal,
  sampleRegistration,
  seededRandom,
} from '@khop/shared/sample';
import { expect, test } from 'vitest';
import { addAccount } from '../access/accounts.ts';
import { putSite } from '../access/sites.ts';
import { openStore } from '../store/open-store.ts';
import { handClock } from '../store/sample-store.ts';
import type { Store } from '../store/store.ts';
import { acceptOne, sampleDevice, samplePush } from './sample-push.ts';

const commune = { edition: '2025', code: '00004' };
const AT = '2026-11-21T02:00:00.000Z';
const site = 'site-1';

/** One fact of every kind, each on what was said before it. */
function everyKind(to: SampleJournal): void {
  const [person, session, lot] = [to.newId(), to.newId(), to.newId()];
  const { id: version } = to.add('person-registered', person, sampleRegistration());
  const { origins, cardHash } = sampleRegistration();
  const changes = { fullName: 'Lê Thị Sửa' };
  to.add('identity-amended', person, {
    basedOn: version,
    changes,
    origins,
    cardHash,
    reason: null,
  });
  to.add('contact-amended', person, { changes: { phone: '0900000000' } });
  to.add('dose-planned', person, { on: '2026-12-01', site, ordinal: 2, vaccine: null });
  to.add('absence-noted', person, { on: '2026-12-01', site });
  const screening = {
    form: 'f',
    outcome: 'eligible' as const,
    temperature: 36.6,
    pulse: null,
    respiration: null,
    systolic: null,
    diastolic: null,
    findings: [],
    note: null,
  };
  to.add('screening-recorded', person, { screening, session: null, site });
  const { id: dose } = to.add('dose-recorded', person, { dose: sampleDose });
  to.add('dose-amended', person, { dose, changes: { lot: 'L2' }, reason: 'x' });
  to.add('observation-recorded', person, { dose, endedAt: AT, outcome: 'well', note: null });
  const words = { symptoms: [], severity: 'mild', treatment: null, outcome: 'recovered' } as const;
  const reaction = { ...words, symptoms: [], onsetAt: AT, note: null };
  to.add('reaction-recorded', person, { dose, reaction });
  to.add('dose-voided', person, { dose, reason: 'x' });
  to.add('duplicate-judged', person, { other: to.newId(), judgement: 'different', reason: 'x' });
  const vial = { vaccine: 'PFIZER', lot: 'L1' };
  to.add('session-opened', session, {
    ...vial,
    site,
    point: null,
    on: '2026-11-21',
    expiresOn: null,
    vaccinator: 'op-1',
    screener: null,
  });
  to.add('session-changed', session, { changes: { lot: 'L2' } });
  to.add('vial-opened', session, { ...vial, openedAt: AT, doses: 6 });
  to.add('session-closed', session, { closedAt: AT, vials: [], note: null });
  const stock = { expiresOn: '2027-02-28', receivedOn: '2026-11-01', doses: 60 };
  to.add('lot-received', lot, { ...vial, ...stock, site });
  to.add('identity-checked', person, {
    verdict: { key: 'k', answer: 'match', answeredAt: AT, registry: 'r', check: to.newId() },
  });
  to.add('persons-linked', person, { other: to.newId() });
}

const PLACE: Record<Role, { site: string | null; commune: typeof commune | null }> = {
  vaccinator: { site, commune: null },
  'head-of-site': { site, commune: null },
  'health-station': { site: null, commune },
  'hamlet-team': { site: null, commune },
  'commune-police': { site: null, commune },
  'commune-chairman': { site: null, commune },
  'district-health': { site: null, commune: { edition: '2025', code: '01' } },
  ministry: { site: null, commune: null },
  administrator: { site: null, commune: null },
};
/** Of no commune: whatever they record at a site is recorded without a right there [AP6]. */
const FAR: readonly Role[] = ['district-health', 'ministry', 'administrator'];

async function office(role: Role): Promise<Store> {
  const store = await openStore(':memory:', {
    clock: handClock(),
    random: seededRandom(3),
  });
  await store.write(async (tx) => {
    await putSite(tx, { id: site, name: 'Trạm', commune, communeName: 'Xã', points: [] });
    const device = { id: sampleDevice, site, name: 'Máy', token_hash: 'x' };
    await tx.db
      .insertInto('device')
      .values({ ...device, enrolled_by: 'a', enrolled_at: 0, seen_at: 0, ended_at: null })
      .execute();
    const who = { id: 'op-1', user: 'op', fullName: 'Op', password: 'x', from: 0 };
    await addAccount(tx, { ...who, role, ...PLACE[role] }, 'a');
  });
  return store;
}

test.each(Role.options)('[AP9] [E5] every kind of fact, said on a tablet by a %s', async (role) => {
  const tablet = sampleJournal(1);
  everyKind(tablet);
  const store = await office(role);
  expect((await acceptOne(store, samplePush(tablet))).status).toBe('stored');
  const rows = await store.read(({ db }) =>
    db.selectFrom('entry').select(['kind', 'state', 'problem', 'flag']).orderBy('seq').execute(),
  );
  expect(rows).toHaveLength(19);
  for (const { kind, state, problem, flag } of rows) {
    const isOffices = kind === 'identity-checked' || kind === 'persons-linked';
    // Nothing said on a tablet is a verdict, whoever says it; all else counts, whoever said it.
    const expected = isOffices ? ['quarantined', 'office-only'] : ['applied', null];
    expect([state, problem], `${kind}`).toEqual(expected);
    const isTheirs = mayState(role, kind as EntryKind);
    const wanted = FAR.includes(role) ? 'right-ended' : isTheirs ? null : 'not-their-kind';
    if (!isOffices) expect(flag, `${kind}`).toBe(wanted);
  }
  await store.close();
});
