import type { AdminReason } from '@khop/shared/protocol/desk-admin';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ProofGivenUp } from '../../desk-door.ts';

/**
 * One change at a time: done, refused with a reason, or not asked. What the lists show is asked anew
 * after it. A proof that was given up is no failure: nothing was done, and the person knows.
 */
export function useChange() {
  const queries = useQueryClient();
  const [said, setSaid] = useState<AdminReason | 'not-asked' | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function change(work: () => Promise<AdminReason | null>): Promise<boolean> {
    setSaid(null);
    setBusy(true);
    try {
      const refused = await work();
      setSaid(refused);
      await queries.invalidateQueries({ queryKey: ['admin'] });
      return refused === null;
    } catch (error) {
      setSaid(error instanceof ProofGivenUp ? null : 'not-asked');
      return false;
    } finally {
      setBusy(false);
    }
  }
  return { change, said, isBusy };
}
