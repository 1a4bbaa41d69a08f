import { Trans, useLingui } from '@lingui/react/macro';
import { IconQrcode } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';

const CodeCamera = lazy(() => import('./code-camera.tsx'));

/** The camera is fetched only by who scans the code instead of typing it. */
export function EnrolScan({ onCode }: { onCode: (code: string) => void }) {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <div>
        <Button icon={<Icon of={IconQrcode} />} onClick={() => setOpen(!isOpen)}>
          {isOpen ? <Trans>Đóng camera</Trans> : <Trans>Quét mã QR</Trans>}
        </Button>
      </div>
      {isOpen && (
        <Suspense fallback={<p role="status">{t`Đang mở camera`}</p>}>
          <CodeCamera
            onCode={(code) => {
              setOpen(false);
              onCode(code);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
