import { Trans, useLingui } from '@lingui/react/macro';
import { IconLockOpen, IconUserPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { formatCountdown } from '../../app/format.ts';
import { isOutOfRoom } from '../../data/storage-trouble.ts';
import { useTablet } from '../../deps.tsx';
import { ButtonTo } from '../../parts/links.tsx';
import { operatorColour, roleWords } from '../../parts/operator-words.ts';
import type { Operator, TabletState } from '../../tablet.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Say } from '../../ui/say.tsx';
import { useCountdown } from '../../ui/use-countdown.ts';
import { PasskeyButton } from './passkey-button.tsx';
import { PassphraseBox } from './passphrase-box.tsx';
import { type PinKey, pressKey } from './pin-entry.ts';
import { PinDots, PinPad } from './pin-pad.tsx';
import { usePinKeys } from './use-pin-keys.ts';

/** `isBarred`: ten wrong PINs; only a new sign-in helps. `hasEnded`: no longer of this site. */
type Refused = { time: number; waitSeconds: number; isBarred: boolean; hasEnded: boolean };

export function UnlockForm({ state }: { state: Extract<TabletState, { at: 'locked' }> }) {
  const { t } = useLingui();
  const tablet = useTablet();
  const [chosen, setChosen] = useState(state.operators[0]?.id);
  const [pin, setPin] = useState('');
  const [isPhrase, setPhrase] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);
  const [isFull, setFull] = useState(false);
  const left = useCountdown(String(refused?.time), refused?.waitSeconds ?? 0, false, () => {});
  const operator = state.operators.find((each) => each.id === chosen) ?? state.operators[0];
  const isClosed = isBusy || left > 0;
  const countdown = formatCountdown(left * 1000);

  async function unlock(secret: string) {
    if (operator === undefined || secret === '' || isClosed) return;
    setBusy(true);
    setFull(false);
    try {
      const answer = await tablet.unlock(operator.id, secret);
      if (answer.ok) return;
      setPin('');
      const isFinal = !Number.isFinite(answer.waitMs);
      const hasEnded = answer.bar === 'right-ended';
      const waitSeconds = isFinal ? 0 : Math.ceil(answer.waitMs / 1000);
      const isBarred = isFinal && !hasEnded;
      setRefused({ time: tablet.now(), waitSeconds, isBarred, hasEnded });
    } catch (error) {
      if (!isOutOfRoom(error)) throw error;
      setPin('');
      setRefused(null);
      setFull(true);
    } finally {
      setBusy(false);
    }
  }
  const press = (key: PinKey) => {
    if (isClosed) return;
    setRefused((last) => (left > 0 ? last : null));
    setPin((now) => pressKey(now, key));
  };
  usePinKeys(!isPhrase, press, () => void unlock(pin));

  if (operator === undefined) return null;
  // Not closed while a wait for the PIN runs [PK4].
  const finger = operator.hasPasskey && (
    <PasskeyButton
      key={operator.id}
      operator={operator.id}
      onEnded={() =>
        setRefused({ time: tablet.now(), waitSeconds: 0, isBarred: false, hasEnded: true })
      }
    />
  );
  return (
    <>
      <People
        operators={state.operators}
        chosen={operator.id}
        onChoose={(id) => {
          setChosen(id);
          setPin('');
          setRefused(null);
        }}
      />
      <section className="pin" aria-label={t`Mở khóa`}>
        <div className="pinhead">
          <h2>
            <Trans>Mã PIN của {operator.fullName}</Trans>
          </h2>
          {!isPhrase && <PinDots count={pin.length} />}
        </div>
        {isFull && <FullStorage />}
        <div role="status">
          {refused?.isBarred && (
            <Say
              state="act"
              title={t`Đã sai quá nhiều lần`}
              acts={
                <ButtonTo to="/operator">
                  <Trans>Đăng nhập lại</Trans>
                </ButtonTo>
              }
            >
              <Trans>Đăng nhập lại bằng mật khẩu khi có mạng. Dữ liệu đã lưu không bị mất.</Trans>
            </Say>
          )}
          {refused?.hasEnded && (
            <Say state="act" title={t`Quyền ở cơ sở này đã hết`}>
              <Trans>Mọi lượt đã ghi vẫn được gửi. Hỏi trưởng cơ sở tiêm nếu chưa đúng.</Trans>
            </Say>
          )}
          {refused && !refused.isBarred && !refused.hasEnded && left === 0 && (
            <Say state="warn" title={t`Mã chưa đúng`}>
              <Trans>Nhập lại. Năm lần sai thì phải chờ.</Trans>
            </Say>
          )}
        </div>
        {left > 0 && (
          <Say state="warn" title={t`Mã chưa đúng nhiều lần`}>
            <Trans>Thử lại sau {countdown}. Dữ liệu đã lưu không bị mất.</Trans>
          </Say>
        )}
        {isPhrase ? (
          <>
            <PassphraseBox disabled={isClosed} onEnter={unlock} onPad={() => setPhrase(false)} />
            {finger}
          </>
        ) : (
          <>
            <PinPad
              onKey={press}
              disabled={isClosed}
              corner={
                <ButtonTo look="quiet" to="/operator">
                  <Trans>Quên mã</Trans>
                </ButtonTo>
              }
            />
            <Button
              look="main"
              full
              icon={<Icon of={IconLockOpen} />}
              disabled={isClosed || pin === ''}
              onClick={() => void unlock(pin)}
            >
              {isBusy ? <Trans>Đang mở</Trans> : <Trans>Mở khóa</Trans>}
            </Button>
            {finger}
            <Button look="quiet" onClick={() => setPhrase(true)}>
              <Trans>Dùng cụm mật khẩu bằng chữ</Trans>
            </Button>
          </>
        )}
      </section>
    </>
  );
}

/** [L8] Which PIN it was is not known: nothing was tried. */
function FullStorage() {
  const { t } = useLingui();
  return (
    <Say state="act" role="alert" title={t`Bộ nhớ máy đã đầy.`}>
      <Trans>
        Chưa thử được mã PIN. Xóa bớt ảnh và ứng dụng trên máy rồi nhập lại. Những lượt đã ghi không
        bị mất.
      </Trans>
    </Say>
  );
}

function People({
  operators,
  chosen,
  onChoose,
}: {
  operators: readonly Operator[];
  chosen: string;
  onChoose: (id: string) => void;
}) {
  return (
    <fieldset>
      <legend>
        <Trans>Ai đang dùng máy?</Trans>
      </legend>
      <div className="choices">
        {operators.map(({ id, fullName, role, colour }) => (
          <label key={id} className="choice" data-who={operatorColour(colour)}>
            <input
              type="radio"
              name="operator"
              checked={id === chosen}
              onChange={() => onChoose(id)}
            />
            <b>{fullName}</b>
            <span>{roleWords(role)}</span>
          </label>
        ))}
        <Link to="/operator" className="choice other">
          <Icon of={IconUserPlus} />
          <b>
            <Trans>Người khác</Trans>
          </b>
        </Link>
      </div>
    </fieldset>
  );
}
