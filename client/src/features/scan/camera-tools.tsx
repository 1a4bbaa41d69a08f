import { Trans, useLingui } from '@lingui/react/macro';
import {
  IconBulb,
  IconCameraRotate,
  IconPhoto,
  IconVolume,
  IconVolumeOff,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react';
import { useState } from 'react';
import { isMuted, setMuted } from '../../parts/feedback.ts';
import { type CameraView, rememberLens } from '../../parts/use-camera.ts';
import { decodePhoto } from '../../scanner/still-photo.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';

/** Light, nearness, another lens, a still photo; only what this camera has. */
export function CameraTools({
  view,
  onPhoto,
}: {
  view: CameraView;
  /** Null: no code was found in it. */
  onPhoto: (bytes: Uint8Array | null) => void;
}) {
  const { t } = useLingui();
  const { camera, capabilities } = view;
  const [isLit, setLit] = useState(false);
  const [isNear, setNear] = useState(false);
  const [isQuiet, setQuiet] = useState(isMuted);
  const { torch, zoom } = capabilities;

  async function light() {
    if (await camera?.setTorch(!isLit)) setLit(!isLit);
  }
  async function near() {
    if (zoom === null) return;
    const to = isNear ? zoom.min : Math.min(zoom.max, zoom.min * 2);
    if (await camera?.setZoom(to)) setNear(!isNear);
  }
  return (
    <div className="tools">
      {torch && (
        <Button aria-pressed={isLit} icon={<Icon of={IconBulb} />} onClick={() => void light()}>
          {isLit ? <Trans>Tắt đèn</Trans> : <Trans>Bật đèn</Trans>}
        </Button>
      )}
      {zoom && (
        <Button
          aria-pressed={isNear}
          icon={<Icon of={isNear ? IconZoomOut : IconZoomIn} />}
          onClick={() => void near()}
        >
          {isNear ? <Trans>Thu về 1×</Trans> : <Trans>Phóng 2×</Trans>}
        </Button>
      )}
      <Button
        icon={<Icon of={IconCameraRotate} />}
        onClick={() => void camera?.switchCamera().then(rememberLens)}
      >
        <Trans>Đổi camera</Trans>
      </Button>
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
            if (file) void decodePhoto(file).then((found) => onPhoto(found?.bytes ?? null));
          }}
        />
      </label>
      <Button
        aria-pressed={isQuiet}
        icon={<Icon of={isQuiet ? IconVolumeOff : IconVolume} />}
        onClick={() => {
          setMuted(!isQuiet);
          setQuiet(!isQuiet);
        }}
      >
        {isQuiet ? <Trans>Bật tiếng</Trans> : <Trans>Tắt tiếng</Trans>}
      </Button>
    </div>
  );
}
