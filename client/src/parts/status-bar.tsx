import './pieces.css';
import { useLive, useTablet } from '../deps.tsx';
import { Say } from '../ui/say.tsx';
import { backlogAlarm, clockAlarm, storageAlarm } from './alarm-words.ts';
import { StatusTo } from './links.tsx';
import { statusWords } from './status-words.ts';
import { useNow } from './use-now.ts';

/** The first thing on every tablet screen: the line, and what must be known before the needle. */
export function StatusBar() {
  const tablet = useTablet();
  const status = useLive(tablet.status);
  // The age of the oldest entry moves by itself; a change of the status may be newer than the tick.
  const now = Math.max(useNow(30_000), tablet.now());
  const alarms = [storageAlarm(status), backlogAlarm(status, now), clockAlarm(status)];
  return (
    <div>
      <StatusTo to="/status" words={statusWords(status, now)} />
      {alarms.map(
        (alarm) =>
          alarm && (
            <Say key={alarm.title} bar role="status" state={alarm.state} title={alarm.title}>
              {alarm.text}
            </Say>
          ),
      )}
    </div>
  );
}
