import { expect, test } from './journey.ts';
import { newcomer } from './town.ts';

test('while nobody asks the population list a dose is received and never called wrong', async ({
  nurse,
  office,
}) => {
  const person = newcomer(0);
  await office.restart({ KHOP_CHECKS: 'off' });
  await nurse.startsWork(office);
  await nurse.types(person);
  await nurse.records();
  await nurse.hasSentAll();
  await nurse.opensList('Đã tiêm');
  await expect(nurse.row(person.fullName)).toContainText('Đã nhận');
  await office.restart({ KHOP_CHECKS: 'on' });
  await nurse.sendsNow();
  await nurse.opensList('Đã tiêm');
  await expect(nurse.row(person.fullName)).toContainText('Thông tin đúng');
});
