import { type Appointment, heldAt, type Reach, rightAt } from '@khop/shared/appointment';
import { mayState } from '@khop/shared/authority';
import type { Entry, UnitKey } from '@khop/shared/entry';
import type { EntryFlag } from '@khop/shared/protocol/desk';
import { fromInstant, type Instant, toInstant } from '@khop/shared/time';
import { reachFor, readAppointments } from '../access/appointments.ts';
import type { Tx } from '../store/store.ts';
import type { Arrival } from './arrival.ts';

/**
 * [AP6] [AP9] Flags what operators recorded at a site without an appointment there, or beyond their
 * role. Nothing is refused for it: the dose was given, and who was allowed to is a question for people.
 */
export async function flagRights(tx: Tx, arrivals: readonly Arrival[]): Promise<void> {
  const said = arrivals.flatMap(({ row, entry }) => (entry === null ? [] : [{ row, entry }]));
  const sites = await readSites(
    tx,
    said.map(({ row }) => row.device),
  );
  if (sites.size === 0) return;
  const operators = new Set(said.map(({ entry }) => entry.operator));
  const appointments = await readAppointments(tx, [...operators]);
  const units = [...appointments.values()]
    .flat()
    .flatMap(({ place }) => (place.kind === 'unit' ? [place.unit] : []));
  const reach = await reachFor(tx, units);
  for (const { row, entry } of said) {
    const site = row.device === null ? undefined : sites.get(row.device);
    const held = appointments.get(entry.operator) ?? [];
    if (site !== undefined) row.flag = flagFor(entry, held, site, reach);
  }
}

function flagFor(
  entry: Entry,
  held: readonly Appointment[],
  site: { id: string; commune: UnitKey },
  reach: Reach,
): EntryFlag | null {
  const at = honestInstant(entry);
  if (!rightAt(held, at, site, reach)) return 'right-ended';
  const role = heldAt(held, at)?.role;
  return role !== undefined && !mayState(role, entry.kind) ? 'not-their-kind' : null;
}

/** When an entry was recorded, by the office's clock as far as the tablet knew it. */
function honestInstant({ recordedAt }: Entry): Instant {
  const { at, skewMs } = recordedAt;
  if (skewMs === null || skewMs === 0) return at;
  const honest = fromInstant(at) - skewMs;
  // A tablet decades off is doubtful in itself; its own word stands then.
  return Math.abs(honest) < MAX_INSTANT ? toInstant(honest) : at;
}

const MAX_INSTANT = Date.parse('9999-12-31T23:59:59.999Z');

/** The site of each tablet, as far as the office knows it. */
async function readSites(
  tx: Tx,
  devices: readonly (string | null)[],
): Promise<Map<string, { id: string; commune: UnitKey }>> {
  const ids = [...new Set(devices)].filter((id) => id !== null);
  if (ids.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('device')
    .innerJoin('site', 'site.id', 'device.site')
    .select(['device.id', 'device.site', 'site.commune_edition', 'site.commune_code'])
    .where('device.id', 'in', ids)
    .execute();
  return new Map(
    rows.map(({ id, site, commune_edition: edition, commune_code: code }) => [
      id,
      { id: site, commune: { edition, code } },
    ]),
  );
}
