import type { DeskDoor } from '@khop/shared/protocol/desk-account';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { type Desk, useDesk } from '../../desk.tsx';
import type { Refused } from '../../desk-door.ts';
import { FactorSetup } from '../../parts/factor-setup.tsx';
import { NewPasswordForm } from '../../parts/new-password-form.tsx';
import { ProofForm } from '../../parts/proof-form.tsx';
import { RecoveryCodes } from '../../parts/recovery-codes.tsx';
import { RefusedSay } from '../../parts/refused-say.tsx';
import { PasswordStep } from './password-step.tsx';

/** `codes`: shown before the door opens, since nobody comes back for them. */
type Step =
  | DeskDoor
  | { step: 'begin'; said: Refused | null }
  | { step: 'codes'; codes: readonly string[]; next: DeskDoor };

/** The desk's door: the password, the second factor, and what a first sign-in still lacks. */
export function SignIn() {
  const desk = useDesk();
  const [at, setAt] = useState<Step>({ step: 'begin', said: null });

  function go(next: Step) {
    if (next.step === 'open') desk.signIn.open(next.grant);
    else setAt(next);
  }
  /** Answers with what the step itself is to say, where it stays. */
  function heard(answer: DeskDoor | Refused): Refused | null {
    if (!('refused' in answer)) go(answer);
    else if (answer.refused !== 'over') return answer;
    else setAt({ step: 'begin', said: answer });
    return null;
  }

  return (
    <main className="desk-sign-in">
      <div className="stack">
        <h1>{titleOf(at.step)}</h1>
        <Body at={at} desk={desk} go={go} heard={heard} />
      </div>
    </main>
  );
}

function Body({
  at,
  desk: { signIn },
  go,
  heard,
}: {
  at: Step;
  desk: Desk;
  go: (step: Step) => void;
  heard: (answer: DeskDoor | Refused) => Refused | null;
}) {
  const restart = () => go({ step: 'begin', said: null });
  switch (at.step) {
    case 'begin':
      return (
        <PasswordStep
          said={at.said}
          onPassword={async (user, password) => heard(await signIn.password(user, password))}
        />
      );
    case 'factor':
      return (
        <ProofForm
          kinds={at.kinds}
          onProof={async (proof) => heard(await signIn.prove(proof))}
          onPasskey={async () => heard(await signIn.provePasskey())}
          onGiveUp={restart}
        />
      );
    case 'password':
      return (
        <>
          <p className="soft">
            <Trans>Mật khẩu này do người khác đặt. Chọn mật khẩu của riêng mình.</Trans>
          </p>
          <FirstPassword signIn={signIn} heard={heard} />
        </>
      );
    case 'enrol':
      return (
        <>
          <p className="soft">
            <Trans>
              Bàn đối sánh cần thêm một bước ngoài mật khẩu. Chọn một cách, chỉ làm một lần.
            </Trans>
          </p>
          <FactorSetup
            enrolling={signIn.enrol}
            onAdded={({ codes, door }) => {
              if (door === null) go({ step: 'begin', said: { refused: 'over' } });
              else go(codes === null ? door : { step: 'codes', codes, next: door });
            }}
          />
        </>
      );
    case 'codes':
      return <RecoveryCodes codes={at.codes} onSeen={() => go(at.next)} />;
    case 'open':
      return null;
  }
}

function FirstPassword({
  signIn,
  heard,
}: {
  signIn: Desk['signIn'];
  heard: (answer: DeskDoor | Refused) => Refused | null;
}) {
  const [said, setSaid] = useState<Refused | null>(null);
  return (
    <>
      {said && <RefusedSay said={said} wrong={<Trans>Chưa đổi được mật khẩu.</Trans>} />}
      <NewPasswordForm
        asksOld={false}
        onChosen={async ({ next }) => {
          const answer = await signIn.firstPassword(next);
          if ('weak' in answer) return answer.weak;
          setSaid(heard(answer));
          return null;
        }}
      />
    </>
  );
}

function titleOf(step: Step['step']) {
  switch (step) {
    case 'begin':
    case 'open':
      return <Trans>Bàn đối sánh</Trans>;
    case 'factor':
      return <Trans>Xác nhận bước hai</Trans>;
    case 'password':
      return <Trans>Đặt mật khẩu mới</Trans>;
    case 'enrol':
      return <Trans>Thiết lập bước hai</Trans>;
    case 'codes':
      return <Trans>Mã dự phòng</Trans>;
  }
}
