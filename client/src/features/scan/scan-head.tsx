import { Trans, useLingui } from '@lingui/react/macro';
import { IconKeyboard, IconRepeat, IconX } from '@tabler/icons-react';
import { useLive } from '../../deps.tsx';
import { ButtonTo } from '../../parts/links.tsx';
import { isContinuous } from '../../parts/queue-mode.ts';
import { Button } from '../../ui/button.tsx';
import { Head } from '../../ui/head.tsx';
import { Icon } from '../../ui/icon.tsx';

/** Close, what to do, and whether the camera opens again for the next in the queue. */
export function ScanHead({ isNext, onType }: { isNext: boolean; onType: () => void }) {
  const { t } = useLingui();
  const isOn = useLive(isContinuous);
  return (
    <Head
      title={isNext ? t`Người tiếp theo` : t`Quét mã trên thẻ`}
      back={
        <ButtonTo look="icon" to="/" aria-label={t`Đóng camera`}>
          <Icon of={IconX} />
        </ButtonTo>
      }
      act={
        isNext ? (
          <Button icon={<Icon of={IconKeyboard} />} onClick={onType}>
            <Trans>Nhập tay</Trans>
          </Button>
        ) : (
          <Button
            icon={<Icon of={IconRepeat} />}
            aria-pressed={isOn}
            onClick={() => isContinuous.set(!isOn)}
          >
            <span>
              {isOn ? <Trans>Quét liên tục: bật</Trans> : <Trans>Quét liên tục: tắt</Trans>}
            </span>
          </Button>
        )
      }
    />
  );
}
