import { type EntryBody, type EntryKind, entryText } from '@khop/shared/entry';
import type { Id } from '@khop/shared/ids';
import { sampleDose, sampleRegistration } from '@khop/shared/sample';
import { toInstant } from '@khop/shared/time';
import { type Actor, type House, reopen } from './house.ts';
import { mistyped, pick } from './people.ts';

/** What can happen in the house, and how often beside each other. */
export const ACTS = [
  ['register', 14],
  ['dose', 22],
  ['amend', 12],
  ['void', 3],
  ['contact', 6],
  ['send', 10],
  ['record-while-sending', 6],
  ['check', 8],
  ['harshness', 3],
  ['wire', 3],
  ['flush', 4],
  ['time', 4],
  ['close', 2],
  ['crash-while-sending', 2],
  ['lock', 1],
  ['registry', 2],
  ['office-restart', 1],
  ['rest', 1],
] as const;
export type Act = (typeof ACTS)[number][0];

async function record<K extends EntryKind>(
  house: House,
  actor: Actor,
  kind: K,
  subject: Id,
  body: EntryBody<K>,
): Promise<void> {
  const entry = await actor.tablet.record(kind, subject, body);
  house.saved.set(entry.id, { kind, actor: actor.name });
  house.history.note('saved', actor.name, entryText(entry));
}

export async function perform(act: Act, house: House, actor: Actor): Promise<void> {
  const { chance, clock } = house;
  const { tablet, wire } = actor;
  switch (act) {
    case 'register':
      return register(house, actor);
    case 'dose':
      return dose(house, actor);
    case 'amend':
      return amend(house, actor);
    case 'void':
      return voidDose(house, actor);
    case 'contact':
      return contact(house, actor);
    case 'send':
      tablet.sendNow();
      return tablet.settled();
    case 'record-while-sending':
      tablet.sendNow();
      await register(house, actor);
      await dose(house, actor);
      return tablet.settled();
    case 'check':
      return house.office.runChecks(Math.floor(chance.next() * 20));
    case 'harshness':
      wire.harshness = pick(chance, [0, 0.1, 0.3, 0.6]);
      return;
    case 'wire':
      wire.isDown = chance.next() < 0.5;
      return;
    case 'flush':
      return wire.flush();
    case 'time':
      clock.advance(Math.floor(chance.next() * 20 * 60_000));
      return tablet.settled();
    case 'close':
      return reopen(actor);
    case 'crash-while-sending':
      tablet.sendNow();
      return reopen(actor);
    case 'lock': {
      tablet.lock();
      tablet.sendNow();
      await tablet.settled();
      const unlocked = await tablet.unlock(actor.operator, actor.pin);
      if (!unlocked.ok) throw new Error('a right PIN was refused');
      return;
    }
    case 'registry':
      house.office.registryIsDown = chance.next() < 0.4;
      return;
    case 'office-restart':
      await house.office.kill();
      // Opening takes as long as the machine takes: nobody may be under way meanwhile.
      await allSettled(house);
      return house.office.start();
    case 'rest':
      return tablet.settled();
  }
}

export async function allSettled(house: House): Promise<void> {
  for (const { tablet } of house.actors) await tablet.settled();
}

async function register(house: House, actor: Actor): Promise<void> {
  const truth = pick(house.chance, house.citizens);
  const isRight = house.chance.next() < 0.7;
  const identity = isRight ? truth : mistyped(house.chance, truth);
  const id = actor.tablet.newId();
  house.people.push({ id, truth });
  const site = house.office.site;
  await record(house, actor, 'person-registered', id, sampleRegistration(identity, site));
}

/** A person this tablet knows: its own or one the office told it about. */
async function someone(house: House, actor: Actor) {
  if (house.people.length === 0) return null;
  // A few persons everybody meets: what two tablets say at once must meet often.
  const isHot = house.chance.next() < 0.4;
  const { id, truth } = pick(house.chance, isHot ? house.people.slice(0, 8) : house.people);
  const view = await actor.tablet.register.person(id);
  return view === null ? null : { id, truth, view };
}

async function dose(house: House, actor: Actor): Promise<void> {
  const who = await someone(house, actor);
  if (who === null) return;
  await record(house, actor, 'dose-recorded', who.id, {
    dose: {
      ...sampleDose,
      ordinal: Math.min(20, who.view.record.doses.length + 1),
      injectedAt: toInstant(house.clock.now()),
      site: house.office.site,
      vaccinator: actor.operator,
    },
  });
}

async function amend(house: House, actor: Actor): Promise<void> {
  const who = await someone(house, actor);
  const basedOn = who?.view.record.versions.at(-1)?.entry;
  if (who === null || basedOn === undefined) return;
  const isRight = house.chance.next() < 0.7;
  const identity = isRight ? who.truth : mistyped(house.chance, who.truth);
  const field = pick(house.chance, ['fullName', 'sex', 'number', 'all'] as const);
  await record(house, actor, 'identity-amended', who.id, {
    basedOn,
    changes: field === 'all' ? identity : { [field]: identity[field] },
    origins: field === 'all' ? {} : { [field]: 'amended' },
    cardHash: null,
    reason: null,
  });
}

async function voidDose(house: House, actor: Actor): Promise<void> {
  const who = await someone(house, actor);
  const standing = who?.view.record.doses.find((each) => each.voided === null);
  if (who === null || standing === undefined) return;
  const body = { dose: standing.said.entry, reason: 'nhập nhầm' };
  await record(house, actor, 'dose-voided', who.id, body);
}

async function contact(house: House, actor: Actor): Promise<void> {
  const who = await someone(house, actor);
  if (who === null) return;
  const phone = `09${String(Math.floor(house.chance.next() * 1e8)).padStart(8, '0')}`;
  await record(house, actor, 'contact-amended', who.id, { changes: { phone } });
}
