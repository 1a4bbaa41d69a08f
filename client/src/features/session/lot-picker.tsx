import type { LotRecord } from '@khop/shared/record';
import type { Day } from '@khop/shared/time';
import { Trans, useLingui } from '@lingui/react/macro';
import { useId, useState } from 'react';
import { formatDay } from '../../app/format.ts';
import { useLotWords } from '../../parts/lot-words.ts';
import { vaccineName } from '../../parts/vaccine-words.ts';
import { isSameLot } from '../../parts/vial.ts';
import { Button } from '../../ui/button.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Part } from '../../ui/part.tsx';
import { OtherLot } from './other-lot.tsx';
import type { LotChoice } from './session-choice.ts';

type Lot = { vaccine: string; lot: string; expiresOn: Day | null };

/** Lots as cards; another may be typed. What is wrong with one is said on its card. */
export function LotPicker({
  choices,
  lots,
  today,
  chosen,
  onChoose,
}: {
  choices: readonly LotChoice[];
  lots: readonly LotRecord[];
  today: Day;
  chosen: Lot | null;
  onChoose: (lot: Lot) => void;
}) {
  const { t } = useLingui();
  const id = useId();
  const [wantsToType, setWantsToType] = useState(false);
  const isListed = chosen !== null && choices.some((each) => isSameLot(each, chosen));
  // The first download may bring lots while this is open: cards then take the form's place,
  // unless somebody has begun to type.
  const isTyping = wantsToType || choices.length === 0;
  return (
    <Part title={<span id={id}>{t`Vắc xin và lô`}</span>}>
      <div className="choices" role="radiogroup" aria-labelledby={id}>
        {choices.map((choice) => (
          <LotCard
            key={`${choice.vaccine} ${choice.lot}`}
            choice={choice}
            chosen={chosen !== null && isSameLot(choice, chosen)}
            onChoose={() => {
              setWantsToType(false);
              onChoose(choice);
            }}
          />
        ))}
      </div>
      {!isTyping && (
        <Button look="quiet" onClick={() => setWantsToType(true)}>
          <Trans>Lô khác, gõ theo nhãn lọ</Trans>
        </Button>
      )}
      {isTyping && (
        <OtherLot
          lots={lots}
          today={today}
          vaccine={chosen?.vaccine}
          given={isListed ? null : chosen}
          onGive={onChoose}
          onFocus={() => setWantsToType(true)}
        />
      )}
    </Part>
  );
}

function LotCard({
  choice,
  chosen,
  onChoose,
}: {
  choice: LotChoice;
  chosen: boolean;
  onChoose: () => void;
}) {
  const lotWords = useLotWords();
  const { vaccine, lot, expiresOn, problem, isOpened } = choice;
  const day = expiresOn === null ? null : formatDay(expiresOn);
  return (
    <label className="choice lot-card">
      <input type="radio" name="lot" checked={chosen} onChange={onChoose} />
      <b>
        {vaccineName(vaccine)} · <Trans>lô {lot}</Trans>
      </b>
      <span className="dots">
        {day === null ? (
          <span>
            <Trans>chưa rõ hạn dùng</Trans>
          </span>
        ) : (
          <span>
            <Trans>hạn {day}</Trans>
          </span>
        )}
        {isOpened && (
          <span>
            <Trans>đã mở lọ</Trans>
          </span>
        )}
      </span>
      {problem !== null && (
        <span className="lot-bad">
          <Mark state="act" />
          {lotWords(problem).title}
        </span>
      )}
    </label>
  );
}
