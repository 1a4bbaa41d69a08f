import { Trans } from '@lingui/react/macro';
import { useLive } from '../../deps.tsx';
import { useDesk } from '../../desk.tsx';
import type { Refused } from '../../desk-door.ts';
import { ProofForm } from '../../parts/proof-form.tsx';
import { Dialog } from '../../ui/dialog.tsx';

/** Stands over whatever asked for a fresh proof; that goes on by itself once it was given. */
export function ProofDialog() {
  const { account } = useDesk();
  const wanted = useLive(account.proofWanted);
  if (wanted === null) return null;
  const heard = (answer: 'right' | Refused) => (answer === 'right' ? null : answer);

  return (
    <Dialog
      open
      title={<Trans>Xác nhận lại là bạn</Trans>}
      acts={null}
      onClose={() => account.giveUpProof()}
    >
      <p className="soft">
        <Trans>Việc này cần xác nhận trong 5 phút gần đây. Xong sẽ làm tiếp ngay.</Trans>
      </p>
      <ProofForm
        kinds={wanted.kinds}
        onProof={async (proof) => heard(await account.prove(proof))}
        onPasskey={async () => heard(await account.provePasskey())}
        onGiveUp={() => account.giveUpProof()}
      />
    </Dialog>
  );
}
