import { type Id, newId } from '@khop/shared/ids';
import type { Site } from '@khop/shared/protocol/enrol';
import { makeSigningPair } from '@khop/shared/signature';
import { fromInstant } from '@khop/shared/time';
import { makeAdmission } from './admission.ts';
import { makeBacklog } from './data/backlog.ts';
import { openCache } from './data/cache.ts';
import { type Device, readDevice } from './data/device.ts';
import { makeDrafts } from './data/drafts.ts';
import { keepEnrolment } from './data/enrolment.ts';
import { freeBodies } from './data/entries.ts';
import { makeOpenBody } from './data/entry-key.ts';
import { dropOldEntryKeys, eraseKeys } from './data/erase.ts';
import { makeFilling } from './data/filling.ts';
import { openLedger } from './data/ledger.ts';
import { makeLive } from './data/live.ts';
import { makePeople, type Opened } from './data/people.ts';
import { connectRegister } from './data/register/client.ts';
import { makeReplicas } from './data/replicas.ts';
import { makeSaving } from './data/saving.ts';
import { openStanding } from './data/standing.ts';
import { makeStorageLook } from './data/storage-look.ts';
import { StorageTrouble } from './data/storage-trouble.ts';
import { makeWorkSession } from './data/work-session.ts';
import { enrolDevice, makeRegistrar } from './sync/enrol.ts';
import { askLease } from './sync/lease.ts';
import { startPostman } from './sync/loop.ts';
import { startCarrier } from './sync/rescue.ts';
import { makeWire } from './sync/wire.ts';
import type { KnownOperator, Tablet, TabletState } from './tablet.ts';
import type { World } from './world.ts';

/** Written beside IndexedDB, so that an evicted ledger is missed. */
const MARK = 'khop-ledger';

const LOOK_MS = 60_000;

/** Opens the two databases, starts the register and the postman. All of the outside is in `world`. */
export async function openTablet(world: World): Promise<Tablet> {
  const storage = makeStorageLook(world, (seen) => postman.refresh({ storage: seen }));
  const { buckets, turnLog } = world.storage;
  const mayTear = buckets !== undefined || turnLog !== undefined;
  const replicas = buckets && makeReplicas(world, buckets, storage.mayOpen);
  const ledger = openLedger(world, { ...storage, replicas, onGone: loseLedger });
  const cache = openCache(world, storage);
  const register = connectRegister(world.makeRegister());
  const backlog = makeBacklog(ledger);
  const wire = makeWire(world);
  const people = makePeople(world, ledger, register.derive, () => device);
  const registrar = makeRegistrar(wire, world.subtle, () => device);
  const work = makeWorkSession(ledger, register);
  const state = makeLive<TabletState>({ at: 'starting' });
  let device: Device | null = await readDevice(ledger);
  let opened: Opened | null = null;
  let lost: number | null = null;

  const filling = makeFilling({ ledger, cache, register, backlog, onTrouble: sayStorage });
  await backlog.reload();
  const postman = await startPostman({
    world,
    wire,
    ledger,
    cache,
    register,
    backlog,
    device: () => device,
    openBody: (keys) => opened && makeOpenBody(world.subtle, opened.keys.sealer, keys),
    puller: () => opened && { token: opened.token, scopes: opened.grant.scopes },
    onReload: async () => {
      if (opened !== null) await filling.fill(opened);
    },
    onPulled: storage.look,
    onMet(isRefused) {
      carrier.onMet();
      return meet(isRefused);
    },
  });
  const standing = await openStanding(world, ledger, () => device, postman.clock);
  const carrier = await startCarrier({ world, wire, ledger, device: () => device });

  async function show() {
    const operators = await people.list();
    const bar = standing.bar();
    // Revoked, and nothing left of what it could read: whoever has it may make it a site's again.
    const isErased = device !== null && bar === 'revoked' && operators.length === 0;
    if (device === null || isErased) {
      const missing = device === null && world.marks.read(MARK) !== null;
      state.set({ at: 'not-enrolled', missing, unsent: lost, revoked: isErased });
    } else if (opened === null) {
      state.set(lockedState(device.site, operators));
    } else {
      const { me, grant } = opened;
      state.set({ at: 'open', site: device.site, operators, operator: me.operator, grant });
    }
  }

  function lockedState(site: Site, all: readonly KnownOperator[]): TabletState {
    const bar = standing.bar();
    const may = ({ id }: KnownOperator) => bar !== null || standing.mayUnlock(id);
    const [operators, ended] = [all.filter(may), all.filter((each) => !may(each))];
    return { at: 'locked', site, operators, ended, bar };
  }

  /** Asks for a lease when the last is old, or when the office has just refused somebody [L1] [L5]. */
  async function meet(isRefused: boolean): Promise<boolean> {
    if (device === null) return false;
    if (!isRefused && !standing.isStale()) return true;
    const askedMono = world.clock.mono();
    const reply = await askLease(wire, device);
    if (reply === null) return false;
    // The lease ends by the office's time: a clock years ahead would end it as soon as it is heard.
    await postman.hearTime(fromInstant(reply.serverTime), askedMono);
    await standing.hear(reply);
    if (standing.bar() !== null && opened !== null) lock();
    if (reply.state === 'revoked' && (await eraseKeys(ledger))) {
      await cache.drop();
      device = await readDevice(ledger);
    }
    if (opened === null) await show();
    return true;
  }

  let stopWatch = () => {};
  /** A lease ends while the tablet lies open as well; its time is written down as it passes [L2]. */
  function watch() {
    stopWatch();
    stopWatch = world.after(LOOK_MS, () => filling.track(watchOnce()));
  }
  async function watchOnce() {
    if (opened === null) return;
    if ((await standing.look(true)) === null) watch();
    else lock();
  }

  async function enter(next: Opened) {
    opened = next;
    watch();
    // Home does not wait: it shows what is there and looks again as the rest comes in.
    filling.track(fill(next));
    await show();
  }

  async function fill(who: Opened): Promise<void> {
    await filling.fill(who);
    await postman.onAccess();
    await work.restore();
    await cache.keepOnly(await people.scopes());
    await freeBodies(ledger, world.clock.now());
    await dropOldEntryKeys(ledger, world.clock.now());
  }

  function expectLedger(journal = world.marks.read(MARK) ?? 'kept') {
    ledger.expect(true);
    world.marks.write(MARK, journal);
  }

  /** Said at once and after a reload: what the office has comes back, what it has not is gone. */
  function loseLedger() {
    lost = backlog.view().waiting;
    world.marks.write(MARK, 'lost');
    device = opened = null;
    work.hide();
    carrier.lose();
    filling.track(filling.empty());
    // Not by `show`: the ledger that it would read is just being found empty.
    state.set({ at: 'not-enrolled', missing: true, unsent: lost, revoked: false });
  }

  /** A torn log costs nothing where all is written twice, nor where a new one is begun in time. */
  async function makeSafe() {
    if (!(await ledger.replicate())) await storage.turnLog?.();
  }

  function sayStorage(error: unknown) {
    if (!(error instanceof StorageTrouble)) throw error;
    postman.refresh({ hasStorageTrouble: true });
  }

  const onStorage = (hasStorageTrouble: boolean) => postman.refresh({ hasStorageTrouble });

  function lock() {
    if (opened === null || device === null) return;
    opened = null;
    stopWatch();
    const { site, operators } = state.get() as Extract<TabletState, { at: 'open' }>;
    state.set(lockedState(site, operators));
    work.hide();
    filling.track(filling.empty());
    filling.track(postman.onAccess());
  }

  function mustBeOpen(): Opened {
    if (opened === null) throw new StorageTrouble('locked');
    return opened;
  }

  const admission = makeAdmission({
    wire,
    people,
    registrar,
    standing,
    device: () => device,
    keepDevice(next) {
      device = next;
    },
    opened: () => opened,
    mustBeOpen,
    meet,
    enter,
    lock,
    show,
    track: filling.track,
  });

  const record = makeSaving({
    world,
    ledger,
    clock: postman.clock,
    safe: mayTear ? makeSafe : undefined,
    who: mustBeOpen,
    onSaved({ entry, row }) {
      backlog.add(row);
      filling.add(entry);
      postman.refresh();
      postman.wake('write');
    },
    onStorage,
  });

  if (device !== null) expectLedger();
  await show();
  await storage.glance();
  // While somebody types a PIN: the first save finds it done.
  if (mayTear && device !== null) filling.track(makeSafe());
  postman.wake('machine');

  return {
    state,
    status: postman.status,
    session: work.live,
    register: register.screens,
    rescue: carrier,
    drafts: makeDrafts(
      ledger,
      () => mustBeOpen().keys,
      () => world.clock.now(),
      onStorage,
    ),
    async enrol(code, deviceName) {
      if (state.get().at !== 'not-enrolled') throw new Error('this tablet is enrolled already');
      const pair = await makeSigningPair(world.subtle, false);
      const reply = await enrolDevice(wire, code, deviceName, pair.publicKey);
      if (typeof reply === 'string') return reply;
      const kept = await keepEnrolment(ledger, world, reply, deviceName, pair.privateKey);
      await cache.drop();
      expectLedger(kept.journal);
      lost = null;
      device = kept.device;
      if (mayTear) filling.track(makeSafe());
      await standing.forget();
      await meet(true);
      await backlog.reload();
      await show();
      return 'enrolled';
    },
    ...admission,
    lock,
    record,
    newId: () => newId(world.clock.now(), world.random),
    now: () => postman.clock.officeNow(),
    clock: world.clock,
    async openSession(body) {
      const id: Id = newId(world.clock.now(), world.random);
      await record('session-opened', id, body);
      await work.choose(id);
    },
    chooseSession: work.choose,
    sendNow() {
      postman.wake('person');
      carrier.wake('person');
    },
    persistStorage: storage.persist,
    lookAtStorage: storage.look,
    async settled() {
      await filling.settled();
      await postman.settled();
      // A pull may have had the register filled anew.
      await filling.settled();
      if (buckets) await ledger.settled();
      await carrier.settled();
    },
    async close() {
      stopWatch();
      postman.stop();
      carrier.stop();
      await Promise.all([postman.settled(), carrier.settled()]);
      register.end();
      ledger.close();
      cache.close();
    },
  };
}
