import type { Verdict } from '@khop/shared/identity';
import type { Id } from '@khop/shared/ids';
import type { Tx } from '../store/store.ts';
import { appendOfficeEntries } from '../sync/append-office.ts';

/** A verdict about one person, and the exact content it is about. */
export type Settled = { subject: Id; verdict: Verdict };

/**
 * Makes verdicts facts: entries of the office's own journal, folded into the records, moved in every
 * feed the person is in. The same for a worker's answer and for a list the police handed back. A
 * verdict about content that was amended since becomes history by its key [F4]; it is never lost and
 * never taken for today's.
 */
export async function settle(tx: Tx, settled: readonly Settled[]): Promise<void> {
  await appendOfficeEntries(
    tx,
    settled.map(({ subject, verdict }) => ({
      kind: 'identity-checked' as const,
      subject,
      body: { verdict },
    })),
  );
}
