import { genesisHash } from '@khop/shared/entry';
import type { IdNumber } from '@khop/shared/id-number';
import { type FourFields, type Identity, identityKey } from '@khop/shared/identity';
import type { Id } from '@khop/shared/ids';
import type { PersonRecord } from '@khop/shared/record';
import { sampleIdentity, sampleJournal, sampleRegistration } from '@khop/shared/sample';
import type { Answer, Question, Registry } from '../registry/registry.ts';
import { readRecords } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { applyEntries } from '../sync/apply.ts';
import { readArrivals } from '../sync/arrival.ts';

/** A tablet whose entries go straight into the store: for tests of what happens after the push. */
export function sampleTablet(store: Store, seed: number, operator = 'op-1') {
  const journal = sampleJournal(seed, operator);
  async function send(): Promise<void> {
    const last = journal.entries.at(-1);
    const before = journal.entries.at(-2);
    if (last === undefined) return;
    const at = { journal: journal.journal, device: 'tablet', receivedAt: 0 };
    const previous = before?.hash ?? genesisHash(journal.journal);
    await store.write((tx) =>
      applyEntries(
        tx,
        readArrivals(at, journal.entries.length, previous, [{ text: last.text, ...last.by }]),
      ),
    );
  }
  return {
    async register(identity: Partial<Identity>): Promise<Id> {
      const person = journal.newId();
      journal.add(
        'person-registered',
        person,
        sampleRegistration({ ...sampleIdentity, ...identity }),
      );
      await send();
      return person;
    },
    async amend(person: Id, basedOn: Id, changes: Partial<Identity>): Promise<void> {
      journal.add('identity-amended', person, {
        basedOn,
        changes,
        origins: {},
        cardHash: null,
        reason: null,
      });
      await send();
    },
  };
}

/** Citizens who differ in more than their name: about one alone not much may be asked [G1]. */
export function sampleNumber(nth: number): IdNumber {
  return { kind: 'personal-id', value: `001190${String(nth).padStart(6, '0')}` };
}

export async function getPerson(store: Store, id: Id): Promise<PersonRecord> {
  const record = (await store.read((reads) => readRecords(reads, [id]))).get(id);
  if (record?.type !== 'person') throw new Error('no such person');
  return record;
}

/** What a scripted registry does with one portion. */
export type Weather =
  | 'ok'
  | 'down'
  | 'timeout'
  | 'garbage'
  | 'refused'
  | 'not-licensed'
  | 'silent'
  | 'half'
  | 'torn'
  | 'foreign-ids'
  | 'throws'
  | 'stumbles';

/** A population database whose truth and weather a test decides; remembers what it was asked. */
export function scriptedRegistry(truth: (fields: FourFields) => 'match' | 'mismatch') {
  const asked: Question[] = [];
  const told: { id: Id; key: string; outcome: Answer['outcome'] }[] = [];
  const scripted = {
    weather: 'ok' as Weather,
    /** Called between the question and its answer: where a crash may fall. */
    before: async (): Promise<void> => {},
    asked,
    told,
    registry: { name: 'scripted', check } satisfies Registry,
  };

  async function check(batch: readonly Question[]): Promise<Answer[]> {
    asked.push(...batch);
    await scripted.before();
    if (scripted.weather === 'throws') throw new Error('the registry broke');
    const answers = weathered(scripted.weather, batch.map(honest));
    for (const answer of answers) {
      const fields = batch.find(({ id }) => id === answer.id)?.fields;
      if (fields === undefined) continue;
      told.push({ id: answer.id, key: identityKey(fields), outcome: answer.outcome });
    }
    return answers;
  }

  function honest({ id, fields }: Question): Answer {
    return { id, outcome: truth(fields), raw: '<TonTai/>' };
  }
  return scripted;
}

const STRANGER = '01939c00-0000-7000-8000-ffffffffffff';

function weathered(weather: Weather, honest: Answer[]): Answer[] {
  const failed = (kind: 'down' | 'timeout' | 'bad-answer' | 'refused' | 'not-licensed') =>
    honest.map(({ id }): Answer => {
      const retry = kind !== 'refused' && kind !== 'not-licensed';
      return { id, outcome: 'error', kind, retry, raw: '\u0000?' };
    });
  switch (weather) {
    case 'down':
    case 'timeout':
    case 'refused':
    case 'not-licensed':
      return failed(weather).slice(0, 1);
    case 'garbage':
      return failed('bad-answer');
    case 'silent':
      return [];
    case 'half':
      return honest.slice(0, Math.floor(honest.length / 2));
    case 'stumbles':
      return [...honest.slice(1), ...failed('bad-answer').slice(0, 1)];
    case 'torn':
      return honest.flatMap((answer): Answer[] => [
        { id: answer.id, outcome: 'match', raw: 'a' },
        { id: answer.id, outcome: 'mismatch', raw: 'b' },
      ]);
    case 'foreign-ids':
      return [{ id: STRANGER, outcome: 'mismatch', raw: 'x' }];
    case 'ok':
    case 'throws':
      return honest;
  }
}
