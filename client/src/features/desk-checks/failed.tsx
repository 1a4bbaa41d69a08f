import { Trans } from '@lingui/react/macro';
import { ProofGivenUp } from '../../desk-door.ts';
import { Say } from '../../ui/say.tsx';

/** Why a change did not come about; who gave up proving who they are knows it. */
export function Failed({ of }: { of: Error | null }) {
  if (of === null || of instanceof ProofGivenUp) return null;
  return <Say state="act" role="alert" title={<Trans>Chưa làm được. Thử lại.</Trans>} />;
}
