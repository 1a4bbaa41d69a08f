import type { SessionRecord } from '@khop/shared/record';
import type { Instant } from '@khop/shared/time';

export type Vial = {
  /** Counted over the session's vials of this vaccine and lot, from 1; 0 while none is open. */
  number: number;
  openedAt: Instant | null;
  /** Doses still in it by the book; negative when more were given than the vials hold. */
  left: number;
};

type Lot = { vaccine: string; lot: string };
type Given = Lot & { doses: number };

export function isSameLot(a: Lot, b: Lot): boolean {
  return a.vaccine === b.vaccine && a.lot === b.lot;
}

/**
 * The open vial of the session's lot. Doses are counted per lot, not per vial: nobody scans a vial,
 * so what the book holds is all vials of the lot less all doses of the lot.
 */
export function vialOf(
  session: Pick<SessionRecord, 'vaccine' | 'lot' | 'vials'>,
  given: readonly Given[],
): Vial {
  const vials = session.vials.filter((vial) => isSameLot(vial, session));
  const held = vials.reduce((sum, vial) => sum + vial.doses, 0);
  const doses = given
    .filter((each) => isSameLot(each, session))
    .reduce((sum, each) => sum + each.doses, 0);
  return { number: vials.length, openedAt: vials.at(-1)?.openedAt ?? null, left: held - doses };
}
