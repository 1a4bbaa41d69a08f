import { chainHash, digestOf } from '@khop/shared/entry';
import { sampleRegistration } from '@khop/shared/sample';
import type { openSampleTablet } from '../sample-tablet.ts';
import type { Tablet } from '../tablet.ts';
import type { SampleOffice } from './sample-office.ts';

export type All = Awaited<ReturnType<typeof openSampleTablet>>;

/** Lets time pass until the backlog is empty, or for a day. */
export async function untilSent({ tablet, clock }: Pick<All, 'tablet' | 'clock'>) {
  for (let minutes = 0; minutes < 24 * 60; minutes += 10) {
    await tablet.settled();
    if (tablet.status.get().waiting === 0) return;
    clock.turn(10 * 60_000);
  }
}

/** Every entry id the office applied to a record, counted. */
export function applied(office: SampleOffice): string[] {
  return [...office.records.values()].flatMap((record) => record.applied);
}

export function held(office: SampleOffice): string[] {
  return [...office.journals.values()].flatMap(({ texts }) => texts);
}

export async function record(tablet: Tablet, count: number) {
  const ids: string[] = [];
  for (let at = 0; at < count; at++) {
    const person = tablet.newId();
    ids.push((await tablet.record('person-registered', person, sampleRegistration())).id);
  }
  return ids;
}

/** As a clone of the tablet's profile would, elsewhere: entries it never made stand in its journal. */
export function addAliens(office: SampleOffice, count = 1): string[] {
  const [journal] = [...office.journals.values()];
  const aliens = Array.from({ length: count }, (_, at) => `{"alien":${at}}`);
  for (const alien of aliens) {
    journal?.texts.push(alien);
    journal?.hashes.push(chainHash(journal.hashes.at(-1) ?? '', digestOf(alien), null));
  }
  return aliens;
}
