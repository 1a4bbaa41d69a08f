import type { Engine } from '../store.ts';
import { type Schema, textOn } from './dialect.ts';

/** A second way to the same enrolment: 128 bits for a camera, where the code is made for fingers. */
export async function enrolmentSecret(db: Schema, engine: Engine): Promise<void> {
  await db.schema.alterTable('enrolment').addColumn('secret_hash', textOn(engine)).execute();
  await db.schema.createIndex('enrolment_secret').on('enrolment').column('secret_hash').execute();
}
