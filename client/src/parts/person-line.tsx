import { dayOf } from '@khop/shared/time';
import type { ReactNode, Ref } from 'react';
import { useTablet } from '../deps.tsx';
import type { PersonRow } from '../tablet.ts';
import { RowTo } from './links.tsx';
import { maskedNumber, personNotes } from './person-words.ts';

/** One person in a list: name, birth date, age, sex. Leads to the dose, or to the person. */
export function PersonLine({
  person,
  to = '/dose/$id',
  letter,
  indexed,
  showNumber = false,
  notes = [],
  end,
  measure,
}: {
  person: PersonRow;
  to?: '/dose/$id' | '/person/$id';
  letter?: string | undefined;
  indexed?: boolean;
  showNumber?: boolean;
  notes?: readonly string[];
  end?: ReactNode;
  /** For a list that draws only what is in sight: the row's place and who measures it. */
  measure?: { index: number; ref: Ref<HTMLAnchorElement> };
}) {
  const tablet = useTablet();
  const said = personNotes(person, dayOf(tablet.now()));
  if (showNumber && person.numberTail !== null) said.push(maskedNumber(person.numberTail));
  return (
    <RowTo
      to={to}
      params={{ id: person.id }}
      name={person.fullName}
      notes={[...said, ...notes]}
      end={end}
      {...(letter !== undefined && { letter })}
      {...(indexed !== undefined && { indexed })}
      {...(measure && { ref: measure.ref, 'data-index': measure.index })}
    />
  );
}
