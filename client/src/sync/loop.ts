import { sign } from '@khop/shared/signature';
import { fromInstant } from '@khop/shared/time';
import type { Backlog } from '../data/backlog.ts';
import type { Cache } from '../data/cache.ts';
import { type Device, putMeta, readSync, readVouchers } from '../data/device.ts';
import type { EntryKeyRow, OpenBody } from '../data/entry-key.ts';
import { type ClockMemory, type HonestClock, makeHonestClock } from '../data/honest-clock.ts';
import type { Ledger, SyncMeta } from '../data/ledger.ts';
import { makeLive } from '../data/live.ts';
import { postBacklog } from '../data/load.ts';
import { release } from '../data/quarantine.ts';
import type { RegisterClient } from '../data/register/client.ts';
import type { Live, SyncStatus } from '../tablet.ts';
import type { World } from '../world.ts';
import { listenForHints } from './hints.ts';
import { showVoucher } from './lease.ts';
import { pull } from './pull.ts';
import { makePush } from './push.ts';
import { makeRoad, type Reason } from './road.ts';
import { isRefusal, type StatusParts, statusOf } from './status.ts';
import { type Wire, WireTrouble } from './wire.ts';

/** With what the lists may be asked for; null while nobody has unlocked. */
export type Puller = { token: string; scopes: readonly string[] };

export type PostmanDeps = {
  world: World;
  wire: Wire;
  ledger: Ledger;
  cache: Cache;
  register: RegisterClient;
  backlog: Backlog;
  device(): Device | null;
  openBody(keys: readonly EntryKeyRow[]): OpenBody | null;
  puller(): Puller | null;
  /** The register must be filled anew: entries or pages it holds are no longer so. */
  onReload(): Promise<void>;
  /** Much may have been stored. */
  onPulled(): Promise<void>;
  /** The way to the office was taken; `isRefused`: it did not know who asked. False: it is closed. */
  onMet(isRefused: boolean): Promise<boolean>;
};

export type Postman = {
  status: Live<SyncStatus>;
  clock: HonestClock;
  wake(reason: Reason): void;
  /** The office told its time beside the roads. `askedMono`: when it was asked. */
  hearTime(officeMs: number, askedMono: number): Promise<void>;
  /** Somebody unlocked or locked. */
  onAccess(): Promise<void>;
  /** The ledger or the device changed beside the roads. */
  refresh(change?: Partial<Pick<StatusParts, 'hasStorageTrouble' | 'storage'>>): void;
  settled(): Promise<void>;
  stop(): void;
};

const PULL_REST_MS = 5 * 60_000;
const PUSH_REST_MS = 20 * 60_000;
const ASK_AGAIN_MS = 8 * 60_000;

/** Takes both roads whenever there is a reason to, and says how it stands. */
export async function startPostman(deps: PostmanDeps): Promise<Postman> {
  const { world, ledger, cache, register, backlog } = deps;
  let sync: SyncMeta = await readSync(ledger);
  const latest = await ledger.run((db) => db.journals.toArray());
  const clock = makeHonestClock(world.clock, {
    skewMs: sync.skewMs,
    officeSeenMs: Math.max(sync.officeSeenMs, ...latest.map((each) => each.latestMs)),
  });
  const parts = {
    run: { sent: 0, total: 0 },
    pulledAtMs: null as number | null,
    pullProgress: null as StatusParts['pullProgress'],
    storage: {
      persisted: null,
      usedBytes: null,
      quotaBytes: null,
      room: null,
    } as StatusParts['storage'],
    hasStorageTrouble: false,
  };

  function learn(memory: ClockMemory, epoch: string | null): SyncMeta {
    sync = { epoch: epoch ?? sync.epoch, lastSuccessAtMs: world.clock.now(), ...memory };
    return sync;
  }

  /** The epoch a pull met, and when the office last spoke about our journals. */
  let pulledEpoch: string | null = null;
  let pushedMono = Number.NEGATIVE_INFINITY;
  /** The office refused whoever asked for lists, and has not been asked for a lease since. */
  let wasRefused = false;
  /** This run of the push has met the office. */
  let hasMet = false;

  /** I3: another epoch means that the office was restored; and a locked tablet, which pulls nothing, asks now and then. */
  function mayHaveLost(): boolean {
    const isOther = pulledEpoch !== null && sync.epoch !== null && pulledEpoch !== sync.epoch;
    return isOther || world.clock.mono() - pushedMono > ASK_AGAIN_MS;
  }

  async function signAsDevice(message: string): Promise<string> {
    const device = deps.device();
    if (device === null) throw new Error('only an enrolled tablet signs');
    return sign(world.subtle, device.privateKey, message);
  }

  const push = makePush({
    ledger,
    wire: deps.wire,
    random: world.random,
    now: () => world.clock.now(),
    mono: () => world.clock.mono(),
    epoch: () => sync.epoch,
    device: deps.device,
    openBody: deps.openBody,
    sign: signAsDevice,
    vouchers: () => readVouchers(ledger),
    onSending(range) {
      void postBacklog(register, backlog, range);
      register.touch();
      refresh();
    },
    learn: (reply, askedMono) =>
      learn(clock.see(fromInstant(reply.serverTime), askedMono), reply.epoch),
    mayHaveLost,
    async onAcknowledged(journal, reply) {
      pushedMono = world.clock.mono();
      const before = backlog.view().waiting;
      await backlog.acknowledge(journal, reply.head, reply.refused.length > 0);
      parts.run.sent += Math.max(0, before - backlog.view().waiting);
      await postBacklog(register, backlog, null);
      register.touch();
      refresh();
      // The other road is open as well, but not to whom it was refused: that would have no end [I10].
      const { trouble } = pullRoad.state.get();
      if (trouble !== null && !isRefusal(trouble)) pullRoad.wake('machine');
      // Not only at the end: a line that breaks each time before everything is sent has no end [L1].
      if (!hasMet) {
        hasMet = true;
        await deps.onMet(false);
      }
    },
    async onNextJournal() {
      await backlog.reload();
      await deps.onReload();
    },
  });

  async function runPush() {
    if (deps.device() === null) return;
    hasMet = false;
    // For the eye: the push looks itself at what there is to send, and does not wait.
    const looked = lookAgain();
    looked.catch(() => undefined);
    await pushOrReturn();
    await looked;
    const isRefused = wasRefused;
    if ((await deps.onMet(isRefused)) && isRefused) wasRefused = false;
  }

  /** Another tab may have recorded, sent or locked since this one looked. */
  async function lookAgain() {
    await backlog.reload();
    parts.run = { sent: 0, total: backlog.view().waiting };
    refresh();
  }

  /** [P9] A restored office does not know a tablet it enrolled since: it is shown its own word. */
  async function pushOrReturn() {
    try {
      await push();
    } catch (error) {
      const device = deps.device();
      const isUnknown = error instanceof WireTrouble && error.code === 'unauthenticated';
      if (device === null || !isUnknown || !(await showVoucher(deps.wire, device))) throw error;
      await push();
    }
  }

  async function runPull() {
    const puller = deps.puller();
    if (puller === null) return;
    await pullAs(puller);
    await putMeta(ledger, 'sync', sync);
    await releaseWhatFits();
    await deps.onPulled();
    await readPulledAt();
    if (pushRoad.state.get().trouble !== null) pushRoad.wake('machine');
  }

  async function pullAs(puller: Puller) {
    try {
      await pull({
        cache,
        register,
        wire: deps.wire,
        ...puller,
        now: () => world.clock.now(),
        mono: () => world.clock.mono(),
        onProgress(progress) {
          parts.pullProgress = progress;
          refresh();
        },
        onOffice({ epoch, officeMs, askedMono }) {
          learn(clock.see(officeMs, askedMono), null);
          pulledEpoch = epoch;
          if (mayHaveLost()) pushRoad.wake('machine');
        },
        onDropped: deps.onReload,
      });
    } catch (error) {
      if (isRefusal(error)) {
        wasRefused = true;
        // The lease is asked for once everything is sent, and that may have been done before [L5].
        pushRoad.wake('machine');
      }
      throw error;
    }
  }

  async function releaseWhatFits() {
    if (backlog.quarantine().length === 0) return;
    // By the ledger's clear rows: of an older entry this tablet has dropped its key [E11].
    const refused = backlog.quarantine().map(({ entry, subject }) => ({ entry, subject }));
    const released = await register.released(refused);
    if (released.length === 0) return;
    await release(ledger, released);
    await backlog.reload();
    await postBacklog(register, backlog, null);
    register.touch();
  }

  async function readPulledAt() {
    const scopes = deps.puller()?.scopes ?? [];
    const cursors = await cache.cursors();
    const reached = scopes.map(
      (scope) => cursors.find((each) => each.scope === scope)?.reachedAtMs,
    );
    const all = reached.filter((each) => each != null);
    parts.pulledAtMs = all.length === scopes.length && all.length > 0 ? Math.min(...all) : null;
  }

  const pushRoad = makeRoad(world, 'khop-push', runPush, PUSH_REST_MS);
  const pullRoad = makeRoad(world, 'khop-pull', runPull, PULL_REST_MS);
  const hints = listenForHints(world, deps.wire, () => pullRoad.wake('machine'));

  function view(): SyncStatus {
    return statusOf({
      ...parts,
      backlog: backlog.view(),
      quarantine: backlog.quarantine(),
      push: pushRoad.state.get(),
      pull: pullRoad.state.get(),
      mayPull: deps.puller() !== null,
      lastSuccessAtMs: sync.lastSuccessAtMs,
      skewMs: clock.skewMs(),
    });
  }
  const status = makeLive<SyncStatus>(view());
  function refresh(change: Parameters<Postman['refresh']>[0] = {}) {
    Object.assign(parts, change);
    status.set(view());
  }
  pushRoad.state.subscribe(() => refresh());
  pullRoad.state.subscribe(() => refresh());

  function wake(reason: Reason) {
    pushRoad.wake(reason);
    if (reason !== 'write') pullRoad.wake(reason);
  }
  const forget = world.onWake(() => wake('machine'));

  return {
    status,
    clock,
    wake,
    async hearTime(officeMs, askedMono) {
      sync = { ...sync, ...clock.see(officeMs, askedMono) };
      await putMeta(ledger, 'sync', sync);
      refresh();
    },
    refresh,
    async onAccess() {
      await readPulledAt();
      hints.listen(deps.puller()?.token ?? null);
      wake('machine');
      refresh();
    },
    async settled() {
      await Promise.all([pushRoad.settled(), pullRoad.settled()]);
      await Promise.all([pushRoad.settled(), pullRoad.settled()]);
    },
    stop() {
      for (const road of [pushRoad, pullRoad]) road.stop();
      hints.listen(null);
      forget();
    },
  };
}
