import { sql } from 'kysely';
import type { Schema } from './dialect.ts';

/** Who looked at a person is asked for by the person; receipts, which are most rows, never are. */
export async function auditObjectIndex(db: Schema): Promise<void> {
  await sql`create index audit_of_person on audit (object, at) where act = 'person-viewed'`.execute(
    db,
  );
}
