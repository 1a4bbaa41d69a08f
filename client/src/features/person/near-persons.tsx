import type { Identity } from '@khop/shared/identity';
import type { Id } from '@khop/shared/ids';
import { useLingui } from '@lingui/react/macro';
import { useDeferredValue } from 'react';
import { useRegister } from '../../deps.tsx';
import { useNearWords } from '../../parts/near-words.ts';
import { PersonChoice } from '../../parts/person-choice.tsx';
import { PersonLine } from '../../parts/person-line.tsx';
import type { NearPerson } from '../../tablet.ts';
import { Part } from '../../ui/part.tsx';
import { Rows } from '../../ui/rows.tsx';

const MOST_SHOWN = 3;

/**
 * Somebody much like this one is already known: shown with the reasons, decided by a person.
 * `onChoose`: what is being written down was this known person all along.
 */
export function NearPersons({
  identity,
  except,
  onChoose,
}: {
  identity: Identity;
  except: Id | null;
  onChoose?: ((person: Id) => void) | undefined;
}) {
  const { t } = useLingui();
  // A text, for an object made anew at each drawing would be deferred for ever.
  const key = useDeferredValue(JSON.stringify(identity));
  const near = useRegister(
    (register) => {
      const sought = JSON.parse(key) as Identity;
      const isNobody = sought.fullName === '' && sought.number === null;
      return isNobody ? Promise.resolve([]) : register.near(sought, except);
    },
    [key, except],
    'keep',
  );
  if (near === undefined || near.length === 0) return null;
  return (
    <Part title={t`Có thể đã có trong danh sách`} className="near">
      <Rows>
        {near.slice(0, MOST_SHOWN).map((each) => (
          <OneNear key={each.person.id} near={each} onChoose={onChoose} />
        ))}
      </Rows>
    </Part>
  );
}

function OneNear({
  near: { person, why },
  onChoose,
}: {
  near: NearPerson;
  onChoose: ((person: Id) => void) | undefined;
}) {
  const notes = useNearWords()(why);
  if (onChoose === undefined) {
    return <PersonLine person={person} to="/person/$id" showNumber notes={notes} />;
  }
  return <PersonChoice person={person} notes={notes} onChoose={() => onChoose(person.id)} />;
}
