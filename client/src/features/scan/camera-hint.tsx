import { Trans, useLingui } from '@lingui/react/macro';
import { IconRefresh } from '@tabler/icons-react';
import type { CameraView } from '../../parts/use-camera.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';

/** One thing at a time: what the camera is doing, or what would help. */
export function CameraHint({ view, isEmptyPhoto }: { view: CameraView; isEmptyPhoto: boolean }) {
  const { camera, trouble, isStalled } = view;
  const again = () => void camera?.restart();
  return (
    <div className="hints">
      <p className="hint" role="status">
        <HintWords view={view} isEmptyPhoto={isEmptyPhoto} />
      </p>
      {(isStalled || trouble !== null) && (
        <Button icon={<Icon of={IconRefresh} />} onClick={again}>
          <Trans>Bật lại camera</Trans>
        </Button>
      )}
    </div>
  );
}

function HintWords({ view, isEmptyPhoto }: { view: CameraView; isEmptyPhoto: boolean }) {
  const { t } = useLingui();
  const { trouble, isStalled, state, hint } = view;
  switch (trouble) {
    case 'denied':
      return t`Camera bị chặn. Bấm biểu tượng ổ khóa trên thanh địa chỉ, cho phép Camera, rồi bật lại.`;
    case 'absent':
      return t`Máy này không có camera. Dùng máy quét tay, ảnh chụp hoặc nhập tay.`;
    case 'busy':
      return t`Ứng dụng khác đang dùng camera. Đóng ứng dụng đó rồi bật lại.`;
    case 'unsupported':
      return t`Trình duyệt này không mở được camera. Dùng máy quét tay, ảnh chụp hoặc nhập tay.`;
    case null:
      break;
  }
  if (isStalled) return t`Hình đứng yên.`;
  if (isEmptyPhoto) return t`Ảnh này không có mã đọc được. Chụp gần hơn, thẳng hơn.`;
  if (state !== 'running') return t`Đang mở camera`;
  switch (hint) {
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
