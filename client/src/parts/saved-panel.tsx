import './saved-panel.css';
import { OBSERVATION_MINUTES } from '@khop/shared/dose';
import { dayOf, fromInstant, toInstant } from '@khop/shared/time';
import { Trans, useLingui } from '@lingui/react/macro';
import { IconArrowBackUp, IconClock } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { formatTime } from '../app/format.ts';
import { useLive, useTablet } from '../deps.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Ruler } from '../ui/ruler.tsx';
import { useCountdown } from '../ui/use-countdown.ts';
import { DoseStepPill } from './dose-step.tsx';
import { type LastSaved, lastSaved } from './last-saved.ts';
import { doseDraftKey } from './person-draft.ts';
import { useSaving } from './use-saving.tsx';
import { vaccineName } from './vaccine-words.ts';

const UNDO_SECONDS = 10;

/**
 * What was just saved and ten seconds to take it back (UX24). Stays mounted, so that a reader hears
 * what changes in it; waits while somebody is at it (UX43); is never the only way to void a dose.
 */
export function SavedPanel() {
  const saved = useLive(lastSaved);
  const [held, setHeld] = useState(false);
  const key = saved === null ? '' : saved.kind === 'dose' ? saved.dose : saved.entry;
  const left = useCountdown(key, saved === null ? 0 : UNDO_SECONDS, held, () =>
    lastSaved.set(null),
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it listens whether somebody is there; the act is the button.
    <div
      className={saved === null ? 'vh' : 'saved'}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
    >
      <div role="status">
        {saved?.kind === 'dose' && <SavedDose saved={saved} />}
        {saved?.kind === 'no-dose' && (
          <h2>
            <Trans>Đã ghi hôm nay chưa tiêm – {saved.fullName}</Trans>
          </h2>
        )}
      </div>
      {saved?.kind === 'dose' && <Undo saved={saved} left={left} />}
    </div>
  );
}

type SavedDoseOnly = Extract<LastSaved, { kind: 'dose' }>;

function SavedDose({ saved }: { saved: SavedDoseOnly }) {
  const { ordinal, fullName, vaccine, lot, vial, savedAt } = saved;
  const until = formatTime(toInstant(fromInstant(savedAt) + OBSERVATION_MINUTES * 60_000));
  return (
    <>
      <p className="top">
        <DoseStepPill step="saved" />
        <span className="soft nowrap">{formatTime(savedAt)}</span>
      </p>
      <h2>
        <Trans>
          Đã ghi nhận mũi {ordinal} – {fullName}
        </Trans>
      </h2>
      <p className="dots">
        <span>{vaccineName(vaccine)}</span>
        <span>
          <Trans>lô {lot}</Trans>
        </span>
        {vial !== null && <span>{vial}</span>}
      </p>
      <p className="until">
        <Icon of={IconClock} />
        <span>
          <Trans>
            Theo dõi tại chỗ đến <b>{until}</b>
          </Trans>
        </span>
      </p>
    </>
  );
}

function Undo({ saved, left }: { saved: SavedDoseOnly; left: number }) {
  const { t } = useLingui();
  const tablet = useTablet();
  const navigate = useNavigate();
  const { save, failure } = useSaving();

  async function undo() {
    const isUndone = await save(async () => {
      // The reason is a fact of the record, not a text of the screen: one wording for all languages.
      await tablet.record('dose-voided', saved.person, { dose: saved.dose, reason: 'hoàn tác' });
      await tablet.drafts.save(doseDraftKey(saved.person, dayOf(saved.savedAt)), saved.draft);
    });
    if (!isUndone) return;
    lastSaved.set(null);
    await navigate({ to: '/dose/$id', params: { id: saved.person } });
  }

  return (
    <>
      <div className="undo">
        <Button icon={<Icon of={IconArrowBackUp} />} onClick={() => void undo()}>
          <Trans>Hoàn tác</Trans>
        </Button>
        <div className="grow">
          <p className="note">
            <b>
              <Trans>Còn {left} giây</Trans>
            </b>
            <span className="soft">
              {' · '}
              <Trans>sau đó: Hủy mũi tiêm, kèm lý do</Trans>
            </span>
          </p>
          <Ruler at={left} of={UNDO_SECONDS} label={t`Còn ${left} giây`} />
        </div>
      </div>
      {failure}
    </>
  );
}
