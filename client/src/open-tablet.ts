import { type Id, newId, newJournalId } from '@khop/shared/ids';
import type { EnrolReply } from '@khop/shared/protocol/enrol';
import { makeSigningPair } from '@khop/shared/signature';
import { makeBacklog } from './data/backlog.ts';
import { openCache } from './data/cache.ts';
import { type Device, NEVER_SYNCED, readDevice } from './data/device.ts';
import { makeDrafts } from './data/drafts.ts';
import { freeBodies, newJournal } from './data/entries.ts';
import { makeOpenBody } from './data/entry-key.ts';
import { readEntryKeys } from './data/entry-keys.ts';
import { makeFilling } from './data/filling.ts';
import { openLedger } from './data/ledger.ts';
import { makeLive } from './data/live.ts';
import { makePeople, type Opened } from './data/people.ts';
import { isWeakPin } from './data/pin.ts';
import { connectRegister } from './data/register/client.ts';
import { makeSaving } from './data/saving.ts';
import { makeStorageLook } from './data/storage-look.ts';
import { StorageTrouble } from './data/storage-trouble.ts';
import { makeWorkSession } from './data/work-session.ts';
import { enrolDevice, makeRegistrar, signIn } from './sync/enrol.ts';
import { startPostman } from './sync/loop.ts';
import { makeWire } from './sync/wire.ts';
import type { Tablet, TabletState } from './tablet.ts';
import type { World } from './world.ts';

/** Written beside IndexedDB, so that an evicted ledger is missed. */
const MARK = 'khop-ledger';

/** Opens the two databases, starts the register and the postman. All of the outside is in `world`. */
export async function openTablet(world: World): Promise<Tablet> {
  const storage = makeStorageLook(world.storage, (seen) => postman.refresh({ storage: seen }));
  const ledger = openLedger(world, { makeRoom: storage.makeRoom, onGone: loseLedger });
  const cache = openCache(world);
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
    async openBody() {
      if (opened === null) return null;
      return makeOpenBody(world.subtle, opened.keys.sealer, await readEntryKeys(ledger));
    },
    puller: () => opened && { token: opened.token, scopes: opened.grant.scopes },
    onReload: async () => {
      if (opened !== null) await filling.fill(opened);
    },
    onPulled: storage.look,
  });

  async function show() {
    const operators = await people.list();
    if (device === null)
      state.set({ at: 'not-enrolled', missing: world.marks.read(MARK) !== null, unsent: lost });
    else if (opened === null) state.set({ at: 'locked', site: device.site, operators });
    else {
      const { me, grant } = opened;
      state.set({ at: 'open', site: device.site, operators, operator: me.operator, grant });
    }
  }

  async function enter(next: Opened) {
    opened = next;
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
    filling.track(Promise.all([filling.empty(), show()]));
  }

  function sayStorage(error: unknown) {
    if (!(error instanceof StorageTrouble)) throw error;
    postman.refresh({ hasStorageTrouble: true });
  }

  const onStorage = (hasStorageTrouble: boolean) => postman.refresh({ hasStorageTrouble });

  function lock() {
    if (opened === null || device === null) return;
    opened = null;
    const { site, operators } = state.get() as Extract<TabletState, { at: 'open' }>;
    state.set({ at: 'locked', site, operators });
    work.hide();
    filling.track(filling.empty());
    filling.track(postman.onAccess());
  }

  function mustBeOpen(): Opened {
    if (opened === null) throw new StorageTrouble('locked');
    return opened;
  }

  async function keepEnrolment(reply: EnrolReply, deviceName: string, privateKey: CryptoKey) {
    const { deviceToken, site, office, voucher } = reply;
    const made: Device = {
      device: reply.device,
      deviceToken,
      deviceName,
      site,
      privateKey,
      office,
      voucher,
      dataKey: null,
    };
    const journal = newJournal(newJournalId(world.random), world.clock.now());
    await ledger.run((db) =>
      db.transaction('rw', db.meta, db.journals, async () => {
        await db.meta.put({ key: 'device', value: made });
        await db.meta.put({ key: 'sync', value: { ...NEVER_SYNCED, epoch: reply.epoch } });
        await db.journals.put(journal);
      }),
    );
    await cache.drop();
    expectLedger(journal.journal);
    lost = null;
    device = made;
  }

  const record = makeSaving({
    world,
    ledger,
    clock: postman.clock,
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
  postman.wake('machine');

  return {
    state,
    status: postman.status,
    session: work.live,
    register: register.screens,
    drafts: makeDrafts(
      ledger,
      () => mustBeOpen().keys,
      () => world.clock.now(),
      onStorage,
    ),
    async enrol(code, deviceName) {
      if (device !== null) throw new Error('this tablet is enrolled already');
      const pair = await makeSigningPair(world.subtle, false);
      const reply = await enrolDevice(wire, code, deviceName, pair.publicKey);
      if (typeof reply === 'string') return reply;
      await keepEnrolment(reply, deviceName, pair.privateKey);
      await backlog.reload();
      await show();
      return 'enrolled';
    },
    async addOperator(user, password, pin) {
      if (isWeakPin(pin)) return 'weak-pin';
      const reply = await signIn(wire, user, password);
      if (typeof reply === 'string') return reply;
      if (device === null || reply.grant.site?.id !== device.site.id) return 'other-site';
      const before = opened;
      const made = await people.add(reply, pin, before, registrar);
      if (made === 'no-key') return 'offline';
      device = made.device;
      const { added } = made;
      if (before === null || before.me.operator.id === added.me.operator.id) await enter(added);
      else await show();
      return 'added';
    },
    async renew(user, password) {
      const who = mustBeOpen();
      const reply = await signIn(wire, user, password);
      if (typeof reply === 'string') return reply;
      if (reply.grant.site?.id !== device?.site.id) return 'other-site';
      const renewed = await people.renew(reply, who);
      if (renewed === null) return 'wrong';
      await enter(renewed);
      return 'renewed';
    },
    async unlock(operator, pin) {
      const answer = await people.unlock(operator, pin);
      if ('waitMs' in answer) {
        await show();
        return { ok: false, waitMs: answer.waitMs };
      }
      if (opened !== null) lock();
      await enter(answer);
      return { ok: true };
    },
    lock,
    record,
    newId: () => newId(world.clock.now(), world.random),
    now: () => world.clock.now(),
    async openSession(body) {
      const id: Id = newId(world.clock.now(), world.random);
      await record('session-opened', id, body);
      await work.choose(id);
    },
    chooseSession: work.choose,
    sendNow: () => postman.wake('person'),
    persistStorage: storage.persist,
    lookAtStorage: storage.look,
    async settled() {
      await filling.settled();
      await postman.settled();
      // A pull may have had the register filled anew.
      await filling.settled();
    },
    async close() {
      postman.stop();
      await postman.settled();
      register.end();
      ledger.close();
      cache.close();
    },
  };
}
