import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { accessTables } from './migrations/access.ts';
import { appointmentTable } from './migrations/appointments.ts';
import { auditTable } from './migrations/audit.ts';
import { auditObjectIndex } from './migrations/audit-object.ts';
import { checkTables } from './migrations/checks.ts';
import { deviceCare } from './migrations/device-care.ts';
import { enrolmentSecret } from './migrations/enrolment-secret.ts';
import { entryFlag } from './migrations/entry-flag.ts';
import { journalTables } from './migrations/journals.ts';
import { limitTable } from './migrations/limits.ts';
import { oracleTables } from './migrations/oracle.ts';
import { populationTable } from './migrations/population.ts';
import { populationStagedTable } from './migrations/population-staged.ts';
import { recordTables } from './migrations/records.ts';
import { recovery } from './migrations/recovery.ts';
import { secondFactorTables } from './migrations/second-factor.ts';
import { signatureTables } from './migrations/signatures.ts';
import { siteKinds } from './migrations/sites.ts';
import { unitFolded } from './migrations/unit-folded.ts';
import { unitTables } from './migrations/units.ts';
import { type Engine, StoreTrouble } from './store.ts';
import type { Tables } from './tables.ts';

/** Every change of the schema, in order, for ever: a name is never reused or moved. */
function migrationsFor(engine: Engine): Record<string, Migration> {
  return {
    '0001-journals': { up: (db) => journalTables(db, engine) },
    '0002-records': { up: (db) => recordTables(db, engine) },
    '0003-checks': { up: (db) => checkTables(db, engine) },
    '0004-population': { up: (db) => populationTable(db, engine) },
    '0005-access': { up: (db) => accessTables(db, engine) },
    '0006-audit': { up: (db) => auditTable(db, engine) },
    '0007-population-staged': { up: (db) => populationStagedTable(db, engine) },
    '0008-signatures': { up: (db) => signatureTables(db, engine) },
    '0010-appointments': { up: (db) => appointmentTable(db, engine) },
    '0010-sites': { up: (db) => siteKinds(db, engine) },
    '0010-units': { up: (db) => unitTables(db, engine) },
    '0011-entry-flag': { up: (db) => entryFlag(db, engine) },
    '0012-limits': { up: (db) => limitTable(db, engine) },
    '0012-second-factor': { up: (db) => secondFactorTables(db, engine) },
    '0013-oracle': { up: (db) => oracleTables(db, engine) },
    '0014-device-care': { up: (db) => deviceCare(db, engine) },
    '0020-audit-object': { up: (db) => auditObjectIndex(db) },
    '0022-enrolment-secret': { up: (db) => enrolmentSecret(db, engine) },
    '0023-unit-folded': { up: (db) => unitFolded(db, engine) },
    '0024-recovery': { up: (db) => recovery(db, engine) },
  };
}

export async function migrate(db: Kysely<Tables>, engine: Engine): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrationsFor(engine) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw new StoreTrouble('broken', error);
}
