import { type HintCode, likelyCauses } from '@khop/shared/hint';
import { type CheckState, judgeCheck, judgeCheckability } from '@khop/shared/identity';
import { foldedKey } from '@khop/shared/name';
import { communeScope, siteScope } from '@khop/shared/protocol/pull';
import { defined, type PersonRecord, type StoredRecord } from '@khop/shared/record';
import { fromInstant } from '@khop/shared/time';
import type { RecordTable } from '../store/tables.ts';

/** A text as a key column can hold it on both engines: whole characters, no NUL. */
export function columnOf(text: string): string {
  return text.toWellFormed().replaceAll('\0', '');
}

/** The scopes whose tablets hold this record, each once. */
export function scopesOf(record: StoredRecord): string[] {
  if (record.type !== 'person') return [siteScope(columnOf(record.site))];
  const scopes = new Set(record.sites.map((site) => siteScope(columnOf(site))));
  if (record.residence !== null) scopes.add(columnOf(communeScope(record.residence)));
  return [...scopes];
}

const NO_PERSON = {
  number: null,
  number_kind: null,
  name_folded: null,
  birth: null,
  check_state: null,
  cause: null,
  since: null,
  commune: null,
};

/** The record as a row: its body, and what desk and duplicates look for. */
export function rowOf(record: StoredRecord): RecordTable {
  const { id, type } = record;
  const body = JSON.stringify(record);
  if (record.type !== 'person') {
    return { id, type, body, ...NO_PERSON, site: columnOf(record.site) };
  }
  const { identity, residence } = record;
  const state = checkStateOf(record);
  return {
    id,
    type,
    body,
    number: identity.number?.value ?? null,
    number_kind: identity.number?.kind ?? null,
    name_folded: foldedName(identity.fullName),
    birth: identity.birthDate?.value ?? null,
    check_state: state,
    cause: state === 'mismatch' ? (causesOf(record)[0] ?? null) : null,
    since: sinceWhen(record, state),
    commune: residence === null ? null : columnOf(communeScope(residence)),
    site: columnOf(latestSite(record)),
  };
}

/** `judgeCheck`, without asking for the key of the many who have no verdict yet. */
function checkStateOf({ identity, verdicts }: PersonRecord): CheckState {
  if (verdicts.length > 0) return judgeCheck(identity, verdicts).state;
  const { state } = judgeCheckability(identity);
  return state === 'checkable' ? 'waiting' : state;
}

/** Codes of hint.ts, the likeliest first, each once: our own guesses, from the record alone. */
export function causesOf({ identity, origins }: PersonRecord): HintCode[] {
  return [
    ...new Set(likelyCauses(identity, { origins: defined(origins) }).map(({ code }) => code)),
  ];
}

/** Where the person was last seen: the latest dose that stands, else the registration. */
function latestSite(record: PersonRecord): string {
  const dose = record.doses.findLast((each) => each.voided === null);
  return dose?.dose.site ?? record.sites[0] ?? '';
}

function sinceWhen(record: PersonRecord, state: CheckState): number {
  const verdict = record.verdicts.at(-1);
  const isAnswered = state === 'match' || state === 'mismatch';
  const at = isAnswered ? verdict?.answeredAt : record.versions.at(-1)?.at;
  return at === undefined ? 0 : fromInstant(at);
}

// Names are made of few syllables; folding each of them once is most of the work saved.
const MAX_SYLLABLES = 20_000;
const foldedBySyllable = new Map<string, string>();

/** `foldedKey`, syllable by syllable. */
export function foldedName(name: string): string {
  let folded = '';
  for (const syllable of name.split(' ')) {
    let known = foldedBySyllable.get(syllable);
    if (known === undefined) {
      known = foldedKey(syllable);
      if (foldedBySyllable.size < MAX_SYLLABLES) foldedBySyllable.set(syllable, known);
    }
    folded += known;
  }
  return folded;
}
