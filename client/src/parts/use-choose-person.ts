import type { Id } from '@khop/shared/ids';
import { useNavigate } from '@tanstack/react-router';
import { useTablet } from '../deps.tsx';
import { cardKey, type ScannedCard } from './person-draft.ts';
import { scannedPerson } from './queue-mode.ts';

/** On to somebody known, with the card in the hand for comparison; null: none, or a damaged one. */
export function useChoosePerson(): (person: Id, card: ScannedCard | null) => Promise<void> {
  const { drafts } = useTablet();
  const navigate = useNavigate();
  return async (person, card) => {
    await (card === null ? drafts.drop(cardKey(person)) : drafts.save(cardKey(person), card));
    scannedPerson.set(person);
    await navigate({ to: '/dose/$id', params: { id: person } });
  };
}
