import { useState } from 'react';
import { ScanAnswer } from './scan-answer.tsx';
import type { ScanOutcome } from './scan-outcome.ts';
import { useTakeScan } from './use-take-scan.ts';
import { useWedge } from './use-wedge.ts';

/** A hand scanner's home on a screen without a camera; what cannot be decided alone is shown here. */
export function WedgeScan() {
  const take = useTakeScan();
  const [outcome, setOutcome] = useState<ScanOutcome | null>(null);
  useWedge((reading) => void take(reading, null).then(setOutcome));
  return outcome && <ScanAnswer outcome={outcome} onClose={() => setOutcome(null)} />;
}
