import type { UnitKey } from '@khop/shared/entry';
import { displayName } from '@khop/shared/name';
import type { AdminReason, HamletWords } from '@khop/shared/protocol/desk-admin';
import { dayOf } from '@khop/shared/time';
import { standsOn } from '@khop/shared/unit';
import { recordAct } from '../store/audit.ts';
import type { Tx } from '../store/store.ts';
import { findStoredUnit, findUnitOn, putUnits } from '../store/units.ts';

type Kept = { refused: AdminReason | null };

/** [U11] Enters a hamlet of a commune that stands, from today; a number is never given again. */
export async function addHamlet(tx: Tx, words: HamletWords, by: string): Promise<Kept> {
  const today = dayOf(tx.clock.now());
  const commune = await findStoredUnit(tx, words.commune);
  if (commune?.level !== 'commune' || !standsOn(commune, today)) return { refused: 'unknown-unit' };
  const name = displayName(words.name);
  if (name === '') return { refused: 'missing' };
  const code = `${commune.code}.${words.number}`;
  const unit = { edition: commune.edition, code };
  const isTaken = (await findStoredUnit(tx, unit)) ?? (await findUnitOn(tx, code, today));
  if (isTaken !== null) return { refused: 'twice' };
  const parent = commune.code;
  const days = { validFrom: today, validTo: commune.validTo };
  await putUnits(tx, [{ ...unit, level: 'hamlet', name, parent, ...days }], []);
  await recordAct(tx, { who: by, act: 'hamlet-added', object: `${unit.edition}:${code}` });
  return { refused: null };
}

/** [U11] A hamlet stands to the end of today; nothing that names it changes. */
export async function endHamlet(tx: Tx, key: UnitKey, by: string): Promise<Kept> {
  const today = dayOf(tx.clock.now());
  const hamlet = await findStoredUnit(tx, key);
  if (hamlet?.level !== 'hamlet') return { refused: 'unknown-unit' };
  if (hamlet.validTo !== null && hamlet.validTo <= today) return { refused: 'ended-already' };
  await putUnits(tx, [{ ...hamlet, validTo: today }], []);
  await recordAct(tx, { who: by, act: 'hamlet-ended', object: `${key.edition}:${key.code}` });
  return { refused: null };
}
