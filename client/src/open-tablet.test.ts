import { expect, test } from 'vitest';
import { openSampleTablet, sampleTablet, vaccinate } from './sample-tablet.ts';
import { SAMPLE_PIN } from './sample-world.ts';

test('a tablet is enrolled, opened, records, sends, and finds the person again', async () => {
  const { tablet, office } = await openSampleTablet();
  expect(tablet.state.get()).toMatchObject({ at: 'open', operator: { id: 'op-lan' } });
  const person = await vaccinate(tablet, 'Nguyễn Thị Ánh');
  await tablet.settled();
  expect(tablet.status.get()).toMatchObject({ waiting: 0, phase: 'idle', problem: null });
  expect([...office.journals.values()][0]?.texts).toHaveLength(2);
  const found = await tablet.register.find('anh', 10);
  expect(found.map((row) => [row.id, row.lastDose?.step])).toEqual([[person, 'received']]);
});

test('the same tablet, started again, knows its people once it is unlocked', async () => {
  const first = await openSampleTablet();
  first.office.fate = () => 'lost';
  const person = await vaccinate(first.tablet, 'Nguyễn Thị Ánh');
  await first.tablet.settled();
  await first.tablet.close();
  const { tablet } = await sampleTablet(first);
  expect(tablet.state.get()).toMatchObject({
    at: 'locked',
    operators: [{ fullName: 'Trần Thị Lan' }],
  });
  expect(tablet.status.get().waiting).toBe(2);
  expect(await tablet.register.find('anh', 10)).toEqual([]);
  expect(await tablet.unlock('op-lan', SAMPLE_PIN)).toEqual({ ok: true });
  await tablet.settled();
  const [row] = await tablet.register.find('anh', 10);
  expect(row).toMatchObject({ id: person, lastDose: { step: 'saved' } });
});
