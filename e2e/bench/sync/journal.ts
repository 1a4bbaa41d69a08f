import { chanceOf } from '@khop/server/demo/chance';
import {
  chainHash,
  digestOf,
  entryText,
  type Fact,
  genesisHash,
  type Signed,
} from '@khop/shared/entry';
import { type JournalId, newJournalId, toHex } from '@khop/shared/ids';
import type { Instant } from '@khop/shared/time';
import { OPERATOR, personAt, SITE } from './facts.ts';

export type FactOptions = {
  seed: number;
  /** Of the first entry, counted from 0: even ones register a person, odd ones give them their dose. */
  from: number;
  count: number;
  site?: string;
};

/** Facts `from`…`from + count - 1` of a seed: registration and dose of one person after another. */
export function* factsOf({ seed, from, count, site = SITE }: FactOptions): Generator<Fact> {
  const chance = chanceOf(seed * 31 + from + 7);
  for (let nth = from; nth < from + count; nth++) {
    const person = personAt(seed, nth >> 1, site);
    const isDose = nth % 2 === 1;
    yield factOf(chance.random, {
      kind: isDose ? 'dose-recorded' : 'person-registered',
      id: isDose ? person.doseEntry : person.registrationEntry,
      at: isDose ? person.injectedAt : person.registeredAt,
      mono: nth * 997,
      subject: person.id,
      body: isDose ? { dose: person.dose } : person.registration,
    });
  }
}

/** A further dose of a person of `peopleSeed`, with an id of its own. */
export function doseFact(seed: number, nth: number, peopleSeed: number): Fact {
  const chance = chanceOf(seed * 7919 + nth);
  const { dose, doseEntry, injectedAt } = personAt(seed, nth);
  return factOf(chance.random, {
    kind: 'dose-recorded',
    id: doseEntry,
    at: injectedAt,
    mono: nth * 997,
    subject: personAt(peopleSeed, nth).id,
    body: { dose },
  });
}

type Parts = Pick<Fact, 'kind' | 'id' | 'subject' | 'body'> & { at: Instant; mono: number };

export function factOf(random: (length: number) => Uint8Array, parts: Parts): Fact {
  const { kind, id, at, mono, subject, body } = parts;
  return {
    v: 1,
    id,
    kind,
    recordedAt: { at, zone: 420, skewMs: 0, mono },
    operator: OPERATOR,
    grant: 'bench',
    subject,
    replaces: null,
    salt: toHex(random(16)),
    body,
  } as Fact;
}

export function* textsOf(facts: Iterable<Fact>): Generator<string> {
  for (const fact of facts) yield entryText(fact);
}

/** A journal as it goes over the wire, with the chain's hash after each entry. */
export type Texted = {
  journal: JournalId;
  said: (Signed & { text: string })[];
  hashes: string[];
};

/** A whole journal of facts as signed texts with their chain. */
export async function textJournal(
  facts: Iterable<Fact>,
  journal: JournalId,
  sign: (digest: string) => Promise<Signed>,
): Promise<Texted> {
  const texts = [...textsOf(facts)];
  const digests = texts.map(digestOf);
  // All at once: WebCrypto signs beside this thread.
  const signed = await Promise.all(digests.map(sign));
  const said: Texted['said'] = [];
  const hashes: string[] = [];
  let previous = genesisHash(journal);
  for (const [index, by] of signed.entries()) {
    previous = chainHash(previous, digests[index] ?? '', by);
    said.push({ ...by, text: texts[index] ?? '' });
    hashes.push(previous);
  }
  return { journal, said, hashes };
}

export function journalIdOf(seed: number): JournalId {
  return newJournalId(chanceOf(seed).random);
}

/** The same fact as a document for peers that know no journal: nothing of the chain, no salt. */
export type FactDoc = {
  id: string;
  kind: string;
  operator: string;
  recordedAt: string;
  subject: string;
  body: unknown;
};

export function docOf(fact: Fact): FactDoc {
  const { id, kind, operator, recordedAt, subject, body } = fact;
  return { id, kind, operator, recordedAt: recordedAt.at, subject, body };
}

/** A person with their dose as one document: what a peer would keep where Khớp keeps a record. */
export type PersonDoc = FactDoc & { kind: 'person' };

export function personDocOf(seed: number, nth: number): PersonDoc {
  const { id, registration, registeredAt, doseEntry, dose } = personAt(seed, nth);
  return {
    id,
    kind: 'person',
    operator: OPERATOR,
    recordedAt: registeredAt,
    subject: id,
    body: { ...registration, doses: [{ id: doseEntry, ...dose }] },
  };
}
