import type { Id } from '@khop/shared/ids';
import { sampleDose, sampleIdentity, sampleRegistration } from '@khop/shared/sample';
import type { Authenticator } from './authenticator.ts';
import { makeSampleAuthenticator } from './sample-authenticator.ts';
import {
  type Disk,
  type HandClock,
  makeDisk,
  makeHandClock,
  makeSampleWorld,
  SAMPLE_PIN,
} from './sample-world.ts';
import { makeSampleOffice, type SampleOffice } from './sync/sample-office.ts';
import { openTablet, type Tablet } from './tablet.ts';

/** A tablet, its office and its clock, with what a test does to them again and again. */
export async function sampleTablet(
  given: {
    office?: SampleOffice;
    disk?: Disk;
    clock?: HandClock;
    locks?: Set<string>;
    random?: (length: number) => Uint8Array;
    authenticator?: Authenticator;
  } = {},
) {
  const clock = given.clock ?? makeHandClock();
  const office = given.office ?? makeSampleOffice(clock.now);
  const disk = given.disk ?? makeDisk();
  const world = makeSampleWorld({
    ...given,
    clock,
    disk,
    fetch: (url, init) => office.fetch(url, init),
  });
  const tablet = await openTablet(world);
  return { tablet, office, clock, disk, world };
}

/** Enrolled, and opened by its first operator. */
export async function openSampleTablet(given: Parameters<typeof sampleTablet>[0] = {}) {
  const all = await sampleTablet(given);
  await all.tablet.enrol('RIGHT-CODE', 'Máy 1');
  await all.tablet.addOperator('lan', 'mat-khau-lan', SAMPLE_PIN);
  await all.tablet.settled();
  return all;
}

/** The same with a passkey beside the PIN. */
export async function openWithPasskey() {
  const authenticator = makeSampleAuthenticator();
  const all = await openSampleTablet({ authenticator });
  const answer = await all.tablet.passkey.add(SAMPLE_PIN);
  if (answer !== 'added') throw new Error(`no passkey: ${JSON.stringify(answer)}`);
  return { ...all, authenticator };
}

/** Registers a person and gives them a dose; answers the person's id. */
export async function vaccinate(
  tablet: Tablet,
  fullName: string,
  number = '001190000001',
): Promise<Id> {
  const person = tablet.newId();
  const identity = {
    ...sampleIdentity,
    fullName,
    number: { kind: 'personal-id' as const, value: number },
  };
  await tablet.record('person-registered', person, sampleRegistration(identity));
  const injectedAt = new Date(tablet.now()).toISOString();
  await tablet.record('dose-recorded', person, { dose: { ...sampleDose, injectedAt } });
  return person;
}
