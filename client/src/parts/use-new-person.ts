import { useNavigate } from '@tanstack/react-router';
import { useTablet } from '../deps.tsx';
import { type PersonSeed, seedKey } from './person-draft.ts';

/** Opens the form of a new person, prefilled from a card or from what was searched for. */
export function useNewPerson(): (seed: PersonSeed) => Promise<void> {
  const tablet = useTablet();
  const navigate = useNavigate();
  return async (seed) => {
    const draft = tablet.newId();
    await tablet.drafts.save(seedKey(draft), seed);
    await navigate({ to: '/person/new/$draft', params: { draft } });
  };
}
