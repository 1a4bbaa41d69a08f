import type { DeskPerson } from '@khop/shared/protocol/desk';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { formatMoment } from '../../app/format.ts';
import { roleWords } from '../../parts/operator-words.ts';
import { Part, Sheet } from '../../ui/part.tsx';
import { Row, Rows } from '../../ui/rows.tsx';
import { stepTitle } from './history-list.tsx';
import { operatorOf } from './said-words.ts';
import { type Touch, touchesOf } from './touches.ts';

/** Who had this record in front of them: name, role, what for, when. */
export function TouchList({ found }: { found: DeskPerson }) {
  const touches = touchesOf(found);
  return (
    <Part title={t`Ai đã xem, ai đã sửa`} note={<Trans>mới nhất ở trên</Trans>}>
      <Sheet>
        <Rows>
          {touches.map((touch) => (
            <Row
              key={touch.key}
              name={operatorOf(found, touch.who)}
              notes={[roleOf(found, touch.who), whatFor(touch, found), formatMoment(touch.at)]}
            />
          ))}
        </Rows>
      </Sheet>
    </Part>
  );
}

function roleOf({ operators }: DeskPerson, id: string): string {
  const role = operators.find((each) => each.id === id)?.role;
  return role === undefined ? t`không rõ vai trò` : roleWords(role);
}

function whatFor(touch: Touch, found: DeskPerson): string {
  if (touch.kind === 'changed') return t`Sửa: ${stepTitle(touch.step, found)}`;
  return plural(touch.times, { other: 'Xem ở bàn đối sánh # lần' });
}
