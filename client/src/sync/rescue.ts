import { sign } from '@khop/shared/signature';
import { toInstant } from '@khop/shared/time';
import {
  type CarriedRow,
  findCarried,
  forgetDelivered,
  keepCarried,
  noteHandedIn,
  readCarried,
} from '../data/carried.ts';
import type { Device } from '../data/device.ts';
import type { Ledger } from '../data/ledger.ts';
import { makeLive } from '../data/live.ts';
import { makeRescue } from '../data/rescue.ts';
import { entriesOf, readRescue } from '../data/rescue-file.ts';
import { rescueName } from '../data/rescue-name.ts';
import { proveRescue } from '../data/rescue-proof.ts';
import type { Carried, Rescue } from '../rescue.ts';
import type { World } from '../world.ts';
import { type AskOffice, handIn } from './hand-in.ts';
import { makeRoad, type Reason } from './road.ts';
import type { Wire } from './wire.ts';

export type RescueDeps = {
  world: World;
  wire: Wire;
  ledger: Ledger;
  device(): Device | null;
};

/** What the tablet around it needs beside the screens. */
export type Carrier = Rescue & {
  /** Takes what is carried to the office, if anything is. */
  wake(reason: Reason): void;
  /** The office has just answered on another road: this one is open as well. */
  onMet(): void;
  /** The ledger is gone, and what was carried with it. */
  lose(): void;
  settled(): Promise<void>;
  stop(): void;
};

/** What the office did not take is offered again: it may have been restored, or the tablet has come. */
const REST_MS = 20 * 60_000;

/** The third road: entries of other tablets, carried to the office as they are. */
export async function startCarrier(deps: RescueDeps): Promise<Carrier> {
  const { world, wire, ledger } = deps;
  const carried = makeLive<readonly Carried[]>((await readCarried(ledger)).map(viewOf));

  async function look() {
    carried.set((await readCarried(ledger)).map(viewOf));
  }

  function mustBeEnrolled(): Device {
    const device = deps.device();
    if (device === null) throw new Error('only an enrolled tablet hands over or carries');
    return device;
  }

  async function carry({ id, bytes, delivered }: CarriedRow, ask: AskOffice): Promise<void> {
    if (bytes === null) return;
    const read = await readRescue(bytes);
    if ('problem' in read) return note(id, { delivered, trouble: 'refused' });
    let done = delivered;
    const trouble = await handIn(ask, read, delivered, async (now) => {
      done = now;
      await note(id, { delivered: now, trouble: null });
    });
    if (trouble !== null) await note(id, { delivered: done, trouble });
  }

  async function note(id: string, said: Pick<CarriedRow, 'delivered' | 'trouble'>) {
    await noteHandedIn(ledger, id, said, world.clock.now());
    await look();
  }

  async function run(): Promise<void> {
    const device = deps.device();
    if (device === null) return;
    const ask: AskOffice = (request, reply) =>
      wire.ask({ ...request, token: device.deviceToken }, reply);
    // The oldest first; one that the office does not take stands in nobody's way.
    for (const row of (await readCarried(ledger)).toReversed()) await carry(row, ask);
    await forgetDelivered(ledger, world.clock.now());
  }

  const road = makeRoad(world, 'khop-carry', run, REST_MS);
  function wake(reason: Reason) {
    if (carried.get().some(({ deliveredAt }) => deliveredAt === null)) road.wake(reason);
  }
  const forget = world.onWake(() => wake('machine'));
  wake('machine');

  return {
    carried,
    async handOver() {
      const device = mustBeEnrolled();
      const now = world.clock.now();
      const signIt = (message: string) => sign(world.subtle, device.privateKey, message);
      const made = await makeRescue(ledger, device, signIt, now);
      return made && { ...made, name: rescueName(device.deviceName, now) };
    },
    async take(bytes) {
      const read = await readRescue(bytes);
      if ('problem' in read) return read;
      const proved = await proveRescue(world.subtle, mustBeEnrolled().office.signing, read);
      if ('problem' in proved) return proved;
      const { id, site, madeAt, pushes } = read;
      const row = await keepCarried(ledger, {
        id,
        bytes,
        deviceName: proved.name,
        site,
        madeAt,
        entries: entriesOf(read),
        pushes: pushes.length,
        takenAtMs: world.clock.now(),
        delivered: 0,
        deliveredAtMs: null,
        trouble: null,
      });
      await look();
      wake('person');
      return viewOf(row);
    },
    async handOn(id) {
      const row = await findCarried(ledger, id);
      if (row === null || row.bytes === null) return null;
      const { bytes, entries, deviceName, madeAt } = row;
      return { bytes, entries, name: rescueName(deviceName, Date.parse(madeAt)) };
    },
    wake,
    onMet() {
      if (road.state.get().trouble !== null) wake('machine');
    },
    lose: () => carried.set([]),
    settled: road.settled,
    stop() {
      road.stop();
      forget();
    },
  };
}

function viewOf(row: CarriedRow): Carried {
  const { id, deviceName, site, entries, madeAt, takenAtMs, deliveredAtMs, trouble } = row;
  return {
    id,
    deviceName,
    site,
    entries,
    madeAt,
    takenAt: toInstant(takenAtMs),
    deliveredAt: deliveredAtMs === null ? null : toInstant(deliveredAtMs),
    trouble,
  };
}
