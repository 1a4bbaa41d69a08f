import type { DoseRecord } from '@khop/shared/record';
import { Trans, useLingui } from '@lingui/react/macro';
import { useId, useRef, useState } from 'react';
import { useTablet } from '../../deps.tsx';
import { useSaving } from '../../parts/use-saving.tsx';
import { Button, ButtonGroup } from '../../ui/button.tsx';
import { Choices } from '../../ui/choices.tsx';
import { Field } from '../../ui/field.tsx';
import { Say } from '../../ui/say.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useVoidWords, VOID_REASONS, type VoidReason } from './void-reasons.ts';

const OTHER = 'other';

/** A void is an entry like any other: the dose stays, struck out, with who, when and why. */
export function VoidDose({
  person,
  dose,
  onClose,
}: {
  person: string;
  dose: DoseRecord;
  onClose: () => void;
}) {
  const { t } = useLingui();
  const tablet = useTablet();
  const words = useVoidWords();
  const id = useId();
  const { save, failure } = useSaving();
  const other = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<VoidReason | typeof OTHER | undefined>();
  const [isMissing, setMissing] = useState(false);
  const { ordinal } = dose.dose;

  async function voidDose() {
    const typed = other.current?.value.trim() ?? '';
    const reason = chosen === OTHER ? typed : chosen;
    setMissing(!reason);
    if (!reason) return;
    const isDone = await save(() =>
      tablet.record('dose-voided', person, { dose: dose.said.entry, reason }),
    );
    if (isDone) onClose();
  }

  return (
    <Say
      state="act"
      title={<span id={id}>{t`Hủy mũi ${ordinal}: chọn lý do`}</span>}
      acts={
        <div className="void-dose">
          <Choices
            name={`void-${dose.said.entry}`}
            labelledBy={id}
            choices={[
              ...VOID_REASONS.map((each) => ({ value: each, title: words(each) })),
              { value: OTHER, title: t`Lý do khác` },
            ]}
            chosen={chosen}
            onChoose={setChosen}
          />
          {chosen === OTHER && (
            <Field label={t`Lý do`} bad={isMissing && t`Viết ngắn gọn lý do.`}>
              <TextInput ref={other} maxLength={500} autoFocus />
            </Field>
          )}
          <ButtonGroup>
            <Button onClick={onClose}>
              <Trans>Giữ mũi này</Trans>
            </Button>
            <Button look="stop" disabled={chosen === undefined} onClick={() => void voidDose()}>
              <Trans>Hủy mũi tiêm</Trans>
            </Button>
          </ButtonGroup>
          {failure}
        </div>
      }
    />
  );
}
