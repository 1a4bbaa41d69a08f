import type { Kysely } from 'kysely';
import { OFFICE_CHAIN } from '../store/audit.ts';
import type { Tables } from '../store/tables.ts';
import { acceptedPlace } from '../sync/late.ts';

/** Records that changed without a new entry: what was accepted late [L7], by acts beyond `officeActs`. */
export async function* lateSubjects(
  db: Kysely<Tables>,
  officeActs: number,
): AsyncGenerator<string> {
  const acts = await db
    .selectFrom('audit')
    .select(['act', 'object'])
    .where('chain', '=', OFFICE_CHAIN)
    .where('seq', '>', officeActs)
    .execute();
  for (const { act, object } of acts) {
    const place = acceptedPlace(act, object);
    if (place === null) continue;
    const row = await db
      .selectFrom('entry')
      .select('subject')
      .where('journal', '=', place.journal)
      .where('seq', '=', place.seq)
      .executeTakeFirst();
    if (row?.subject != null) yield row.subject;
  }
}
