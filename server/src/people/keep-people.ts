import type { Place } from '@khop/shared/appointment';
import { newId } from '@khop/shared/ids';
import type {
  AdminReason,
  AppointmentWords,
  PersonWords,
  SiteWords,
} from '@khop/shared/protocol/desk-admin';
import { dayOf, fromInstant } from '@khop/shared/time';
import { insertAccount, userKey } from '../access/accounts.ts';
import { appoint } from '../access/appointments.ts';
import { asksForTwo, putSite } from '../access/sites.ts';
import { recordAct } from '../store/audit.ts';
import type { Tx } from '../store/store.ts';
import { findUnitOn } from '../store/units.ts';
import { NO_PASSWORD } from './first-password.ts';
import { reasonOf } from './refusals.ts';

type Kept = { refused: AdminReason | null };

/** Enters a site or brings it up to date, in the commune its code means today. */
export async function keepSite(tx: Tx, id: string, words: SiteWords, by: string): Promise<Kept> {
  const unit = await findUnitOn(tx, words.communeCode, dayOf(tx.clock.now()));
  if (unit === null || unit.level !== 'commune') return { refused: 'unknown-unit' };
  const commune = { edition: unit.edition, code: unit.code };
  const { name, kind, points, twoPersons } = words;
  const before = await asksForTwo(tx, id);
  await putSite(tx, {
    id,
    name,
    kind,
    commune,
    communeName: unit.name,
    points: [...new Set(points)],
    twoPersons,
  });
  await recordAct(tx, { who: by, act: 'site-kept', object: id });
  await tellTwoPersons(tx, { site: id, before, now: twoPersons }, by);
  return { refused: null };
}

/** [L4] That tablets go without a second person from now on, or no longer do, is a row of its own. */
export async function tellTwoPersons(
  tx: Tx,
  { site, before, now }: { site: string; before: boolean | null; now: boolean },
  by: string,
): Promise<void> {
  if (now === (before ?? true)) return;
  await recordAct(tx, { who: by, act: now ? 'two-persons-on' : 'two-persons-off', object: site });
}

/** Closes a site: no tablet is added to it any more, nobody is appointed there; what it did stays. */
export async function closeSite(tx: Tx, id: string, by: string): Promise<boolean> {
  const closed = await tx.db
    .updateTable('site')
    .set({ ended_at: tx.clock.now() })
    .where('id', '=', id)
    .where('kind', '!=', 'mobile')
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  if (closed.numUpdatedRows === 0n) return false;
  await recordAct(tx, { who: by, act: 'site-closed', object: id });
  return true;
}

/** A new account with its first appointment, or neither. */
export async function addPerson(tx: Tx, words: PersonWords, by: string): Promise<Kept> {
  const { user, fullName } = words;
  const taken = await tx.db
    .selectFrom('account')
    .select('id')
    .where('user', '=', userKey(user))
    .executeTakeFirst();
  if (taken !== undefined) return { refused: 'user-taken' };
  const id = newId(tx.clock.now(), tx.random);
  await insertAccount(tx, { id, user, fullName, password: NO_PASSWORD }, by);
  return appointAs(tx, id, words.appointment, by);
}

/** Appoints by the words of a form: a site by its code, a unit by the code it has on the first day. */
export async function appointAs(
  tx: Tx,
  account: string,
  words: AppointmentWords,
  by: string,
): Promise<Kept> {
  const { role, from, until } = words;
  const place = await placeOf(tx, words);
  if (place === null) return { refused: 'unknown-unit' };
  const done = await appoint(tx, { account, role, place, from, until }, by);
  return { refused: 'refused' in done ? reasonOf(done.refused).reason : null };
}

async function placeOf(tx: Tx, { site, unitCode, from }: AppointmentWords): Promise<Place | null> {
  if (site !== null) return { kind: 'site', site };
  if (unitCode === null) return { kind: 'country' };
  const unit = await findUnitOn(tx, unitCode, dayOf(fromInstant(from)));
  return unit && { kind: 'unit', unit: { edition: unit.edition, code: unit.code } };
}
