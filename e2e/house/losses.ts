import type { House } from './house.ts';
import type { Profile } from './profile.ts';
import { uncounted } from './work.ts';

/**
 * A profile's ledger is no more. What nobody else holds, and the office does not, is lost, and
 * nobody can be blamed: answers with the kinds of those entries.
 */
export async function forgetHolder(house: House, profile: Profile): Promise<string[]> {
  const there = await idsInOffice(house);
  const lost: string[] = [];
  for (const [id, saved] of house.saved) {
    if (!saved.holders.delete(profile) || saved.holders.size > 0 || there.has(id)) continue;
    saved.mayBeLost = true;
    if (!saved.isPoison) lost.push(saved.kind);
  }
  return lost;
}

/** The office is of an earlier day: what no tablet holds any more is gone with it. */
export async function forgetOffice(house: House): Promise<void> {
  const there = await idsInOffice(house);
  for (const [id, saved] of house.saved) {
    if (saved.holders.size === 0 && !there.has(id)) saved.mayBeLost = true;
  }
}

async function idsInOffice({ office }: House): Promise<Set<string | null>> {
  const rows = await uncounted(() =>
    office.store().read(({ db }) => db.selectFrom('entry').select('id').execute()),
  );
  return new Set(rows.map(({ id }) => id));
}
