import { IDBKeyRange } from 'fake-indexeddb';
import { expect, test } from 'vitest';
import { makeSampleAuthenticator, type SampleAuthenticator } from '../sample-authenticator.ts';
import { openSampleTablet, openWithPasskey, sampleTablet, vaccinate } from '../sample-tablet.ts';
import { type Disk, SAMPLE_PIN } from '../sample-world.ts';
import { type OperatorMeta, readOperators } from './device.ts';
import { openLedger } from './ledger.ts';

const WRONG = '62518493';
const OTHER_PIN = '50827364';

async function rows({ indexedDB }: Disk): Promise<OperatorMeta[]> {
  const ledger = openLedger({ indexedDB, IDBKeyRange });
  const found = await readOperators(ledger);
  ledger.close();
  return found;
}

const slotOf = async (disk: Disk) => (await rows(disk))[0]?.passkey ?? null;

test('[PK1] a passkey opens what the PIN opens, offline and after a restart, and is signed by the same key', async () => {
  const first = await openWithPasskey();
  first.office.fate = () => 'lost';
  const person = await vaccinate(first.tablet, 'Nguyễn Thị Ánh');
  await first.tablet.close();
  const { tablet, office } = await sampleTablet(first);
  expect(tablet.state.get()).toMatchObject({ at: 'locked', operators: [{ hasPasskey: true }] });
  expect(await tablet.passkey.unlock('op-lan')).toBe('opened');
  await tablet.settled();
  expect(await tablet.register.find('anh', 10)).toMatchObject([{ id: person }]);
  await vaccinate(tablet, 'Lò Văn Bình', '001190000002');
  office.fate = () => 'pass';
  tablet.sendNow();
  await tablet.settled();
  expect(tablet.status.get()).toMatchObject({ waiting: 0, quarantine: [] });
  tablet.lock();
  expect(await tablet.unlock('op-lan', SAMPLE_PIN)).toEqual({ ok: true });
});

test('[PK1] ten wrong PINs end the passkey with the PIN', async () => {
  const { tablet, clock, disk, authenticator } = await openWithPasskey();
  tablet.lock();
  for (let tries = 0; tries < 10; tries++) {
    const answer = await tablet.unlock('op-lan', WRONG);
    clock.turn(answer.ok ? 0 : answer.waitMs);
  }
  expect((await rows(disk))[0]).toMatchObject({ wrap: null, passkey: null });
  const asked = authenticator.asked;
  expect(await tablet.passkey.unlock('op-lan')).toBe('useless');
  expect(authenticator.asked).toBe(asked);
});

test('[PK2] without the PIN none is added, and the try counts as one', async () => {
  const authenticator = makeSampleAuthenticator();
  const { tablet, disk } = await openSampleTablet({ authenticator });
  expect(await tablet.passkey.add(WRONG)).toEqual({ waitMs: 0 });
  expect(authenticator.asked).toBe(0);
  expect((await rows(disk))[0]?.tries.failed).toBe(1);
  expect(await slotOf(disk)).toBeNull();
});

test('[PK2] the office is asked nothing while one is added, used and removed', async () => {
  const authenticator = makeSampleAuthenticator();
  const { tablet, office } = await openSampleTablet({ authenticator });
  let requests = 0;
  office.fate = () => {
    requests += 1;
    return 'lost';
  };
  expect(await tablet.passkey.add(SAMPLE_PIN)).toBe('added');
  await tablet.passkey.remove();
  expect(requests).toBe(0);
});

test('[PK4] refusing the finger is no wrong PIN; a wait holds up no passkey, which forgives nothing', async () => {
  const { tablet, disk, authenticator } = await openWithPasskey();
  tablet.lock();
  authenticator.owner = 'refuses';
  for (let tries = 0; tries < 12; tries++) {
    expect(await tablet.passkey.unlock('op-lan')).toBe('cancelled');
  }
  expect((await rows(disk))[0]?.tries.failed).toBe(0);
  for (let tries = 0; tries < 5; tries++) await tablet.unlock('op-lan', WRONG);
  expect(await tablet.unlock('op-lan', SAMPLE_PIN)).toMatchObject({ waitMs: 30_000 });
  authenticator.owner = 'consents';
  expect(await tablet.passkey.unlock('op-lan')).toBe('opened');
  expect((await rows(disk))[0]?.tries.failed).toBe(5);
  tablet.lock();
  expect(await tablet.unlock('op-lan', SAMPLE_PIN)).toMatchObject({ waitMs: 30_000 });
});

const DAY = 86_400_000;

test('[PK5] without a lease no passkey opens, and no finger is asked for', async () => {
  const { tablet, clock, office, authenticator } = await openWithPasskey();
  office.fate = () => 'lost';
  tablet.lock();
  clock.turn(8 * DAY);
  await tablet.settled();
  const asked = authenticator.asked;
  expect(await tablet.passkey.unlock('op-lan')).toEqual({ bar: 'lease-ended' });
  expect(authenticator.asked).toBe(asked);
});

test('[PK5] a lease that ends while the finger is awaited lets nobody in', async () => {
  const { tablet, clock, office, authenticator } = await openWithPasskey();
  office.fate = () => 'lost';
  tablet.lock();
  authenticator.meanwhile = async () => clock.turn(8 * DAY);
  expect(await tablet.passkey.unlock('op-lan')).toEqual({ bar: 'lease-ended' });
  expect(tablet.state.get()).toMatchObject({ at: 'locked', bar: 'lease-ended' });
});

test('[PK6] another PIN leaves the passkey; both open', async () => {
  const { tablet } = await openWithPasskey();
  expect(await tablet.changePin(SAMPLE_PIN, OTHER_PIN)).toBe('changed');
  tablet.lock();
  expect(await tablet.passkey.unlock('op-lan')).toBe('opened');
  tablet.lock();
  expect(await tablet.unlock('op-lan', OTHER_PIN)).toEqual({ ok: true });
});

test('[PK6] a new session with the office leaves the passkey', async () => {
  const { tablet } = await openWithPasskey();
  expect(await tablet.renew('lan', 'mat-khau-lan')).toBe('renewed');
  tablet.lock();
  expect(await tablet.passkey.unlock('op-lan')).toBe('opened');
});

test('[PK6] who forgot the PIN signs in again and has another key: the old passkey is gone', async () => {
  const { tablet, disk } = await openWithPasskey();
  tablet.lock();
  expect(await tablet.addOperator('lan', 'mat-khau-lan', OTHER_PIN)).toBe('added');
  expect(await slotOf(disk)).toBeNull();
  tablet.lock();
  expect(await tablet.passkey.unlock('op-lan')).toBe('useless');
  expect(await tablet.unlock('op-lan', OTHER_PIN)).toEqual({ ok: true });
});

test('[PK6] removed, it is off the disk and off the machine’s list, and the PIN opens', async () => {
  const { tablet, disk, authenticator } = await openWithPasskey();
  expect(authenticator.listed()).toHaveLength(1);
  await tablet.passkey.remove();
  expect(await slotOf(disk)).toBeNull();
  expect(authenticator.listed()).toEqual([]);
  tablet.lock();
  expect(tablet.state.get()).toMatchObject({ operators: [{ hasPasskey: false }] });
  expect(await tablet.passkey.unlock('op-lan')).toBe('useless');
  expect(await tablet.unlock('op-lan', SAMPLE_PIN)).toEqual({ ok: true });
});

test('[PK6] removed by another tab while the finger is awaited, it opens nothing', async () => {
  const { tablet, office, disk, clock, authenticator } = await openWithPasskey();
  const tab = await sampleTablet({ office, disk, clock, authenticator });
  let waited = false;
  authenticator.meanwhile = async () => {
    waited = true;
    await tablet.passkey.remove();
  };
  expect(await tab.tablet.passkey.unlock('op-lan')).toBe('useless');
  expect(waited).toBe(true);
  expect(tab.tablet.state.get()).toMatchObject({ at: 'locked' });
});

test('[PK6] a slot removed while a PIN is tried does not come back with the right one', async () => {
  const { tablet, office, disk, clock, authenticator } = await openWithPasskey();
  const tab = await sampleTablet({ office, disk, clock, authenticator });
  const trying = tab.tablet.unlock('op-lan', SAMPLE_PIN);
  await tablet.passkey.remove();
  expect(await trying).toEqual({ ok: true });
  expect(await slotOf(disk)).toBeNull();
});

test('[PK6] a revoked tablet has no passkey left, and the machine’s opens nothing', async () => {
  const { tablet, office, disk, clock, authenticator } = await openWithPasskey();
  office.standing = 'revoked';
  clock.turn(2 * 3_600_000);
  tablet.sendNow();
  await tablet.settled();
  expect(tablet.state.get()).toMatchObject({ at: 'not-enrolled', revoked: true });
  expect(await rows(disk)).toEqual([]);
  const asked = authenticator.asked;
  expect(await tablet.passkey.unlock('op-lan')).not.toBe('opened');
  expect(authenticator.asked).toBe(asked);
});

async function addsWith(change: (authenticator: SampleAuthenticator) => void) {
  const authenticator = makeSampleAuthenticator();
  change(authenticator);
  const { tablet, disk } = await openSampleTablet({ authenticator });
  const answer = await tablet.passkey.add(SAMPLE_PIN);
  expect(await slotOf(disk)).toBeNull();
  expect(authenticator.listed()).toEqual([]);
  tablet.lock();
  expect(await tablet.unlock('op-lan', SAMPLE_PIN)).toEqual({ ok: true });
  return answer;
}

test('[PK7] an authenticator without PRF, or its owner, leaves the PIN and no slot', async () => {
  expect(
    await addsWith((each) => {
      each.hasPrf = false;
    }),
  ).toBe('useless');
  expect(
    await addsWith((each) => {
      each.owner = 'refuses';
    }),
  ).toBe('cancelled');
  expect(
    // Made, and then not able or not allowed to compute.
    await addsWith((each) => {
      each.meanwhile = async () => {
        if (each.asked === 2) each.hasPrf = false;
      };
    }),
  ).toBe('useless');
});

test('[PK7] a world without an authenticator says so, and asks for the PIN as ever', async () => {
  const { tablet } = await openSampleTablet();
  expect(await tablet.passkey.isPossible()).toBe(false);
  expect(await tablet.passkey.add(SAMPLE_PIN)).toBe('useless');
  tablet.lock();
  expect(await tablet.passkey.unlock('op-lan')).toBe('useless');
  expect(await tablet.unlock('op-lan', SAMPLE_PIN)).toEqual({ ok: true });
});

test('[PK8] the machine’s list names the tablet and nobody', async () => {
  const { authenticator } = await openWithPasskey();
  expect(authenticator.listed()).toEqual(['Máy 1']);
});
