import type { IdentityField } from '@khop/shared/identity';
import type { Id } from '@khop/shared/ids';
import type { PersonRecord } from '@khop/shared/record';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type ReactNode, useId, useState } from 'react';
import { formatMoment } from '../../app/format.ts';
import { useLive, useTablet } from '../../deps.tsx';
import { fieldText, fieldWords } from '../../parts/field-words.ts';
import { operatorName } from '../../parts/operator-words.ts';
import { originWords } from '../../parts/person-words.ts';
import { useSaving } from '../../parts/use-saving.tsx';
import { Button } from '../../ui/button.tsx';
import { Choices } from '../../ui/choices.tsx';
import { Dock } from '../../ui/dock.tsx';
import { Part } from '../../ui/part.tsx';
import { settlementOf } from './amendment.ts';

type Side = { entry: Id; value: string; note: string };
type Disputed = { field: IdentityField; sides: Side[] };

/** Two people changed one field from the same version: both values stand until a person decides. */
export function Settle({
  record,
  onSaved,
  beside,
}: {
  record: PersonRecord;
  onSaved: () => Promise<void>;
  /** Another act, left of the main one. */
  beside: ReactNode;
}) {
  const tablet = useTablet();
  const state = useLive(tablet.state);
  const { save, failure } = useSaving();
  const [chosen, setChosen] = useState<ReadonlyMap<IdentityField, Id>>(new Map());
  const disputed = disputedFields(record, (id) => operatorName(state, id));
  const isDecided = disputed.every(({ field }) => chosen.has(field));

  async function settle() {
    const isSaved = await save(() =>
      tablet.record('identity-amended', record.id, settlementOf(record, chosen)),
    );
    if (isSaved) await onSaved();
  }

  return (
    <>
      {disputed.map((each) => (
        <OneField
          key={each.field}
          disputed={each}
          chosen={chosen.get(each.field)}
          onChoose={(entry) => setChosen(new Map(chosen).set(each.field, entry))}
        />
      ))}
      <div className="part task-last">
        {failure ?? (
          <p className="soft">
            <Trans>Bản không chọn vẫn còn trong lịch sử hồ sơ.</Trans>
          </p>
        )}
      </div>
      <Dock>
        {beside}
        <Button look="main" disabled={!isDecided} onClick={() => void settle()}>
          {isDecided ? <Trans>Giữ bản đã chọn</Trans> : <Trans>Chọn từng ô</Trans>}
        </Button>
      </Dock>
    </>
  );
}

function OneField({
  disputed: { field, sides },
  chosen,
  onChoose,
}: {
  disputed: Disputed;
  chosen: Id | undefined;
  onChoose: (entry: Id) => void;
}) {
  const id = useId();
  return (
    <Part title={<span id={id}>{fieldWords(field)}</span>} note={<Trans>hai bản khác nhau</Trans>}>
      <Choices
        name={`keep-${field}`}
        labelledBy={id}
        choices={sides.map(({ entry, value, note }, at) => {
          const letter = 'ABCDEFGH'[at] ?? '';
          return { value: entry, title: t`Giữ ${letter}: ${value}`, note };
        })}
        chosen={chosen}
        onChoose={onChoose}
      />
    </Part>
  );
}

/** Every disputed field once, with the kept value first and each other one after it. */
function disputedFields(record: PersonRecord, nameOf: (operator: string) => string): Disputed[] {
  const fields = [...new Set(record.conflicts.map(({ field }) => field))];
  return fields.map((field) => {
    const about = record.conflicts.filter((each) => each.field === field);
    const entries = [...new Set(about.flatMap(({ kept, other }) => [kept, other]))];
    const sides = entries.flatMap((entry): Side[] => {
      const version = record.versions.find((each) => each.entry === entry);
      if (version === undefined) return [];
      const said = { ...record.identity, ...version.changes };
      const origin = version.origins[field];
      const words = [nameOf(version.operator), formatMoment(version.at)];
      if (origin) words.unshift(originWords(origin));
      return [{ entry, value: fieldText(field, said), note: words.join(' · ') }];
    });
    return { field, sides };
  });
}
