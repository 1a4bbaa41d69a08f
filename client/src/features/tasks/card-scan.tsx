import './card-scan.css';
import { type CardReading, type IdCard, readIdCardBytes } from '@khop/shared/id-card';
import { dayOf } from '@khop/shared/time';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { IconBulb, IconPhoto, IconRefresh } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTablet } from '../../deps.tsx';
import { cardHash } from '../../parts/card-hash.ts';
import { feedback } from '../../parts/feedback.ts';
import { type CameraView, useCamera } from '../../parts/use-camera.ts';
import { useScanWords } from '../../parts/use-scan-words.ts';
import { decodePhoto } from '../../scanner/still-photo.ts';
import { Button } from '../../ui/button.tsx';
import { Dock } from '../../ui/dock.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Say } from '../../ui/say.tsx';

/** The card of a person who is already known: nothing is looked up, the code is held against them. */
export function CardScan({
  onCard,
  onCancel,
}: {
  onCard: (card: IdCard, hash: string | null) => void;
  onCancel: () => void;
}) {
  const tablet = useTablet();
  const words = useScanWords();
  const [refusal, setRefusal] = useState<CardReading['problem']>(null);
  const [isEmptyPhoto, setEmptyPhoto] = useState(false);
  const isTaken = useRef(false);

  async function take(bytes: Uint8Array | null) {
    setEmptyPhoto(bytes === null);
    if (bytes === null || isTaken.current) return;
    const reading = readIdCardBytes(bytes, dayOf(tablet.now()));
    if (reading.outcome === 'refused' || reading.card === null) {
      feedback.give('stop');
      setRefusal(reading.problem);
      return;
    }
    // A second frame of the same card must not come back to what a person is looking at.
    isTaken.current = true;
    feedback.give('found');
    onCard(reading.card, await cardHash(bytes));
  }
  const view = useCamera((bytes) => void take(bytes));
  const refused = refusal === null ? null : words(refusal);

  return (
    <>
      <div className="card-view">
        <div ref={view.host} className="card-lens" />
        <p className="card-hint" role="status">
          {isEmptyPhoto ? t`Ảnh này không có mã đọc được. Chụp gần hơn, thẳng hơn.` : hint(view)}
        </p>
      </div>
      <div className="part stack task-last">
        {refused && (
          <Say state="warn" role="status" title={refused.title}>
            {refused.text}
          </Say>
        )}
        <div className="btn-group">
          <Torch view={view} />
          <label className="btn">
            <Icon of={IconPhoto} />
            <Trans>Chụp ảnh</Trans>
            <input
              type="file"
              accept="image/*"
              capture="environment"
              className="vh"
              aria-label={t`Chụp hoặc chọn ảnh có mã`}
              onChange={(event) => {
                const [file] = event.currentTarget.files ?? [];
                event.currentTarget.value = '';
                if (file) void decodePhoto(file).then((found) => take(found?.bytes ?? null));
              }}
            />
          </label>
          {(view.isStalled || view.trouble !== null) && (
            <Button icon={<Icon of={IconRefresh} />} onClick={() => void view.camera?.restart()}>
              <Trans>Bật lại camera</Trans>
            </Button>
          )}
        </div>
      </div>
      <Dock>
        <Button look="main" onClick={onCancel}>
          <Trans>Thôi quét</Trans>
        </Button>
      </Dock>
    </>
  );
}

function Torch({ view }: { view: CameraView }) {
  const [isLit, setLit] = useState(false);
  if (!view.capabilities.torch) return null;
  return (
    <Button
      aria-pressed={isLit}
      icon={<Icon of={IconBulb} />}
      onClick={() =>
        void view.camera?.setTorch(!isLit).then((isDone) => setLit(isDone ? !isLit : isLit))
      }
    >
      {isLit ? <Trans>Tắt đèn</Trans> : <Trans>Bật đèn</Trans>}
    </Button>
  );
}

function hint({ trouble, isStalled, state, hint: seen }: CameraView): string {
  if (trouble !== null)
    return t`Không mở được camera. Chụp ảnh thẻ, dùng máy quét tay hoặc sửa tay.`;
  if (isStalled) return t`Hình đứng yên.`;
  if (state !== 'running') return t`Đang mở camera`;
  switch (seen) {
    case 'closer':
      return t`Lại gần hơn`;
    case 'tilt':
      return t`Nghiêng thẻ để tránh chói`;
    case 'torch':
      return t`Tối quá, bật đèn`;
    case null:
      return t`Đưa mã vào khung`;
  }
}
