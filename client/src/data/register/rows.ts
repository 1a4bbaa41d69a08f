import type { DoseStep } from '@khop/shared/task';
import type { Day } from '@khop/shared/time';
import type { PersonRow } from '../../tablet.ts';
import type { Outline, OutlineDose } from './outline.ts';
import type { Own } from './own.ts';

export type DayList = 'waiting' | 'vaccinated' | 'observing' | 'absent';

export function stepOf(own: Own, dose: OutlineDose): DoseStep {
  if (own.isSending(dose.id)) return 'sending';
  return own.isUnsent(dose.id) ? 'saved' : dose.step;
}

/** `on`: the day of the list the row stands in; without one the latest plan is shown. */
export function rowOf(own: Own, outline: Outline, on: Day | null): PersonRow {
  const { id, identity, doses, plans } = outline;
  const last = doses.at(-1);
  const plan = on === null ? plans.at(-1) : plans.find((each) => each.on === on);
  const watched = doses.findLast((each) => each.isWatched && (on === null || each.on === on));
  return {
    id,
    fullName: identity.fullName,
    birthDate: identity.birthDate,
    sex: identity.sex,
    numberTail: identity.number?.value.slice(-4) ?? null,
    lastDose:
      last === undefined
        ? null
        : {
            ordinal: last.ordinal,
            vaccine: last.vaccine,
            on: last.on,
            step: stepOf(own, last),
            dose: last.id,
          },
    plan: plan === undefined ? null : { ordinal: plan.ordinal, vaccine: plan.vaccine },
    observeFrom: watched?.at ?? null,
  };
}

/**
 * The lists of Home (UX12) a person stands in on a day. `waiting`: planned here and neither given a
 * dose, put off by screening nor absent. `observing` stays until the end of the observation is noted.
 */
export function listsOf(outline: Outline, site: string | null, on: Day): DayList[] {
  const isHere = (dose: OutlineDose) => dose.on === on && (site === null || dose.site === site);
  const lists: DayList[] = [];
  const isGiven = outline.doses.some(isHere);
  if (isGiven) lists.push('vaccinated');
  if (outline.doses.some((dose) => isHere(dose) && dose.isWatched)) lists.push('observing');
  const plans = outline.plans.filter((plan) => plan.on === on);
  if (plans.length === 0 || isGiven) return lists;
  if (plans.every((plan) => plan.absent)) lists.push('absent');
  else if (!outline.deferredOn.includes(on)) lists.push('waiting');
  return lists;
}
