import { sampleDose } from '@khop/shared/sample';
import { toInstant } from '@khop/shared/time';
import { expect, it } from 'vitest';
import { openSampleTablet, vaccinate } from './sample-tablet.ts';
import { makeHandClock } from './sample-world.ts';
import { makeSampleOffice } from './sync/sample-office.ts';

const HOUR = 3_600_000;

/** A tablet whose clock is that far ahead of the office's, and knows it. */
function openAhead(aheadMs: number) {
  const clock = makeHandClock();
  const office = makeSampleOffice(() => clock.now() - aheadMs);
  return openSampleTablet({ clock, office });
}

it('[E8] a screen reads the office’s time once it is known, whatever the wall clock shows', async () => {
  const { tablet, clock } = await openAhead(3 * HOUR);
  expect(tablet.now()).toBe(clock.now() - 3 * HOUR);
  await tablet.close();
});

it('[T5] offline, a dose of a clock that is off is saved, asks, and is settled by one entry', async () => {
  const { tablet, clock, office } = await openAhead(3 * HOUR);
  office.fate = () => 'lost';
  const person = await vaccinate(tablet, 'Trần Thị Giờ Kiểm Thử');
  const [task] = (await tablet.register.person(person))?.tasks ?? [];
  if (task?.kind !== 'time') throw new Error('no task about the time');
  const officeTime = toInstant(clock.now() - 3 * HOUR);
  expect(task).toMatchObject({ why: 'clock-off', recorded: officeTime, suggested: officeTime });
  expect((await tablet.register.tasks()).map((each) => each.task)).toEqual([task]);
  await tablet.record('dose-amended', person, {
    dose: task.dose,
    changes: { injectedAt: task.recorded },
    reason: 'Giờ tiêm đúng như đã ghi',
  });
  expect((await tablet.register.person(person))?.tasks).toEqual([]);
  expect(await tablet.register.tasks()).toEqual([]);
  await tablet.close();
});

it('[T5] a time taken from the wall clock itself is offered the office’s', async () => {
  const { tablet, clock } = await openAhead(3 * HOUR);
  const person = await vaccinate(tablet, 'Trần Văn Giờ Kiểm Thử');
  const injectedAt = toInstant(clock.now());
  await tablet.record('dose-recorded', person, { dose: { ...sampleDose, injectedAt } });
  const tasks = (await tablet.register.person(person))?.tasks ?? [];
  expect(tasks.at(-1)).toMatchObject({
    kind: 'time',
    recorded: injectedAt,
    suggested: toInstant(clock.now() - 3 * HOUR),
  });
  await tablet.close();
});

it('[T5] a clock that is right asks for nothing', async () => {
  const { tablet } = await openAhead(60_000);
  const person = await vaccinate(tablet, 'Lê Thị Đúng Giờ Kiểm Thử');
  expect((await tablet.register.person(person))?.tasks).toEqual([]);
  await tablet.close();
});
