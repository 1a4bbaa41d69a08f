import { SCHEDULE } from '@khop/shared/data/schedule';
import type { Dose, Overridden, Screening } from '@khop/shared/dose';
import type { DoseRecord, LotRecord, PersonRecord, SessionRecord } from '@khop/shared/record';
import { type GivenDose, judgeDose, type ScheduleWarning } from '@khop/shared/schedule';
import { type Day, dayOf, daysBetween, toInstant } from '@khop/shared/time';
import { findVaccine } from '@khop/shared/vaccine';
import { judgeLot, type LotProblem } from '../../parts/lot-judgement.ts';
import { type DoseDraft, isNoDose } from './dose-draft.ts';

export type DoseWarning =
  | ScheduleWarning
  | { code: LotProblem }
  /** Somebody already recorded this order for this person: both stay until a person decides. */
  | { code: 'order-taken'; on: Day };

export type DosePlan = {
  ordinal: number;
  warnings: DoseWarning[];
  /** Warnings without a reason: recording waits for it, nobody is turned away. */
  unanswered: DoseWarning[];
  previous: { dose: DoseRecord; days: number; minDays: number | null } | null;
};

export function standingDoses(record: PersonRecord): DoseRecord[] {
  return record.doses
    .filter((each) => each.voided === null)
    .toSorted((a, b) => (a.dose.injectedAt < b.dose.injectedAt ? -1 : 1));
}

function givenOf({ dose }: DoseRecord): GivenDose {
  const { vaccine, injectedAt, component } = dose;
  const given = { vaccine, injectedOn: dayOf(injectedAt) };
  return component === null ? given : { ...given, component };
}

/** Which dose this would be, and everything that speaks against it, before the needle. */
export function planDose(
  record: PersonRecord,
  session: Pick<SessionRecord, 'vaccine' | 'lot' | 'expiresOn'>,
  draft: Pick<DoseDraft, 'component' | 'ordinal' | 'reasons'>,
  lots: readonly LotRecord[],
  today: Day,
): DosePlan {
  const standing = standingDoses(record);
  const next = { vaccine: session.vaccine, on: today };
  const judged = judgeDose(
    standing.map(givenOf),
    draft.component === null ? next : { ...next, component: draft.component },
    record.identity,
  );
  const warnings: DoseWarning[] = [...judged.warnings];
  const lot = judgeLot(session, lots, today);
  if (lot !== null) warnings.push({ code: lot });
  const ordinal = draft.ordinal ?? judged.ordinal;
  const taken = standing.find((each) => each.dose.ordinal === ordinal);
  if (taken !== undefined) {
    warnings.push({ code: 'order-taken', on: dayOf(taken.dose.injectedAt) });
  }
  const last = standing.findLast((each) => dayOf(each.dose.injectedAt) <= today);
  return {
    ordinal,
    warnings,
    unanswered: warnings.filter(({ code }) => !draft.reasons[code]),
    previous: last === undefined ? null : sincePrevious(standing, last, today),
  };
}

/** The least interval belongs to the primary course; later doses have rules of their own. */
function sincePrevious(
  standing: readonly DoseRecord[],
  dose: DoseRecord,
  today: Day,
): NonNullable<DosePlan['previous']> {
  const { vaccine, injectedAt } = dose.dose;
  const primary = findVaccine(standing[0]?.dose.vaccine ?? vaccine)?.primaryDoses ?? 0;
  const rule = SCHEDULE.intervals.find(
    (each) =>
      each.vaccine === vaccine &&
      each.validFrom <= today &&
      (each.validTo === null || today <= each.validTo),
  );
  const minDays = standing.length < primary ? (rule?.minDays ?? null) : null;
  return { dose, days: daysBetween(dayOf(injectedAt), today), minDays };
}

/** What stood before the needle and why it was given all the same, in the order of the warnings. */
export function overriddenOf(
  warnings: readonly DoseWarning[],
  reasons: DoseDraft['reasons'],
): Overridden[] {
  return warnings.flatMap(({ code }) => {
    const reason = reasons[code];
    return reason ? [{ code, reason }] : [];
  });
}

/** Whether the site expects the person on that day, has noted no absence and given no dose yet. */
export function isExpectedOn(record: PersonRecord, site: string, on: Day): boolean {
  const isGiven = standingDoses(record).some((each) => dayOf(each.dose.injectedAt) === on);
  const plans = record.plans.filter((plan) => plan.on === on && plan.site === site);
  return !isGiven && plans.some((plan) => !plan.absent);
}

/** The dose as an entry's body. `openedAt`: when the vial in use was opened. */
export function doseOf(
  plan: DosePlan,
  session: SessionRecord,
  draft: DoseDraft,
  screening: Screening | null,
  openedAt: string | null,
  nowMs: number,
): Dose {
  const { id, vaccine, lot, expiresOn, site, point, vaccinator, screener } = session;
  return {
    ordinal: plan.ordinal,
    vaccine,
    component: draft.component,
    lot,
    expiresOn,
    vialOpenedAt: openedAt,
    injectedAt: toInstant(nowMs),
    site,
    point,
    session: id,
    vaccinator,
    screener,
    screening,
    overridden: overriddenOf(plan.warnings, draft.reasons),
    origin: 'live',
  };
}

export type MainAct =
  | 'choose-outcome'
  | 'fix-measures'
  | 'give-reasons'
  | 'record-dose'
  | 'record-no-dose';

/** What the one big button does or is waiting for. */
export function mainActOf(
  draft: Pick<DoseDraft, 'outcome'>,
  plan: Pick<DosePlan, 'unanswered'>,
  impossible: readonly string[],
): MainAct {
  if (draft.outcome === null) return 'choose-outcome';
  if (impossible.length > 0) return 'fix-measures';
  if (isNoDose(draft.outcome)) return 'record-no-dose';
  return plan.unanswered.length > 0 ? 'give-reasons' : 'record-dose';
}
