import { OBSERVATION_MINUTES } from '@khop/shared/dose';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { formatCountdown, formatTime } from '../../app/format.ts';
import { useLive, useTablet } from '../../deps.tsx';
import { ButtonTo } from '../../parts/links.tsx';
import { operatorName } from '../../parts/operator-words.ts';
import { symptomWords } from '../../parts/reaction-words.ts';
import { doseName } from '../../parts/vaccine-words.ts';
import { Button } from '../../ui/button.tsx';
import { Digits } from '../../ui/digits.tsx';
import { Ruler } from '../../ui/ruler.tsx';
import { Say } from '../../ui/say.tsx';
import type { Watched } from './board.ts';
import { judgeWatch } from './watch.ts';

/** One person who waits: who, since when, how long still, and the two things that can be done. */
export function BoardRow({
  row,
  now,
  onDone,
}: {
  row: Watched;
  now: number;
  onDone: (row: Watched) => void;
}) {
  const watch = judgeWatch(row.injectedAt, now);
  const at = formatTime(row.injectedAt);
  const notes = [t`tiêm ${at}`];
  if (watch.isDue) notes.push(overWords(watch.overMinutes));
  notes.push(doseName(row.ordinal));
  if (row.isCaution) notes.push(t`thận trọng`);

  return (
    <li className={watch.isDue ? 'watch' : 'watch watched'}>
      <div className="row">
        <span className="who">
          <span className="name">{row.fullName}</span>
          <span className="sub dots">
            {notes.map((note) => (
              <span key={note}>{note}</span>
            ))}
          </span>
        </span>
        {!watch.isDue && <TimeLeft leftMs={watch.leftMs} />}
        <ButtonTo to="/observe/$id/$dose" params={{ id: row.person, dose: row.dose }}>
          {row.reactions.length > 0 ? <Trans>Ghi tiếp</Trans> : <Trans>Ghi phản ứng</Trans>}
        </ButtonTo>
        {watch.isDue && (
          <Button look="solid" aria-label={t`Cho về: ${row.fullName}`} onClick={() => onDone(row)}>
            <Trans>Cho về</Trans>
          </Button>
        )}
        {!watch.isDue && (
          <div className="full">
            <Ruler
              at={watch.minutes}
              of={OBSERVATION_MINUTES}
              label={t`đã theo dõi ${watch.minutes} trong ${OBSERVATION_MINUTES} phút`}
            />
          </div>
        )}
        <LastReaction row={row} />
      </div>
    </li>
  );
}

function overWords(minutes: number): string {
  return minutes === 0 ? t`vừa đủ` : plural(minutes, { other: 'quá # phút' });
}

function TimeLeft({ leftMs }: { leftMs: number }) {
  const left = formatCountdown(leftMs);
  return (
    <b className="left">
      <Digits label={t`còn ${left}`}>{left}</Digits>
    </b>
  );
}

function LastReaction({ row }: { row: Watched }) {
  const tablet = useTablet();
  const state = useLive(tablet.state);
  const last = row.reactions.at(-1);
  if (last === undefined) return null;
  const time = formatTime(last.reaction.onsetAt);
  const signs = last.reaction.symptoms.map(symptomWords).join(', ');
  const who = operatorName(state, last.operator);
  return (
    <div className="full">
      <Say state="act" title={t`Phản ứng lúc ${time}: ${signs}`}>
        {last.reaction.severity === 'severe' ? (
          <Trans>{who} đã ghi. Phản ứng nặng: báo Sở Y tế trong 24 giờ.</Trans>
        ) : (
          <Trans>{who} đã ghi.</Trans>
        )}
      </Say>
    </div>
  );
}
