import { judgeCheck } from '@khop/shared/identity';
import type { DeskCheckRow, DeskPerson } from '@khop/shared/protocol/desk';
import type { PersonRecord, Said } from '@khop/shared/record';
import { dayOf, toInstant } from '@khop/shared/time';
import { findUnit } from '@khop/shared/unit';
import { residenceOn } from '@khop/shared/unit-reach';
import { PERSON_VIEWED } from '../audit/looks.ts';
import { findActs } from '../store/audit.ts';
import { readFlags, readNames } from '../store/desk.ts';
import type { Reads } from '../store/store.ts';
import { readSuccession } from '../store/succession.ts';
import { causesOf } from '../sync/record-row.ts';

/** A row of the desk's list: enough to recognise a person, never the whole number. */
export function rowFor(row: { id: string; body: string; site: string | null }): DeskCheckRow {
  const record = JSON.parse(row.body) as PersonRecord;
  const { identity, verdicts } = record;
  const { state, verdict } = judgeCheck(identity, verdicts);
  const mismatches = verdicts.filter(({ answer }) => answer === 'mismatch');
  const isWrong = state === 'mismatch' || (state === 'waiting' && mismatches.length > 0);
  return {
    person: record.id,
    fullName: identity.fullName,
    birthDate: identity.birthDate,
    sex: identity.sex,
    number:
      identity.number === null
        ? null
        : { kind: identity.number.kind, tail: identity.number.value.slice(-4) },
    state,
    causes: isWrong ? causesOf(record) : [],
    site: row.site ?? '',
    answeredAt: (verdict ?? mismatches.at(-1))?.answeredAt ?? null,
    tries: mismatches.length,
  };
}

/** Older looks are in the audit alone. */
const MAX_LOOKS = 200;

export async function personFor(reads: Reads, record: PersonRecord): Promise<DeskPerson> {
  const said = saidOf(record);
  const looks = await findActs(reads, record.id, PERSON_VIEWED, MAX_LOOKS);
  const names = await readNames(reads, {
    operators: unique([...said.map(({ operator }) => operator), ...looks.map(({ who }) => who)]),
    journals: unique(said.map(({ journal }) => journal)),
    sites: unique([...record.sites, ...record.doses.map(({ dose }) => dose.site)]),
  });
  return {
    record,
    causes: causesOf(record),
    ...names,
    flags: await readFlags(reads, record.id),
    residence: await residenceOf(reads, record),
    looks: looks.map(({ at, who }) => ({ at: toInstant(at), who })),
  };
}

/** [U8] The residence as it was recorded, and what became of it. */
async function residenceOf(
  reads: Reads,
  { residence }: PersonRecord,
): Promise<DeskPerson['residence']> {
  if (residence === null) return null;
  const table = await readSuccession(reads, residence);
  const { state, units } = residenceOn(table, residence, dayOf(reads.clock.now()));
  const name = findUnit(table, residence)?.name ?? residence.code;
  return { name, state, now: units.map((unit) => unit.name) };
}

/** Everybody who said something about the person. */
function saidOf(record: PersonRecord): Said[] {
  const doses = record.doses.flatMap((each) => [
    each.said,
    ...each.amendments,
    ...(each.voided === null ? [] : [each.voided]),
    ...(each.observation === null ? [] : [each.observation]),
    ...each.reactions,
  ]);
  const links = record.links.map(({ by }) => by);
  return [...record.versions, ...record.screenings, ...doses, ...links];
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}

type Count = { key: string; count: number };
type NamedCount = Count & { name: string };

/** Sites and communes by name; a commune no list knows is named by its sites, else by its key. */
export async function namesFor(
  { db }: Reads,
  sites: readonly Count[],
  communes: readonly Count[],
): Promise<{ sites: NamedCount[]; communes: NamedCount[] }> {
  const known = await db
    .selectFrom('site')
    .select(['id', 'name', 'commune_edition', 'commune_code', 'commune_name'])
    .where('kind', '!=', 'mobile')
    .execute();
  const siteNames = new Map(known.map(({ id, name }) => [id, name]));
  const communeNames = new Map(
    known.map((row) => [`${row.commune_edition}:${row.commune_code}`, row.commune_name]),
  );
  const codes = communes.map(({ key }) => key.slice(key.lastIndexOf(':') + 1));
  const units = await db
    .selectFrom('unit')
    .select(['edition', 'code', 'name'])
    .where('code', 'in', ['', ...codes])
    .execute();
  for (const { edition, code, name } of units) communeNames.set(`${edition}:${code}`, name);
  return {
    sites: sites.map((each) => ({ ...each, name: siteNames.get(each.key) ?? each.key })),
    communes: communes.map(({ key, count }) => {
      const unit = key.replace(/^commune:/, '');
      return { key: unit, count, name: communeNames.get(unit) ?? unit };
    }),
  };
}
