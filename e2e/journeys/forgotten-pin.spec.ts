import { gunzipSync } from 'node:zlib';
import { PushRequest } from '@khop/shared/protocol/push';
import { expect, test } from './journey.ts';
import { HA } from './nurse.ts';
import { dosesOf, whoDid } from './office-books.ts';
import { givesDoses, knownNumbers } from './rescue-crew.ts';
import { draftIsKept } from './tablet-books.ts';
import { cardOf } from './town.ts';

test.describe.configure({ timeout: 400_000 });

const DOSES = 20;

test('[E11] a PIN is forgotten with twenty unsent doses: all arrive, and lists and draft come back', async ({
  nurse,
  office,
}) => {
  const { page } = nurse;
  const numbers = knownNumbers(DOSES);
  const half = cardOf('match').person;
  const pushed: PushRequest[] = [];
  await nurse.startsWork(office);
  await nurse.goesOffline();
  await givesDoses(nurse, numbers);
  await nurse.finds(half.fullName);
  await nurse.row(half.fullName).tap();
  await nurse.box('Nhiệt độ').fill('36,8');
  await nurse.choice('Thận trọng').tap();
  await expect(nurse.choice('Thận trọng')).toBeChecked();
  await draftIsKept(page);

  await test.step('loaded anew without a network: locked, and nobody knows the PIN', async () => {
    await page.reload();
    await expect(nurse.button('Mở khóa')).toBeVisible();
    await nurse.waits(DOSES);
    await nurse.triesPin('60481357');
    await expect(nurse.told('Mã chưa đúng')).toBeVisible();
  });

  await test.step('the line is back: all twenty leave a tablet that nobody opened, sealed', async () => {
    page.on('request', (request) => {
      if (request.method() !== 'POST' || !request.url().endsWith('/entries')) return;
      const body = request.postDataBuffer() ?? Buffer.from('null');
      const isZipped = request.headers()['content-encoding'] === 'gzip';
      pushed.push(PushRequest.parse(JSON.parse(`${isZipped ? gunzipSync(body) : body}`)));
    });
    await nurse.comesOnline();
    await nurse.hasSentAll();
    await expect(nurse.button('Mở khóa')).toBeVisible();
    const doses = dosesOf(office, 'TB-07');
    expect(doses.map(({ state, problem }) => [state, problem])).toEqual(
      numbers.map(() => ['applied', null]),
    );
    const sent = pushed.flatMap(({ entries }) => entries);
    expect(sent.length).toBeGreaterThanOrEqual(DOSES);
    expect(sent.filter((entry) => !('sealed' in entry))).toEqual([]);
  });

  await test.step('“Quên mã”: password and another PIN, and everything is there', async () => {
    await nurse.link('Quên mã').tap();
    await nurse.signsIn({ ...HA, pin: '60481357' });
    await nurse.opensList('Đã tiêm');
    for (const number of numbers.slice(0, 3)) {
      await nurse.finds(number);
      await expect(page.getByRole('listitem').first()).toBeVisible();
    }
    await nurse.finds(half.fullName);
    await nurse.row(half.fullName).tap();
    await expect(nurse.box('Nhiệt độ')).toHaveValue('36,8');
    await expect(nurse.choice('Thận trọng')).toBeChecked();
    await nurse.records();
    await nurse.hasSentAll();
    expect(dosesOf(office, 'TB-07')).toHaveLength(DOSES + 1);
  });

  await test.step('the office wrote down whom it gave the key to; the old PIN opens nothing', async () => {
    const [operator] = dosesOf(office, 'TB-07').map((dose) => dose.operator);
    expect(whoDid(office, 'key-recovered')).toEqual([operator]);
    await nurse.locks();
    await nurse.triesPin(HA.pin);
    await expect(nurse.told('Mã chưa đúng')).toBeVisible();
    await nurse.unlocks({ ...HA, pin: '60481357' });
  });
});
