import { daysInMonth, parsePartialDate } from '@khop/shared/partial-date';
import type { LotRecord, SessionRecord } from '@khop/shared/record';
import type { Day } from '@khop/shared/time';
import { findVaccine } from '@khop/shared/vaccine';
import { judgeLot, type LotProblem, lotKey } from '../../parts/lot-judgement.ts';
import { isSameLot } from '../../parts/vial.ts';

export type LotChoice = {
  vaccine: string;
  lot: string;
  expiresOn: Day | null;
  problem: LotProblem | null;
  /** A vial of it was opened in this session. */
  isOpened: boolean;
};

/**
 * The lots as cards: those with an open vial first, then the received ones that expire first, those
 * that must not be used at the end. A typed lot of this session stands among them.
 */
export function lotChoices(
  lots: readonly LotRecord[],
  today: Day,
  session: Pick<SessionRecord, 'vials' | 'vaccine' | 'lot' | 'expiresOn'> | null,
): LotChoice[] {
  const choices: LotChoice[] = [];
  const add = (lot: { vaccine: string; lot: string; expiresOn: Day | null }, isOpened: boolean) => {
    const there = choices.find((each) => isSameLot(each, lot));
    if (there !== undefined) there.isOpened ||= isOpened;
    else {
      const { vaccine, expiresOn } = lot;
      choices.push({
        vaccine,
        lot: lot.lot,
        expiresOn,
        problem: judgeLot(lot, lots, today),
        isOpened,
      });
    }
  };
  for (const lot of lots) add(lot, false);
  if (session !== null) {
    add(
      session,
      session.vials.some((vial) => isSameLot(vial, session)),
    );
    for (const { vaccine, lot } of session.vials) {
      const known = choices.find((each) => isSameLot(each, { vaccine, lot }));
      add({ vaccine, lot, expiresOn: known?.expiresOn ?? null }, true);
    }
  }
  return choices.toSorted(byUse);
}

function byUse(a: LotChoice, b: LotChoice): number {
  const rank = (choice: LotChoice) =>
    choice.problem === 'lot-expired' || choice.problem === 'lot-not-received'
      ? 2
      : choice.isOpened
        ? 0
        : 1;
  const [endA, endB] = [a.expiresOn ?? '9999', b.expiresOn ?? '9999'];
  return rank(a) - rank(b) || (endA < endB ? -1 : endA > endB ? 1 : 0);
}

/**
 * Doses in the next vial: as in the last one of this vaccine, else the number before the `×` of the
 * national table (`6 x 0.3 ml`), else one. A proposal; vial sizes are uncertain (DOMAIN 6).
 */
export function dosesPerVial(
  vaccine: string,
  vials: readonly { vaccine: string; doses: number }[],
): number {
  const last = vials.findLast((vial) => vial.vaccine === vaccine);
  if (last !== undefined) return last.doses;
  const note = findVaccine(vaccine)?.vialNote ?? '';
  const written = /(\d+) x/.exec(note)?.[1];
  return written === undefined ? 1 : Number(written);
}

/** The last day a lot may be used: labels often give a month, which lasts to its end. */
export function readExpiry(boxes: {
  day: string;
  month: string;
  year: string;
}): Day | null | 'impossible' {
  const date = parsePartialDate(boxes);
  if ('problem' in date) return date.problem === 'date-missing' ? null : 'impossible';
  if (date.precision === 'day') return date.value;
  if (date.precision === 'year') return 'impossible';
  const [year = 0, month = 0] = date.value.split('-').map(Number);
  return `${date.value}-${String(daysInMonth(year, month)).padStart(2, '0')}`;
}

/** As on the label: no blanks, capitals; what was typed with Telex keeps its letters. */
export function readLot(text: string): string | null {
  const lot = lotKey(text);
  return lot === '' || lot.length > 50 ? null : lot;
}
