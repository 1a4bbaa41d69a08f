import type { DeskAccount } from '@khop/shared/protocol/desk-account';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useDesk } from '../../desk.tsx';
import { ProofGivenUp } from '../../desk-door.ts';
import { NewPasswordForm } from '../../parts/new-password-form.tsx';
import { Button } from '../../ui/button.tsx';
import { Head } from '../../ui/head.tsx';
import { Part } from '../../ui/part.tsx';
import { Say } from '../../ui/say.tsx';
import { FactorsPart } from './factors-part.tsx';
import { SessionsPart } from './sessions-part.tsx';

/** What every part of the page does with an act: do it, read the account anew, say what failed. */
export type Act = (work: () => Promise<unknown>) => Promise<void>;

/** The own account: where one is signed in, the second factors, the password. */
export function AccountPage() {
  const { account } = useDesk();
  const queries = useQueryClient();
  const [hasFailed, setFailed] = useState(false);
  const own = useQuery({
    queryKey: ['account'],
    queryFn: ({ signal }) => account.read(signal),
  });

  const act: Act = async (work) => {
    setFailed(false);
    try {
      await work();
    } catch (error) {
      setFailed(!(error instanceof ProofGivenUp));
    }
    await queries.invalidateQueries({ queryKey: ['account'] });
  };

  return (
    <main className="desk-person">
      <Head title={<Trans>Tài khoản của tôi</Trans>} sub={own.data?.user} />
      {(hasFailed || own.isError) && (
        <div className="part">
          <Say
            state="retry"
            role="alert"
            title={<Trans>Chưa hỏi được trung tâm.</Trans>}
            acts={
              <Button onClick={() => void act(() => own.refetch())}>
                <Trans>Thử lại</Trans>
              </Button>
            }
          />
        </div>
      )}
      {own.data && (
        <>
          <SessionsPart sessions={own.data.sessions} act={act} />
          <FactorsPart own={own.data} act={act} />
        </>
      )}
      <PasswordPart sessions={own.data?.sessions ?? []} act={act} />
    </main>
  );
}

function PasswordPart({ sessions, act }: { sessions: DeskAccount['sessions']; act: Act }) {
  const { account } = useDesk();
  const [isChanged, setChanged] = useState(false);
  return (
    <Part
      title={t`Mật khẩu`}
      note={sessions.length > 1 && <Trans>Đổi xong, mọi phiên khác đều thoát.</Trans>}
    >
      <div className="account-form stack">
        <div role="status">
          {isChanged && <Say state="done" title={<Trans>Đã đổi mật khẩu.</Trans>} />}
        </div>
        <NewPasswordForm
          asksOld
          onChosen={async ({ old, next }) => {
            setChanged(false);
            let refused: Awaited<ReturnType<typeof account.changePassword>> = null;
            await act(async () => {
              refused = await account.changePassword(old, next);
              setChanged(refused === null);
            });
            return refused;
          }}
        />
      </div>
    </Part>
  );
}
