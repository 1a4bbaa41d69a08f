import type { DoseRecord } from '@khop/shared/record';
import { t } from '@lingui/core/macro';
import { formatTime } from '../../app/format.ts';
import { useLive, useTablet } from '../../deps.tsx';
import { operatorName } from '../../parts/operator-words.ts';
import { reactionOutcomeWords, severityWords, symptomWords } from '../../parts/reaction-words.ts';
import { Part } from '../../ui/part.tsx';
import { Seam } from '../../ui/seam.tsx';

/** What was already recorded after this dose, oldest first. */
export function EarlierReactions({ reactions }: { reactions: DoseRecord['reactions'] }) {
  const tablet = useTablet();
  const state = useLive(tablet.state);
  if (reactions.length === 0) return null;
  return (
    <Part title={t`Đã ghi`}>
      <Seam
        steps={reactions.map(({ entry, reaction, operator }) => ({
          key: entry,
          state: reaction.severity === 'severe' ? 'act' : 'warn',
          title: `${formatTime(reaction.onsetAt)} · ${reaction.symptoms.map(symptomWords).join(', ')}`,
          notes: [
            severityWords(reaction.severity),
            reactionOutcomeWords(reaction.outcome),
            ...(reaction.treatment ? [reaction.treatment] : []),
            operatorName(state, operator),
          ],
        }))}
      />
    </Part>
  );
}
