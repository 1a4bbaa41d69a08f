import { type EntryBody, type EntryKind, entryText } from '@khop/shared/entry';
import type { Id } from '@khop/shared/ids';
import { sampleDose, sampleRegistration } from '@khop/shared/sample';
import { toInstant } from '@khop/shared/time';
import { type Actor, count, type House } from './house.ts';
import { mistyped, pick } from './people.ts';

/** What nurses do. */
export const NURSE_ACTS = ['register', 'dose', 'amend', 'void', 'contact'] as const;
export type NurseAct = (typeof NURSE_ACTS)[number];

export async function perform(act: NurseAct, house: House, actor: Actor): Promise<void> {
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
  }
}

/** Saves a fact and remembers it once the tablet has said so; a refusal for want of storage is an answer. */
export async function record<K extends EntryKind>(
  house: House,
  actor: Actor,
  kind: K,
  subject: Id,
  body: EntryBody<K>,
  how: { isPoison?: boolean; replaces?: Id } = {},
): Promise<Id | null> {
  const { profile, name } = actor;
  try {
    const entry = await actor.tablet.record(kind, subject, body, how.replaces ?? null);
    const holders = new Set([profile]);
    const isPoison = how.isPoison ?? false;
    house.saved.set(entry.id, { kind, actor: name, subject, holders, mayBeLost: false, isPoison });
    house.history.note('saved', name, entryText(entry));
    return entry.id;
  } catch (error) {
    const kindOf = error instanceof Error && 'kind' in error ? error.kind : null;
    if (kindOf !== 'quota' && kindOf !== 'unknown' && kindOf !== 'closed') throw error;
    house.history.note('not saved', name, kindOf);
    count(house, 'not-saved');
    return null;
  }
}

export async function register(house: House, actor: Actor): Promise<void> {
  const truth = pick(house.chance, house.citizens);
  const isRight = house.chance.next() < 0.7;
  const identity = isRight ? truth : mistyped(house.chance, truth);
  const id = actor.tablet.newId();
  const site = house.office.site;
  const saved = await record(
    house,
    actor,
    'person-registered',
    id,
    sampleRegistration(identity, site),
  );
  if (saved !== null) house.people.push({ id, truth });
}

/** A person this tablet knows: its own or one the office told it about. */
export async function someone(house: House, actor: Actor) {
  if (house.people.length === 0) return null;
  // A few persons everybody meets: what two tablets say at once must meet often.
  const isHot = house.chance.next() < 0.4;
  const { id, truth } = pick(house.chance, isHot ? house.people.slice(0, 8) : house.people);
  const view = await actor.tablet.register.person(id);
  return view === null ? null : { id, truth, view };
}

export async function dose(house: House, actor: Actor): Promise<void> {
  const who = await someone(house, actor);
  if (who === null) return;
  const ordinal = Math.min(20, who.view.record.doses.length + 1);
  await record(house, actor, 'dose-recorded', who.id, { dose: doseOf(house, actor, ordinal) });
}

export function doseOf(house: House, actor: Actor, ordinal: number) {
  return {
    ...sampleDose,
    ordinal,
    injectedAt: toInstant(house.clock.now()),
    site: house.office.site,
    vaccinator: actor.operator,
  };
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
