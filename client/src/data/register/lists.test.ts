import type { Id } from '@khop/shared/ids';
import { sampleDose, sampleIdentity, sampleJournal, sampleRegistration } from '@khop/shared/sample';
import { expect, test } from 'vitest';
import { sampleRegister } from './sample-register.ts';

const NOW = '2026-11-21T02:00:00.000Z';
const TODAY = '2026-11-21';

test('[UX12] the lists of the day: waiting, vaccinated, observing, absent; here and today only', async () => {
  const { register } = await sampleRegister();
  const journal = sampleJournal(5);
  const person = async (name: string, ...facts: ((id: Id) => void)[]) => {
    const id = journal.newId();
    const before = journal.entries.length;
    journal.add('person-registered', id, sampleRegistration({ ...sampleIdentity, fullName: name }));
    for (const fact of facts) fact(id);
    await register.add(journal.entries.slice(before).map((each) => each.entry));
    return id;
  };
  const planned =
    (on = TODAY, site = 'site-1') =>
    (id: Id) =>
      void journal.add('dose-planned', id, { on, site, ordinal: 2, vaccine: 'PFIZER' });
  const absent = (id: Id) => void journal.add('absence-noted', id, { on: TODAY, site: 'site-1' });
  const given =
    (changes: Partial<typeof sampleDose> = {}) =>
    (id: Id) =>
      void journal.add('dose-recorded', id, { dose: { ...sampleDose, ...changes } });
  const voided = (id: Id) =>
    void journal.add('dose-voided', id, {
      dose: journal.entries.at(-1)?.entry.id ?? '',
      reason: 'nhầm',
    });
  const released = (id: Id) =>
    void journal.add('observation-recorded', id, {
      dose: journal.entries.at(-1)?.entry.id ?? '',
      endedAt: NOW,
      outcome: 'well',
      note: null,
    });
  const deferred = (id: Id) =>
    void journal.add('screening-recorded', id, {
      screening: {
        form: 'x',
        outcome: 'defer',
        temperature: null,
        pulse: null,
        respiration: null,
        systolic: null,
        diastolic: null,
        findings: [],
        note: null,
      },
      session: null,
      site: 'site-1',
    });
  await person('Chờ', planned());
  await person('Vắng', planned(), absent);
  await person('Hoãn', planned(), deferred);
  await person('Mai', planned('2026-11-22'));
  await person('Nơi Khác', planned(TODAY, 'site-2'), given({ site: 'site-2' }));
  await person('Theo Dõi', planned(), given());
  await person('Xong', given(), released);
  await person('Nhập Bù', given({ origin: 'backfill' }));
  await person('Hủy', planned(), given(), voided);
  await person('Hôm Qua', given({ injectedAt: '2026-11-20T03:00:00.000Z' }));
  const list = async (name: 'waiting' | 'vaccinated' | 'observing' | 'absent') =>
    (await register.day(name, TODAY)).map((row) => row.fullName);
  expect(await list('waiting')).toEqual(['Chờ', 'Hủy']);
  expect(await list('vaccinated')).toEqual(['Nhập Bù', 'Theo Dõi', 'Xong']);
  expect(await list('observing')).toEqual(['Theo Dõi']);
  expect(await list('absent')).toEqual(['Vắng']);
  expect(await register.dayCounts(TODAY)).toEqual({
    waiting: 2,
    vaccinated: 3,
    observing: 1,
    absent: 1,
  });
  expect((await register.day('waiting', TODAY))[0]).toMatchObject({
    plan: { ordinal: 2, vaccine: 'PFIZER' },
    observeFrom: null,
  });
  expect((await register.day('observing', TODAY))[0]?.observeFrom).toBe(sampleDose.injectedAt);
});

test('[UX9] the balance counts doses that stand, and those the office holds', async () => {
  const { register } = await sampleRegister();
  const journal = sampleJournal(5);
  const session = journal.newId();
  for (let at = 0; at < 5; at++) {
    const id = journal.newId();
    journal.add('person-registered', id, sampleRegistration());
    const dose = { ...sampleDose, session, lot: at < 3 ? 'A' : 'B' };
    journal.add('dose-recorded', id, { dose });
  }
  const last = journal.entries.at(-1)?.entry;
  journal.add('dose-voided', last?.subject ?? '', { dose: last?.id ?? '', reason: 'nhầm' });
  await register.add(journal.entries.map((each) => each.entry));
  const line = (lot: string, doses: number, received: number) => ({
    vaccine: 'PFIZER',
    lot,
    doses,
    received,
  });
  register.post({ acked: [[journal.journal, 0]], refused: [], sending: null });
  expect(await register.balance(session)).toEqual([line('A', 3, 0), line('B', 1, 0)]);
  register.post({ acked: [[journal.journal, 6]], refused: [], sending: null });
  expect(await register.balance(session)).toEqual([line('A', 3, 3), line('B', 1, 0)]);
  const second = journal.entries[3]?.entry.id ?? '';
  register.post({ acked: [[journal.journal, 11]], refused: [second], sending: null });
  expect(await register.balance(session)).toEqual([line('A', 3, 2), line('B', 1, 1)]);
});

test('[UX4] a dose shows saved, sending, received as the postman comes along', async () => {
  const { register } = await sampleRegister();
  const journal = sampleJournal(5);
  const id = journal.newId();
  journal.add('person-registered', id, sampleRegistration());
  journal.add('dose-recorded', id, { dose: sampleDose });
  await register.add(journal.entries.map((each) => each.entry));
  const at = journal.journal;
  const step = async () => (await register.find('hoa', 1))[0]?.lastDose?.step;
  register.post({ acked: [[at, 0]], refused: [], sending: null });
  expect(await step()).toBe('saved');
  register.post({ acked: [[at, 0]], refused: [], sending: { journal: at, from: 1, to: 2 } });
  expect(await step()).toBe('sending');
  register.post({ acked: [[at, 2]], refused: [], sending: null });
  expect(await step()).toBe('received');
  expect(Object.values((await register.person(id))?.steps ?? {})).toEqual(['received']);
});
