import { randomBytes } from 'node:crypto';
import { addAccount } from '@khop/server/access/accounts';
import { enrolDevice, makeEnrolment } from '@khop/server/access/enrol';
import { putSite } from '@khop/server/access/sites';
import { COMMUNE, COMMUNE_NAME, SITE } from '@khop/server/demo/place';
import { openStore } from '@khop/server/store/open-store';
import type { Store, Tx } from '@khop/server/store/store';
import { acceptPushes, type Push } from '@khop/server/sync/push';
import { samplePush } from '@khop/server/sync/sample-push';
import type { Screening } from '@khop/shared/dose';
import { sampleDose, sampleIdentity, sampleJournal, sampleRegistration } from '@khop/shared/sample';
import { HOSTILE } from './hostile-texts.ts';

export type HostilePerson = { id: string; fullName: string };

/** The nth person's text for a field: every text stands in every field of some person. */
const text = (nth: number, field: number): string =>
  HOSTILE[(nth + field * 13) % HOSTILE.length] ?? '';

/**
 * As many persons as there are hostile texts, each with another of them in every field that takes
 * text: names, contact, lots, notes, reasons, symptoms, points, sites, devices, accounts. They go the
 * road of a tablet's push; what the office refuses of them it quarantines.
 */
export async function plantHostile(database: string): Promise<HostilePerson[]> {
  const clock = { now: () => Date.now(), mono: () => performance.now() };
  const random = (length: number) => new Uint8Array(randomBytes(length));
  const store = await openStore(database, { clock, random });
  const nths = HOSTILE.map((_, nth) => nth);
  await store.write(async (tx) => {
    for (const nth of nths) await putPlace(tx, nth);
  });
  const made: { person: HostilePerson; push: Push }[] = [];
  for (const nth of nths) made.push(hostilePerson(nth, await enrol(store, nth)));
  await store.write((tx) =>
    acceptPushes(
      tx,
      made.map(({ push }) => push),
    ),
  );
  await store.close();
  return made.map(({ person }) => person);
}

/** A site with a point, and somebody who works there. */
async function putPlace(tx: Tx, nth: number): Promise<void> {
  const id = `hostile-${nth}`;
  const points = [text(nth, 2)];
  await putSite(tx, {
    id,
    name: text(nth, 1),
    commune: COMMUNE,
    communeName: COMMUNE_NAME,
    points,
  });
  const account = { id, user: id, fullName: text(nth, 3), password: 'none' };
  await addAccount(tx, { ...account, role: 'vaccinator', site: id, commune: null }, 'test');
}

async function enrol(store: Store, nth: number): Promise<string> {
  const id = `hostile-${nth}`;
  const made = await makeEnrolment(store, { site: id, by: id });
  // Its pushes come as the office has them once they are proved: no key is asked for again.
  const asked = { code: made?.code ?? '', deviceName: text(nth, 4), publicKey: id };
  const enrolled = await enrolDevice(store, asked);
  if (typeof enrolled === 'string') throw new Error('the hostile tablet was not enrolled');
  return enrolled.device;
}

function hostilePerson(nth: number, device: string): { person: HostilePerson; push: Push } {
  const site = `hostile-${nth}`;
  const operator = `hostile-${nth}`;
  const tablet = sampleJournal(9_000_000 + nth, operator);
  const id = tablet.newId();
  const fullName = text(nth, 0);
  const identity = {
    ...sampleIdentity,
    fullName,
    number: { kind: 'personal-id' as const, value: `0011900${String(10_000 + nth)}` },
  };
  const registered = tablet.add('person-registered', id, {
    ...sampleRegistration(identity, SITE.id),
    address: text(nth, 5),
    phone: text(nth, 6),
    guardian: { fullName: text(nth, 7), phone: text(nth, 8) },
  });
  tablet.add('identity-amended', id, {
    basedOn: registered.id,
    changes: { birthDate: { value: '1990-09-03', precision: 'day' } },
    origins: { birthDate: 'amended' },
    cardHash: null,
    reason: text(nth, 9),
  });
  const screening: Screening = {
    form: text(nth, 10),
    outcome: 'defer',
    ...{ temperature: 37, pulse: null, respiration: null, systolic: null, diastolic: null },
    findings: [text(nth, 11)],
    note: text(nth, 12),
  };
  tablet.add('screening-recorded', id, { screening, session: null, site });
  const dose = tablet.add('dose-recorded', id, {
    dose: {
      ...sampleDose,
      site,
      vaccine: nth % 2 === 0 ? sampleDose.vaccine : text(nth, 13),
      lot: text(nth, 14).slice(0, 50).toWellFormed(),
      point: text(nth, 15),
      vaccinator: operator,
      screening: { ...screening, outcome: 'caution' },
      overridden: [{ code: text(nth, 16), reason: text(nth, 17) }],
    },
  });
  tablet.add('dose-amended', id, {
    dose: dose.id,
    changes: { lot: text(nth, 14).slice(0, 40).toWellFormed() },
    reason: text(nth, 18),
  });
  tablet.add('observation-recorded', id, {
    dose: dose.id,
    endedAt: '2026-11-21T02:00:00.000Z',
    outcome: 'reaction',
    note: text(nth, 19),
  });
  tablet.add('reaction-recorded', id, {
    dose: dose.id,
    reaction: {
      onsetAt: '2026-11-21T01:50:00.000Z',
      symptoms: [text(nth, 20)],
      severity: 'mild',
      treatment: text(nth, 21),
      outcome: 'recovered',
      note: text(nth, 22),
    },
  });
  if (nth % 3 === 0) tablet.add('dose-voided', id, { dose: dose.id, reason: text(nth, 23) });
  return { person: { id, fullName }, push: samplePush(tablet, { device }) };
}
