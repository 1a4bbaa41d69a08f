import { useLingui } from '@lingui/react/macro';
import { useCamera } from '../../parts/use-camera.ts';
import { readText } from '../../scanner/read-text.ts';
import { Say } from '../../ui/say.tsx';
import { readEnrolCode } from './enrol-code.ts';

/** A small camera for one code; typing stays in sight beside it. */
export default function CodeCamera({ onCode }: { onCode: (code: string) => void }) {
  const { t } = useLingui();
  const { host, trouble } = useCamera((bytes) => {
    const code = readEnrolCode(readText(bytes) ?? '');
    if (code !== null) onCode(code);
  });
  return (
    <>
      <div ref={host} className="code-camera" />
      {trouble !== null && (
        <Say state="warn" role="alert" title={t`Camera không mở được`}>
          {t`Gõ mã bằng tay.`}
        </Say>
      )}
    </>
  );
}
