import { type Place, placeKey } from '@khop/shared/appointment';
import { newId } from '@khop/shared/ids';
import type { ImportChange, ImportProblem, ImportReport } from '@khop/shared/protocol/desk-admin';
import { dayOf, fromInstant } from '@khop/shared/time';
import { insertAccount, userKey } from '../access/accounts.ts';
import { appoint, endAppointment, readAppointments } from '../access/appointments.ts';
import { asksForTwo, findSite, putSite } from '../access/sites.ts';
import type { WorkbookRead } from '../excel/read-workbook.ts';
import { recordAct } from '../store/audit.ts';
import type { Store, Tx } from '../store/store.ts';
import { findUnitOn } from '../store/units.ts';
import { NO_PASSWORD } from './first-password.ts';
import { tellTwoPersons } from './keep-people.ts';
import {
  type AppointmentRow,
  BOOK,
  type PeopleBook,
  ROLE_WORDS,
  readPeopleBook,
  type SiteRow,
  type UserRow,
} from './people-book.ts';
import { reasonOf } from './refusals.ts';

/** Told one by one; what is beyond is counted. */
const MAX_TOLD = 500;

type Work = {
  tx: Tx;
  by: string;
  changes: ImportChange[];
  problems: ImportProblem[];
};

/** Carries a report out of a transaction that must leave nothing behind. */
class Undo extends Error {}

/**
 * [AP8] Takes a workbook in as a whole, or not at all. A dry run does everything and then undoes it, so
 * that what it tells is what would happen.
 */
export async function importPeople(
  store: Store,
  read: WorkbookRead,
  options: { by: string; dry: boolean },
): Promise<ImportReport> {
  if ('problem' in read) return reportOf([], [], 0, false, read.problem);
  if (read.sheets.every(({ rows }) => rows.length === 0)) {
    return reportOf([], [], 0, false, 'no-sheets');
  }
  const book = readPeopleBook(read.sheets);
  let changes: ImportChange[] = [];
  let problems: ImportProblem[] = [];
  try {
    await store.write(async (tx) => {
      const work: Work = { tx, by: options.by, changes: [], problems: [...book.problems] };
      await takeIn(work, book);
      ({ changes, problems } = work);
      if (options.dry || problems.length > 0) throw new Undo();
      if (changes.length > 0) {
        await recordAct(tx, { who: options.by, act: 'people-imported', object: `${book.rows}` });
      }
    });
  } catch (error) {
    if (!(error instanceof Undo)) throw error;
  }
  return reportOf(changes, problems, book.rows, !options.dry && problems.length === 0, null);
}

function reportOf(
  changes: ImportChange[],
  problems: ImportProblem[],
  rows: number,
  applied: boolean,
  file: string | null,
): ImportReport {
  return {
    applied: applied && file === null,
    rows,
    changes: changes.slice(0, MAX_TOLD),
    changeCount: changes.length,
    problems: problems.slice(0, MAX_TOLD),
    problemCount: problems.length,
    file,
  };
}

async function takeIn(work: Work, book: PeopleBook): Promise<void> {
  await takeSites(work, book.sites);
  const seen = new Set<string>();
  for (const row of book.users) {
    const key = userKey(row.user);
    if (seen.has(key)) refuse(work, 'users', row.row, 'user', 'twice');
    else await takeUser(work, row);
    seen.add(key);
  }
  for (const row of book.appointments) await takeAppointment(work, row);
}

/** Points come to their parents: a site is entered with all of its points. */
async function takeSites(work: Work, rows: readonly SiteRow[]): Promise<void> {
  const { tx } = work;
  const sites = new Map<string, SiteRow>();
  for (const row of rows) {
    if (row.kind === 'mobile') continue;
    if (sites.has(row.id)) refuse(work, 'sites', row.row, 'id', 'twice');
    sites.set(row.id, row);
  }
  const points = Map.groupBy(
    rows.filter(({ kind }) => kind === 'mobile'),
    ({ parent }) => parent,
  );
  for (const id of new Set([...sites.keys(), ...points.keys()])) {
    const before = await findSite(tx, id);
    const row = sites.get(id);
    const added = (points.get(id) ?? []).map(({ name }) => name);
    const names = [...new Set([...(before?.points ?? []), ...added])];
    if (row === undefined || row.kind === 'mobile') {
      if (before === null)
        refuse(work, 'sites', points.get(id)?.[0]?.row ?? 0, 'parent', 'unknown-site');
      else
        await changeSite(work, { ...before, points: names }, before.points.length < names.length);
      continue;
    }
    const unit = await findUnitOn(tx, row.commune, dayOf(tx.clock.now()));
    if (unit === null) {
      refuse(work, 'sites', row.row, 'commune', 'unknown-unit');
      continue;
    }
    const commune = { edition: unit.edition, code: unit.code };
    const kind = row.kind;
    const told = { before: await asksForTwo(tx, id), now: false };
    told.now = row.twoPersons ?? told.before ?? true;
    const base = { id, name: row.name, kind, commune, communeName: unit.name, points: names };
    const site = { ...base, twoPersons: told.now };
    const isNews = before === null || (await isOther(work, site, before.points));
    if (before === null) work.changes.push({ kind: 'site-added', what: `${id} · ${row.name}` });
    await changeSite(work, site, isNews, before !== null);
    await tellTwoPersons(tx, { site: id, ...told }, work.by);
  }
}

type SiteNow = Parameters<typeof putSite>[1];

async function isOther({ tx }: Work, site: SiteNow, points: readonly string[]): Promise<boolean> {
  const row = await tx.db
    .selectFrom('site')
    .selectAll()
    .where('id', '=', site.id)
    .executeTakeFirst();
  return (
    row?.name !== site.name ||
    row.kind !== site.kind ||
    row.commune_edition !== site.commune.edition ||
    row.commune_code !== site.commune.code ||
    row.two_persons !== Number(site.twoPersons ?? false) ||
    points.length !== site.points.length
  );
}

async function changeSite(work: Work, site: SiteNow, isNews: boolean, isTold = true) {
  if (!isNews) return;
  await putSite(work.tx, site);
  if (isTold) work.changes.push({ kind: 'site-changed', what: `${site.id} · ${site.name}` });
}

async function takeUser(work: Work, { user, fullName }: UserRow): Promise<void> {
  const { tx, by } = work;
  const known = await findAccount(tx, user);
  if (known === undefined) {
    const id = newId(tx.clock.now(), tx.random);
    await insertAccount(tx, { id, user, fullName, password: NO_PASSWORD }, by);
    work.changes.push({ kind: 'account-added', what: `${userKey(user)} · ${fullName}` });
  } else if (known.full_name !== fullName) {
    await tx.db
      .updateTable('account')
      .set({ full_name: fullName })
      .where('id', '=', known.id)
      .execute();
    await recordAct(tx, { who: by, act: 'account-renamed', object: known.id });
    work.changes.push({ kind: 'account-renamed', what: `${userKey(user)} · ${fullName}` });
  }
}

function findAccount({ db }: Tx, user: string) {
  return db
    .selectFrom('account')
    .select(['id', 'full_name'])
    .where('user', '=', userKey(user))
    .where('ended_at', 'is', null)
    .executeTakeFirst();
}

async function takeAppointment(work: Work, row: AppointmentRow): Promise<void> {
  const { tx, by } = work;
  const account = await findAccount(tx, row.user);
  if (account === undefined) return refuse(work, 'appointments', row.row, 'user', 'unknown-user');
  const place = await placeOf(work, row);
  if (place === null) return;
  const held = (await readAppointments(tx, [account.id])).get(account.id) ?? [];
  const same = held.find(
    (each) =>
      each.role === row.role && each.from === row.from && placeKey(each.place) === placeKey(place),
  );
  const what = [userKey(row.user), ROLE_WORDS[row.role], row.site ?? row.unitCode].filter(Boolean);
  if (same !== undefined) {
    if (same.until === row.until) return;
    // A row without an end, for an appointment that has one, is an older list.
    const until = row.until;
    if (until === null || (same.until !== null && same.until < until)) {
      return refuse(work, 'appointments', row.row, 'until', 'over-already');
    }
    await endAppointment(tx, { id: same.id, until }, by);
    work.changes.push({ kind: 'appointment-ended', what: what.join(' · ') });
    return;
  }
  const { role, from, until } = row;
  const done = await appoint(tx, { account: account.id, role, place, from, until }, by);
  if ('refused' in done) {
    const { field, reason } = reasonOf(done.refused);
    return refuse(work, 'appointments', row.row, field, reason);
  }
  work.changes.push({ kind: 'appointed', what: what.join(' · ') });
}

async function placeOf(work: Work, row: AppointmentRow): Promise<Place | null> {
  if (row.site !== null) return { kind: 'site', site: row.site };
  if (row.unitCode === null) {
    if (row.role === 'ministry' || row.role === 'administrator') return { kind: 'country' };
    refuse(work, 'appointments', row.row, 'site', 'place-needed');
    return null;
  }
  const unit = await findUnitOn(work.tx, row.unitCode, dayOf(fromInstant(row.from)));
  if (unit === null) {
    refuse(work, 'appointments', row.row, 'unit', 'unknown-unit');
    return null;
  }
  return { kind: 'unit', unit: { edition: unit.edition, code: unit.code } };
}

function refuse<Sheet extends keyof typeof BOOK>(
  { problems }: Work,
  which: Sheet,
  row: number,
  field: keyof (typeof BOOK)[Sheet]['columns'],
  reason: ImportProblem['reason'],
): void {
  const { sheet, columns } = BOOK[which];
  const titles: Record<string, string> = columns;
  problems.push({ sheet, row, field: titles[String(field)] ?? String(field), reason });
}
