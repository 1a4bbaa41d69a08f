import type { Bar } from '@khop/shared/lease';
import type { Device } from './data/device.ts';
import type { Opened, People, Registrar } from './data/people.ts';
import { isWeakPin } from './data/pin.ts';
import type { TabletStanding } from './data/standing.ts';
import { signIn } from './sync/enrol.ts';
import type { Wire } from './sync/wire.ts';
import type { Tablet } from './tablet.ts';

/** The tablet as those at its door find it, and what becomes of it as they go in. */
type AdmissionDeps = {
  wire: Wire;
  people: People;
  registrar: Registrar;
  standing: TabletStanding;
  device(): Device | null;
  keepDevice(next: Device): void;
  opened(): Opened | null;
  mustBeOpen(): Opened;
  /** Asks the office for a lease; false where it could not be asked. */
  meet(isRefused: boolean): Promise<boolean>;
  enter(next: Opened): Promise<void>;
  lock(): void;
  show(): Promise<void>;
  track(work: Promise<unknown>): void;
};

/** Who gets into the tablet: by name and password once, from then on by PIN or passkey. */
export function makeAdmission(
  deps: AdmissionDeps,
): Pick<Tablet, 'addOperator' | 'renew' | 'unlock' | 'passkey' | 'changePin'> {
  const { wire, people, standing, mustBeOpen, meet, enter, show } = deps;

  /** Why this one may not unlock now, whatever they show [L1] [L3]; the tablet then says so too. */
  async function barFor(operator: string): Promise<Bar | null> {
    const rightEnded = () => (standing.mayUnlock(operator) ? null : 'right-ended');
    const bar = (await standing.look(false)) ?? rightEnded();
    if (bar === null) return null;
    if (deps.opened() !== null && bar !== 'right-ended') deps.lock();
    else if (deps.opened() === null) await show();
    // A right that was given back within the hour is not known here yet.
    deps.track(meet(true));
    return bar;
  }

  async function admit(next: Opened) {
    if (deps.opened() !== null) deps.lock();
    await enter(next);
  }

  return {
    async addOperator(user, password, pin) {
      if (isWeakPin(pin)) return 'weak-pin';
      const reply = await signIn(wire, user, password);
      if (typeof reply === 'string') return reply;
      const site = deps.device()?.site;
      if (site === undefined || reply.grant.site?.id !== site.id) return 'other-site';
      if (!(await meet(true))) return 'offline';
      if (standing.bar() !== null || !standing.mayUnlock(reply.grant.operator)) return 'barred';
      const before = deps.opened();
      const made = await people.add(reply, pin, before, deps.registrar);
      if (made === 'no-key') return 'offline';
      deps.keepDevice(made.device);
      const { added } = made;
      if (before === null || before.me.operator.id === added.me.operator.id) await enter(added);
      else await show();
      return 'added';
    },
    async renew(user, password) {
      const who = mustBeOpen();
      const reply = await signIn(wire, user, password);
      if (typeof reply === 'string') return reply;
      if (reply.grant.site?.id !== deps.device()?.site.id) return 'other-site';
      const renewed = await people.renew(reply, who);
      if (renewed === null) return 'other-person';
      await enter(renewed);
      return 'renewed';
    },
    async unlock(operator, pin) {
      const bar = await barFor(operator);
      if (bar !== null) return { ok: false, waitMs: Number.POSITIVE_INFINITY, bar };
      const answer = await people.unlock(operator, pin);
      if ('waitMs' in answer) {
        await show();
        return { ok: false, waitMs: answer.waitMs, bar: null };
      }
      await admit(answer);
      return { ok: true };
    },
    passkey: {
      isPossible: people.canHavePasskey,
      async add(pin) {
        const answer = await people.addPasskey(mustBeOpen(), pin);
        await show();
        return answer;
      },
      async remove() {
        await people.removePasskey(mustBeOpen());
        await show();
      },
      async unlock(operator) {
        const before = await barFor(operator);
        if (before !== null) return { bar: before };
        const answer = await people.unlockByPasskey(operator);
        // The authenticator may have been asked for minutes.
        const bar = await barFor(operator);
        if (bar !== null) return { bar };
        if (typeof answer === 'string') {
          await show();
          return answer;
        }
        await admit(answer);
        return 'opened';
      },
    },
    async changePin(pin, next) {
      const who = mustBeOpen();
      if (isWeakPin(next)) return 'weak-pin';
      return (await people.changePin(who, pin, next)) ?? 'changed';
    },
  };
}
