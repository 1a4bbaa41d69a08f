import type { Hint } from '@khop/shared/hint';
import type { IdentityField } from '@khop/shared/identity';
import type { IdentityVersion, PersonRecord } from '@khop/shared/record';
import { dayOf } from '@khop/shared/time';
import { t } from '@lingui/core/macro';
import { useLive, useTablet } from '../../deps.tsx';
import { dayInList } from '../../parts/day-in-list.ts';
import { fieldWords } from '../../parts/field-words.ts';
import { operatorName } from '../../parts/operator-words.ts';
import { OriginLabel } from '../../parts/origin-label.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Part } from '../../ui/part.tsx';
import { FieldValue } from './compare.tsx';

const ASKED = ['fullName', 'birthDate', 'sex', 'number'] as const;

/** The version whose value stands for a field: who said it, when, and how it came to be. */
function standingVersion(record: PersonRecord, field: IdentityField): IdentityVersion | undefined {
  const refused = new Set(
    record.conflicts.filter((each) => each.field === field).map((each) => each.other),
  );
  return record.versions.findLast(
    (version) => field in version.changes && !refused.has(version.entry),
  );
}

/** What was asked about, field by field, with where each value comes from. */
export function Claim({
  record,
  doubted,
  title,
}: {
  record: PersonRecord;
  /** The field the likeliest cause speaks of: yellow, since the registry named none. */
  doubted: Hint['field'] | null;
  title: string;
}) {
  const tablet = useTablet();
  const state = useLive(tablet.state);
  const today = dayOf(tablet.now());
  return (
    <Part title={title}>
      <Facts
        facts={ASKED.map((field) => {
          const version = standingVersion(record, field);
          const origin = record.origins[field] ?? version?.origins[field];
          const by =
            version &&
            `${operatorName(state, version.operator)} ${dayInList(dayOf(version.at), today)}`;
          return {
            label: fieldWords(field),
            value: (
              <span className={field === doubted ? 'doubt' : undefined}>
                <FieldValue field={field} of={record.identity} />
              </span>
            ),
            origin:
              origin && record.identity[field] !== null ? (
                <OriginLabel origin={origin} by={by} />
              ) : undefined,
          };
        })}
      />
      {doubted && <p className="vh">{t`Ô đáng ngờ nhất: ${fieldWords(doubted)}`}</p>}
    </Part>
  );
}
