import { t } from '@lingui/core/macro';
import { Plural, Trans } from '@lingui/react/macro';
import { type FormEvent, useRef, useState } from 'react';
import { isOutOfRoom } from '../../data/storage-trouble.ts';
import { useTablet } from '../../deps.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Say } from '../../ui/say.tsx';
import { TextInput } from '../../ui/text-input.tsx';

type Said = 'wrong' | 'waits' | 'full' | 'cancelled' | 'useless';

/** Says who else could open it, then asks for the PIN and, twice, for the finger [PK2] [PK7] [PK8]. */
export function AddPasskey({
  open,
  name,
  people,
  onAdded,
  onClose,
}: {
  open: boolean;
  name: string;
  people: number;
  onAdded: () => void;
  onClose: () => void;
}) {
  const tablet = useTablet();
  const pinBox = useRef<HTMLInputElement>(null);
  const [isBusy, setBusy] = useState(false);
  const [said, setSaid] = useState<Said | null>(null);

  async function add() {
    setBusy(true);
    setSaid(null);
    try {
      const answer = await tablet.passkey.add(pinBox.current?.value ?? '');
      if (answer === 'added') onAdded();
      else if (typeof answer === 'string') setSaid(answer);
      else setSaid(answer.waitMs > 0 ? 'waits' : 'wrong');
    } catch (error) {
      if (!isOutOfRoom(error)) throw error;
      setSaid('full');
    } finally {
      setBusy(false);
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void add();
  };
  const close = () => {
    setSaid(null);
    onClose();
  };
  const bad = badPin(said);
  const canAdd = said !== 'useless';

  return (
    <Dialog
      open={open}
      title={t`Mở khóa bằng vân tay`}
      onClose={close}
      acts={
        <>
          {canAdd && (
            <Button look="main" disabled={isBusy} onClick={() => void add()}>
              {isBusy ? <Trans>Đang chờ vân tay</Trans> : <Trans>Thêm vân tay</Trans>}
            </Button>
          )}
          <Button look="quiet" onClick={close}>
            <Trans>Thôi</Trans>
          </Button>
        </>
      }
    >
      {canAdd && (
        <>
          <p>
            <Trans>
              Máy hỏi vân tay, khuôn mặt hoặc khóa màn hình hai lần: một lần để tạo, một lần để thử.
              Không cần mạng. Mã PIN vẫn mở được như trước.
            </Trans>
          </p>
          <Say state="warn" title={t`Chỉ nên thêm trên máy một người dùng`}>
            <Trans>
              Ai mở được khóa màn hình của máy này thì cũng mở được Khớp với tên {name}.
            </Trans>{' '}
            {people > 1 && (
              <Plural value={people} other="Khớp trên máy này đang có # người dùng." />
            )}
          </Say>
        </>
      )}
      {/* A PIN typed and not used is gone with the dialog. */}
      {open && canAdd && (
        <form className="stack" onSubmit={submit} noValidate>
          <Field label={t`Mã PIN đang dùng`} {...(bad === null ? {} : { bad })}>
            <TextInput ref={pinBox} type="password" autoComplete="current-password" />
          </Field>
          <button type="submit" hidden />
        </form>
      )}
      <div role="status">
        {said === 'cancelled' && (
          <Say state="warn" title={t`Chưa thêm được vân tay`}>
            <Trans>Máy chưa nhận ra vân tay hoặc đã bấm hủy. Bấm “Thêm vân tay” để thử lại.</Trans>
          </Say>
        )}
        {said === 'useless' && (
          <Say state="warn" title={t`Máy này không mở khóa bằng vân tay được`}>
            <Trans>
              Cập nhật Android, Chrome và Dịch vụ của Google Play rồi thử lại. Mã PIN vẫn mở máy như
              trước.
            </Trans>
          </Say>
        )}
      </div>
    </Dialog>
  );
}

function badPin(said: Said | null): string | null {
  if (said === 'wrong') return t`Mã đang dùng chưa đúng.`;
  if (said === 'full') return t`Bộ nhớ máy đã đầy. Xóa bớt ảnh và ứng dụng trên máy rồi thử lại.`;
  return said === 'waits' ? t`Sai nhiều lần. Chờ một lúc rồi thử lại.` : null;
}
