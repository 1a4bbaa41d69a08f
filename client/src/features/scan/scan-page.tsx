import './scan.css';
import { readIdCardBytes } from '@khop/shared/id-card';
import { dayOf } from '@khop/shared/time';
import { Trans } from '@lingui/react/macro';
import { IconKeyboard } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useOpenWork } from '../../app/use-updates.tsx';
import { useLive, useTablet } from '../../deps.tsx';
import { cardHash } from '../../parts/card-hash.ts';
import { lastSaved } from '../../parts/last-saved.ts';
import { SavedPanel } from '../../parts/saved-panel.tsx';
import { ScanAnswer } from '../../parts/scan-answer.tsx';
import type { ScanOutcome } from '../../parts/scan-outcome.ts';
import { StatusBar } from '../../parts/status-bar.tsx';
import { useCamera } from '../../parts/use-camera.ts';
import { useNewPerson } from '../../parts/use-new-person.ts';
import { useTakeScan } from '../../parts/use-take-scan.ts';
import { useWedge } from '../../parts/use-wedge.ts';
import { Button } from '../../ui/button.tsx';
import { Dock } from '../../ui/dock.tsx';
import { Icon } from '../../ui/icon.tsx';
import { CameraHint } from './camera-hint.tsx';
import { CameraTools } from './camera-tools.tsx';
import { ScanHead } from './scan-head.tsx';

/** The camera: one code, one person. Typing is always one tap away. */
export function Page() {
  const tablet = useTablet();
  const take = useTakeScan();
  const newPerson = useNewPerson();
  const saved = useLive(lastSaved);
  const [outcome, setOutcome] = useState<ScanOutcome | null>(null);
  const [isEmptyPhoto, setEmptyPhoto] = useState(false);
  const isTaking = useRef(false);
  useOpenWork(true);

  async function takeBytes(bytes: Uint8Array) {
    // A second frame of the same card must not open a second person.
    if (isTaking.current) return;
    isTaking.current = true;
    setEmptyPhoto(false);
    try {
      const reading = readIdCardBytes(bytes, dayOf(tablet.now()));
      const isSound = reading.outcome !== 'refused';
      setOutcome(await take(reading, isSound ? await cardHash(bytes) : null));
    } finally {
      isTaking.current = false;
    }
  }
  const view = useCamera((bytes) => void takeBytes(bytes));
  useWedge((reading) => void take(reading, null).then(setOutcome));

  const begin = () => void newPerson({ scanned: null, typed: null });
  const isAnswering = outcome?.kind === 'several' || outcome?.kind === 'refused';
  return (
    <div className="tablet scan">
      <StatusBar quiet />
      <main className="cam">
        <ScanHead isNext={saved !== null} onType={begin} />
        <div className="view">
          <div ref={view.host} className="lens" />
          <div className="frame" aria-hidden="true" />
          <CameraHint view={view} isEmptyPhoto={isEmptyPhoto} />
        </div>
        {saved === null && (
          <CameraTools
            view={view}
            onPhoto={(bytes) => (bytes === null ? setEmptyPhoto(true) : void takeBytes(bytes))}
          />
        )}
      </main>
      <footer className="under">
        {isAnswering && <ScanAnswer outcome={outcome} onClose={() => setOutcome(null)} />}
        <SavedPanel />
        {saved === null && !isAnswering && (
          <Dock>
            <p className="grow">
              <b>
                <Trans>Mã không đọc được?</Trans>
              </b>
              <br />
              <span className="soft">
                <Trans>Nghiêng thẻ cho hết lóa, bật đèn, hoặc nhập tay.</Trans>
              </span>
            </p>
            <Button icon={<Icon of={IconKeyboard} />} onClick={begin}>
              <Trans>Nhập tay</Trans>
            </Button>
          </Dock>
        )}
      </footer>
    </div>
  );
}
