import {
  type Appointment,
  type Held,
  heldAt,
  type Place,
  refuseAppointment,
  scopesOfHeld,
} from '@khop/shared/appointment';
import type { UnitKey } from '@khop/shared/entry';
import { newId } from '@khop/shared/ids';
import type { Role } from '@khop/shared/protocol/enrol';
import { dayOf, fromInstant, type Instant, toInstant } from '@khop/shared/time';
import { standsOn, unitKey } from '@khop/shared/unit';
import { recordAct } from '../store/audit.ts';
import type { Reads, Tx } from '../store/store.ts';
import type { AppointmentTable } from '../store/tables.ts';
import { findStoredUnit, readReach } from '../store/units.ts';

export function appointmentOf(row: AppointmentTable): Appointment {
  return {
    id: row.id,
    role: row.role as Role,
    place: placeOf(row),
    from: toInstant(row.from_at),
    until: row.until_at === null ? null : toInstant(row.until_at),
  };
}

function placeOf({ site, unit_edition, unit_code }: AppointmentTable): Place {
  if (site !== null) return { kind: 'site', site };
  if (unit_edition === null || unit_code === null) return { kind: 'country' };
  return { kind: 'unit', unit: { edition: unit_edition, code: unit_code } };
}

/** Appointments of the accounts, past and future ones too, by account. */
export async function readAppointments(
  { db }: Reads,
  accounts: readonly string[],
): Promise<Map<string, Appointment[]>> {
  const found = new Map<string, Appointment[]>();
  if (accounts.length === 0) return found;
  const rows = await db
    .selectFrom('appointment')
    .selectAll()
    .where('account', 'in', [...accounts])
    .orderBy('from_at')
    .orderBy('id')
    .execute();
  for (const row of rows) {
    const held = found.get(row.account) ?? [];
    held.push(appointmentOf(row));
    found.set(row.account, held);
  }
  return found;
}

/** What an account may see and do at a moment, and the scopes that say it. */
export type Rights = Held & { scopes: string[] };

/** [AP4] The rights of an account at a moment; null: it has none. The only way to them. */
export async function rightsOf(reads: Reads, account: string, at: number): Promise<Rights | null> {
  const appointments = (await readAppointments(reads, [account])).get(account) ?? [];
  const held = heldAt(appointments, toInstant(at));
  if (held === null) return null;
  const units = held.places.flatMap((place) => (place.kind === 'unit' ? [place.unit] : []));
  const reach = await reachFor(reads, units);
  return { ...held, scopes: scopesOfHeld(held, reach) };
}

/** [U6] For the law: the communes each of these units reaches. */
export async function reachFor(
  reads: Reads,
  units: readonly UnitKey[],
): Promise<(unit: UnitKey) => readonly string[]> {
  const reached = await readReach(reads, units);
  return (unit) => reached.get(unitKey(unit)) ?? [];
}

export type NewAppointment = { account: string } & Omit<Appointment, 'id'>;
export type AppointmentRefusal =
  | NonNullable<ReturnType<typeof refuseAppointment>>
  | 'no-account'
  | 'no-site'
  | 'no-unit'
  | 'unit-not-standing';

/** [AP3] [AP7] Appoints, or says why not. */
export async function appoint(
  tx: Tx,
  wanted: NewAppointment,
  by: string,
): Promise<{ id: string } | { refused: AppointmentRefusal }> {
  const account = await tx.db
    .selectFrom('account')
    .select('id')
    .where('id', '=', wanted.account)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  if (account === undefined) return { refused: 'no-account' };
  const held = (await readAppointments(tx, [wanted.account])).get(wanted.account) ?? [];
  const refused = refuseAppointment(held, wanted) ?? (await refusePlace(tx, wanted));
  if (refused !== null) return { refused };
  return { id: await insertAppointment(tx, wanted, by) };
}

async function refusePlace(
  tx: Tx,
  { place, from }: NewAppointment,
): Promise<'no-site' | 'no-unit' | 'unit-not-standing' | null> {
  if (place.kind === 'country') return null;
  if (place.kind === 'unit') {
    const unit = await findStoredUnit(tx, place.unit);
    if (unit === null) return 'no-unit';
    return standsOn(unit, dayOf(from)) ? null : 'unit-not-standing';
  }
  const site = await tx.db
    .selectFrom('site')
    .select('id')
    .where('id', '=', place.site)
    .where('kind', '!=', 'mobile')
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return site === undefined ? 'no-site' : null;
}

export async function insertAppointment(
  tx: Tx,
  { account, role, place, from, until }: NewAppointment,
  by: string,
): Promise<string> {
  const id = newId(tx.clock.now(), tx.random);
  await tx.db
    .insertInto('appointment')
    .values({
      id,
      account,
      role,
      site: place.kind === 'site' ? place.site : null,
      unit_edition: place.kind === 'unit' ? place.unit.edition : null,
      unit_code: place.kind === 'unit' ? place.unit.code : null,
      from_at: fromInstant(from),
      until_at: until === null ? null : fromInstant(until),
      made_by: by,
      made_at: tx.clock.now(),
      ended_by: null,
    })
    .execute();
  await recordAct(tx, { who: by, act: 'appointed', object: `${account}:${id}` });
  return id;
}

/**
 * [AP7] Lets an appointment end at a moment, earlier than it would. What is over stays as it was; one
 * that would end before it begins ends with its beginning and never holds.
 */
export async function endAppointment(
  tx: Tx,
  { id, until }: { id: string; until: Instant },
  by: string,
): Promise<'ended' | 'no-appointment' | 'over-already'> {
  const row = await tx.db
    .selectFrom('appointment')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return 'no-appointment';
  const at = Math.max(row.from_at, fromInstant(until));
  if (row.until_at !== null && row.until_at <= at) return 'over-already';
  await tx.db
    .updateTable('appointment')
    .set({ until_at: at, ended_by: by })
    .where('id', '=', id)
    .execute();
  await recordAct(tx, { who: by, act: 'appointment-ended', object: `${row.account}:${id}` });
  return 'ended';
}
