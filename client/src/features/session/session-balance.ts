import type { SessionRecord } from '@khop/shared/record';
import { isSameLot } from '../../parts/vial.ts';

export type BalanceRow = {
  vaccine: string;
  lot: string;
  /** Vials opened, as counted or corrected by hand. */
  opened: number;
  /** Doses the opened vials hold. */
  held: number;
  doses: number;
  received: number;
  /** Doses recorded here that the office has not acknowledged. */
  unsent: number;
  /** held − doses: above zero something is left or lost, below zero more was given than opened. */
  difference: number;
};

type Given = { vaccine: string; lot: string; doses: number; received: number };
type Counted = { vaccine: string; lot: string; opened: number };

/** Doses by lot against vials opened (UX9). `counted` is what a person counted at the table. */
export function balanceOf(
  session: Pick<SessionRecord, 'vials'>,
  given: readonly Given[],
  counted: readonly Counted[] = [],
): BalanceRow[] {
  const lots: { vaccine: string; lot: string }[] = [];
  for (const each of [...session.vials, ...given]) {
    if (!lots.some((lot) => isSameLot(lot, each))) lots.push(each);
  }
  return lots.map(({ vaccine, lot }) => {
    const vials = session.vials.filter((vial) => isSameLot(vial, { vaccine, lot }));
    const count = counted.find((each) => isSameLot(each, { vaccine, lot }))?.opened;
    const opened = count ?? vials.length;
    // Vials added by hand hold what the recorded ones do; without any recorded one nothing is known.
    const size = vials.at(-1)?.doses ?? 0;
    const booked = vials.reduce((sum, vial) => sum + vial.doses, 0);
    const held = Math.max(0, booked + (opened - vials.length) * size);
    const sum = given.find((each) => isSameLot(each, { vaccine, lot }));
    const doses = sum?.doses ?? 0;
    const received = sum?.received ?? 0;
    return {
      vaccine,
      lot,
      opened,
      held,
      doses,
      received,
      unsent: Math.max(0, doses - received),
      difference: held - doses,
    };
  });
}

/** Figures are "tạm tính" until the office holds every dose and has no entry of ours outstanding. */
export function isProvisional(rows: readonly BalanceRow[], waiting: number): boolean {
  return waiting > 0 || rows.some((row) => row.unsent > 0);
}
