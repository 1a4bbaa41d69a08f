import type { Identity } from '@khop/shared/identity';
import type { Id } from '@khop/shared/ids';
import { useMemo, useState } from 'react';
import { useTablet } from '../../deps.tsx';
import { keepDraft } from '../../parts/draft-keeper.ts';
import { useDraft } from '../../parts/use-draft.ts';
import { IdentityValues, valuesOf } from './identity-values.ts';

/**
 * What was being typed about a person's identity: it survives lock, crash and update (UX18), and is
 * gone once it was saved or given up. `values` is null while the draft is being read.
 */
export function useAmendDraft(person: Id, identity: Identity) {
  const { drafts } = useTablet();
  const key = `task:${person}`;
  const found = useDraft(key);
  const [round, setRound] = useState(0);
  // A dropped keeper writes nothing more: what is typed after that is another round's.
  const keeper = useMemo(() => ({ round, ...keepDraft(drafts, key) }), [drafts, key, round]);
  const kept = IdentityValues.safeParse(round === 0 ? found?.value : null);
  return {
    values: found === undefined ? null : kept.success ? kept.data : valuesOf(identity),
    isStarted: kept.success,
    keep: keeper.keep,
    async drop() {
      setRound(round + 1);
      await keeper.drop();
    },
  };
}
