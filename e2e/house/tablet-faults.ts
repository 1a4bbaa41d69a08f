import { StorageTrouble } from '@khop/client/data/storage-trouble';
import { dose, doseOf, record, register, someone } from './acts.ts';
import { copyDisk } from './disk.ts';
import { type Actor, count, enrol, type House, openActor, openTab, reopen } from './house.ts';
import { forgetHolder } from './losses.ts';
import { setRight } from './office-faults.ts';
import type { Page, StorageFate } from './page-storage.ts';
import { pick } from './people.ts';
import { unlock } from './unlock.ts';

const YEAR_MS = 365 * 86_400_000;
const MOST_TWINS = 2;

export async function recordWhileSending(house: House, actor: Actor): Promise<void> {
  actor.tablet.sendNow();
  await register(house, actor);
  await dose(house, actor);
  await actor.tablet.settled();
}

/** Two pages of one profile save at the same moment. */
export async function recordInBothTabs(house: House, actor: Actor): Promise<void> {
  const both = actor.tabs.map(({ tablet }) => register(house, { ...actor, tablet }));
  await Promise.all(both);
}

export async function lockAndUnlock(house: House, actor: Actor): Promise<void> {
  const { tablet } = actor;
  tablet.lock();
  tablet.sendNow();
  await tablet.settled();
  await unlock(house, actor, tablet, actor.operator);
}

/** A colleague takes the tablet; the first time they sign in on it. */
export async function handOver(house: House, actor: Actor): Promise<void> {
  if (actor.operators.length < 2) {
    const next = await house.office.makeOperator();
    house.office.backups?.forget();
    const { user, password } = next;
    const said = await actor.tablet.addOperator(user, password, actor.pin).catch((error) => {
      // A full disk takes nobody in, and the screen says so.
      if (error instanceof StorageTrouble) return 'no room' as const;
      throw error;
    });
    if (said !== 'added') return;
    actor.operators.push(next);
  }
  const other = actor.operators.find(({ id }) => id !== actor.operator);
  if (other === undefined) return;
  for (const { tablet } of actor.tabs) {
    await unlock(house, actor, tablet, other.id);
  }
  actor.operator = other.id;
}

export async function secondTab(house: House, actor: Actor): Promise<void> {
  if (actor.tabs.length < 2) return openTab(house, actor);
  const [behind] = actor.tabs.filter(({ tablet }) => tablet !== actor.tablet);
  if (behind !== undefined) actor.tablet = behind.tablet;
}

export async function closeTab(_house: House, actor: Actor): Promise<void> {
  const [first, ...rest] = actor.tabs;
  if (first === undefined || rest.length === 0) return;
  actor.profile.end(first.page);
  actor.tabs = rest;
  actor.tablet = rest[0]?.tablet ?? actor.tablet;
}

export async function crashWhileSending(house: House, actor: Actor): Promise<void> {
  actor.tablet.sendNow();
  await reopen(house, actor);
}

/** The page dies inside of a write, or a little before or after it. */
export async function crashWhileRecording(house: House, actor: Actor): Promise<void> {
  const who = await someone(house, actor);
  if (who === null) return;
  const { chance } = house;
  frontOf(actor).fate = fateOf(chance, 'crash', 1);
  const body = { dose: doseOf(house, actor, who.view.record.doses.length + 1) };
  void record(house, actor, 'dose-recorded', who.id, body);
  for (let turn = Math.floor(chance.next() * 30); turn > 0; turn--) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  await reopen(house, actor);
}

export async function breakStorage(kind: 'full' | 'failing', house: House, actor: Actor) {
  frontOf(actor).fate = fateOf(house.chance, kind, 4);
}

export async function cutPower(house: House, actor: Actor): Promise<void> {
  await actor.profile.cutPower();
  await reopen(house, actor);
}

/** The browser throws everything away: the app must say so, and can be made anew. */
export async function evict(house: House, actor: Actor): Promise<void> {
  await actor.profile.evict();
  await forgetHolder(house, actor.profile);
  const tab = await actor.profile.open();
  Object.assign(actor, { tabs: [tab], tablet: tab.tablet, operators: actor.operators.slice(0, 1) });
  const state = tab.tablet.state.get();
  if (state.at !== 'not-enrolled' || !state.missing) {
    house.witness.broken.push(`[I16] ${actor.name} does not say that its ledger is missing`);
  }
  Object.assign(actor.wire, { isDown: false, harshness: 0 });
  for (const { id } of actor.operators) await setRight(house, id, false);
  await enrol(house, actor);
  house.office.backups?.forget();
}

/** A copied profile wakes up on another machine and goes on as if it were the only one. */
export async function clone(house: House, actor: Actor): Promise<void> {
  if (house.actors.filter(({ name }) => name.includes('-twin')).length >= MOST_TWINS) return;
  const copied = [...house.saved.values()].filter(({ holders }) => holders.has(actor.profile));
  const disk = await copyDisk(actor.profile.disk);
  count(house, 'clone');
  const name = `${actor.name}-twin${house.faults.get('clone')}`;
  const twin = await openActor(house, name, 0, disk);
  Object.assign(twin, { operators: [...actor.operators], operator: actor.operator, tabs: [] });
  twin.profile.crash();
  await openTab(house, twin);
  for (const saved of copied) saved.holders.add(twin.profile);
  house.actors.push(twin);
}

/** A twin hands over what it has and is thrown away. */
export async function retire(house: House): Promise<void> {
  const twin = house.actors.find(({ name }) => name.includes('-twin'));
  if (twin === undefined) return;
  Object.assign(twin.wire, { isDown: false, harshness: 0 });
  for (let round = 0; round < 4; round++) {
    house.clock.advance(10 * 60_000);
    twin.tablet.sendNow();
    await twin.tablet.settled();
  }
  if (twin.tablet.status.get().waiting > 0) return;
  twin.profile.crash();
  house.actors = house.actors.filter((each) => each !== twin);
  for (const lost of await forgetHolder(house, twin.profile)) {
    house.witness.broken.push(`[I16] ${twin.name} said that all was sent, and ${lost} was not`);
  }
}

export async function setClock(house: House, actor: Actor): Promise<void> {
  const { chance } = house;
  const most = pick(chance, [0, 60_000, 86_400_000, 20 * YEAR_MS]);
  actor.profile.setClock(Math.round((chance.next() - 0.5) * most));
}

/** An entry the office cannot read, once in a while so large that it cannot even be sent. */
export async function poison(house: House, actor: Actor): Promise<void> {
  const who = await someone(house, actor);
  if (who === null) return;
  const isHuge = house.chance.next() < 0.05;
  const lot = 'x'.repeat(isHuge ? 5_000_000 : 3000);
  const body = { dose: { ...doseOf(house, actor, 1), lot } };
  await record(house, actor, 'dose-recorded', who.id, body, { isPoison: true });
}

/** A nurse says again, rightly, what the office could not read. */
export async function mend(house: House, actor: Actor): Promise<void> {
  const ill = actor.tablet.status.get().quarantine.find((each) => !each.mended);
  const saved = ill === undefined ? undefined : house.saved.get(ill.entry);
  if (ill === undefined || saved === undefined || !saved.isPoison) return;
  const body = { dose: doseOf(house, actor, 1) };
  await record(house, actor, 'dose-recorded', saved.subject, body, { replaces: ill.entry });
}

function frontOf({ tabs, tablet }: Actor): Page {
  const tab = tabs.find((each) => each.tablet === tablet);
  if (tab === undefined) throw new Error('no page is in front');
  return tab.page;
}

function fateOf(chance: House['chance'], kind: StorageFate['kind'], most: number): StorageFate {
  const after = Math.floor(chance.next() * most);
  return { kind, after, requests: Math.floor(chance.next() * 5) };
}
