import { t } from '@lingui/core/macro';
import type { ComponentProps } from 'react';
import { SYMPTOMS, symptomWords } from '../../parts/reaction-words.ts';
import { FieldGroup } from '../../ui/field.tsx';

/** What is seen, as many as apply; the dangerous signs stand first. */
export function SymptomBoxes({
  box,
  isMissing,
}: {
  box: ComponentProps<'input'>;
  isMissing: boolean;
}) {
  return (
    <FieldGroup label={t`Dấu hiệu`} bad={isMissing && t`Chọn ít nhất một dấu hiệu.`}>
      <div className="symptoms">
        {SYMPTOMS.map((code) => (
          <label key={code} className="choice">
            <input type="checkbox" value={code} {...box} />
            <span>{symptomWords(code)}</span>
          </label>
        ))}
      </div>
    </FieldGroup>
  );
}
