import type { CardReading } from '@khop/shared/id-card';
import { dayOf } from '@khop/shared/time';
import { useTablet } from '../deps.tsx';
import type { Tablet } from '../tablet.ts';
import { feedback } from './feedback.ts';
import { judgeScan, type ScanOutcome } from './scan-outcome.ts';
import { useChoosePerson } from './use-choose-person.ts';
import { useNewPerson } from './use-new-person.ts';

async function lookUp(tablet: Tablet, reading: CardReading, hash: string | null) {
  const { number, oldNumber } = reading.card ?? { number: null, oldNumber: null };
  const { register } = tablet;
  const [byNumber, byOldNumber] = await Promise.all([
    number === null ? [] : register.byNumber(number),
    oldNumber === null ? [] : register.byNumber(oldNumber),
  ]);
  return judgeScan(reading, hash, { byNumber, byOldNumber }, dayOf(tablet.now()));
}

/**
 * What every scanner of the tablet ends in: look the number up, sound, go to the person or to a new
 * one. Answers the outcome; `several` and `refused` are for the screen to show.
 */
export function useTakeScan(): (reading: CardReading, hash: string | null) => Promise<ScanOutcome> {
  const tablet = useTablet();
  const choose = useChoosePerson();
  const newPerson = useNewPerson();
  return async (reading, hash) => {
    const outcome = await lookUp(tablet, reading, hash);
    switch (outcome.kind) {
      case 'person': {
        const { person, card, isDoneToday } = outcome;
        feedback.give(isDoneToday ? 'done' : 'found');
        await choose(person, card);
        break;
      }
      case 'new':
        feedback.give('stop');
        await newPerson(outcome.seed);
        break;
      case 'several':
      case 'refused':
        feedback.give('stop');
    }
    return outcome;
  };
}
