import { dayOf } from '@khop/shared/time';
import { Trans } from '@lingui/react/macro';
import { useTablet } from '../deps.tsx';
import type { PersonRow } from '../tablet.ts';
import { Button } from '../ui/button.tsx';
import { Row } from '../ui/rows.tsx';
import { maskedNumber, personNotes } from './person-words.ts';

/** One of several who may be meant: read first, then chosen with a button. */
export function PersonChoice({
  person,
  notes = [],
  onChoose,
}: {
  person: PersonRow;
  notes?: readonly string[];
  onChoose: () => void;
}) {
  const said = personNotes(person, dayOf(useTablet().now()));
  if (person.numberTail !== null) said.push(maskedNumber(person.numberTail));
  return (
    <Row
      name={person.fullName}
      notes={[...said, ...notes]}
      end={
        <Button onClick={onChoose}>
          <Trans>Người này</Trans>
        </Button>
      }
    />
  );
}
