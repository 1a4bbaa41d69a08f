import './pieces.css';
import { useLive, useTablet } from '../deps.tsx';
import { Say } from '../ui/say.tsx';
import { backlogAlarm, clockAlarm, fullAlarm, storageAlarm } from './alarm-words.ts';
import { StatusTo } from './links.tsx';
import { OperatorBand } from './operator-badge.tsx';
import { statusWords } from './status-words.ts';
import { useNow } from './use-now.ts';

/**
 * The first thing on every tablet screen: the line, and what must be known before the needle.
 * `quiet`: beside the needle and the camera only what cannot wait is said; the rest stands on Home,
 * where every dose begins.
 */
export function StatusBar({ quiet = false }: { quiet?: boolean }) {
  const tablet = useTablet();
  const status = useLive(tablet.status);
  // The age of the oldest entry moves by itself; a change of the status may be newer than the tick.
  const now = Math.max(useNow(30_000), tablet.now());
  const alarms = quiet
    ? [fullAlarm(status)]
    : [fullAlarm(status), storageAlarm(status), backlogAlarm(status, now), clockAlarm(status)];
  return (
    <header>
      <StatusTo to="/status" words={statusWords(status, now)} />
      <OperatorBand />
      {alarms.map(
        (alarm) =>
          alarm && (
            <Say key={alarm.title} bar role="status" state={alarm.state} title={alarm.title}>
              {alarm.text}
            </Say>
          ),
      )}
    </header>
  );
}
