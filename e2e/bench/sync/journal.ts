import { chanceOf } from '@khop/server/demo/chance';
import type { Entry } from '@khop/shared/entry';
import { chainHash, entryText, genesisHash } from '@khop/shared/entry';
import { type JournalId, newJournalId, toHex } from '@khop/shared/ids';
import type { Instant } from '@khop/shared/time';
import { OPERATOR, personAt, SITE } from './facts.ts';

/** A fact before it has its place in a journal: what `keep` of the tablet takes. */
export type Fact = Omit<Entry, 'journal' | 'seq'>;

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

export type Texted = { journal: JournalId; texts: string[]; hashes: string[] };

/** A whole journal of facts as texts with their chain. `hash`: another SHA-256 than the pure one. */
export function textJournal(
  facts: Iterable<Fact>,
  journal: JournalId,
  hash: (previous: string, text: string) => string = chainHash,
): Texted {
  const texts: string[] = [];
  const hashes: string[] = [];
  let previous = genesisHash(journal);
  for (const fact of facts) {
    const text = entryText({ ...fact, journal, seq: texts.length + 1 } as Entry);
    previous = hash(previous, text);
    texts.push(text);
    hashes.push(previous);
  }
  return { journal, texts, hashes };
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
