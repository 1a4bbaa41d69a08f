import { genesisHash } from '@khop/shared/entry';
import type { Id } from '@khop/shared/ids';
import type { PushRequest } from '@khop/shared/protocol/push';
import {
  type SampleJournal,
  sampleDose,
  sampleIdentity,
  sampleRegistration,
} from '@khop/shared/sample';
import { type SampleKey, signPush } from '../sync/sample-keys.ts';
import type { PLACES, PlaceName } from './matrix-world.ts';

type Marks = { mark: string; number: string; phone: string; site: string };

/** A registration, a dose with findings, a session, a lot, and a fact that must wait in quarantine. */
export function addHistory(
  to: SampleJournal,
  { mark, number, phone, site }: Marks,
  residence: (typeof PLACES)[PlaceName]['commune'] | null,
): Id {
  const person = to.newId();
  const fullName = `Canary ${mark}`;
  const identity = {
    ...sampleIdentity,
    fullName,
    number: { kind: 'personal-id' as const, value: number },
  };
  const contact = { phone, address: `Số ${mark}`, residence };
  to.add('person-registered', person, { ...sampleRegistration(identity, site), ...contact });
  const screening = {
    form: 'f',
    outcome: 'eligible' as const,
    temperature: 36.6,
    pulse: null,
    respiration: null,
    systolic: null,
    diastolic: null,
    findings: [FINDING],
    note: null,
  };
  const given = { ...sampleDose, site, lot: `LOT-${mark}`, vaccinator: `staff-${mark}`, screening };
  const dose = to.add('dose-recorded', person, { dose: given });
  const changes = { screening: { ...screening, temperature: 36.7 } };
  to.add('dose-amended', person, { dose: dose.id, changes, reason: 'x' });
  to.add('screening-recorded', person, { screening, session: null, site });
  const at = '2026-11-21T02:00:00.000Z';
  to.add('reaction-recorded', person, {
    dose: dose.id,
    reaction: {
      onsetAt: at,
      symptoms: [FINDING],
      severity: 'mild',
      treatment: null,
      outcome: 'recovered',
      note: null,
    },
  });
  const outcome = 'reaction' as const;
  to.add('observation-recorded', person, { dose: dose.id, endedAt: at, outcome, note: FINDING });
  to.add('dose-voided', person, { dose: to.newId(), reason: 'nobody knows this dose' });
  to.add('lot-received', to.newId(), {
    site,
    vaccine: 'PFIZER',
    lot: `LOT-${mark}`,
    expiresOn: '2027-02-28',
    receivedOn: '2026-11-01',
    doses: 60,
  });
  return person;
}

/** A word that stands only in what was found out about somebody's health. */
export const FINDING = 'finding-zqx';

/** The push of all its entries, as its tablet would send it. */
export function requestFor(
  { journal, entries }: SampleJournal,
  device: string,
  key: SampleKey,
  epoch: string,
): PushRequest {
  const said = entries.map(({ text, by }) => ({ text, ...by }));
  const head = entries.at(-1)?.hash ?? '';
  const prevHash = genesisHash(journal);
  const sig = signPush(key, journal, 1, head);
  return {
    protocol: 1,
    epoch,
    device,
    from: 1,
    prevHash,
    entryKeys: [],
    vouchers: [],
    entries: said,
    sig,
  };
}
