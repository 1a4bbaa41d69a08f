import type { Site } from '@khop/shared/protocol/enrol';
import { useLingui } from '@lingui/react/macro';
import { useId, useState } from 'react';
import { Choices } from '../../ui/choices.tsx';
import { Field } from '../../ui/field.tsx';
import { Part } from '../../ui/part.tsx';
import { TextInput } from '../../ui/text-input.tsx';

const AT_SITE = '';
const OTHER = 'other';

/** Where the session stands: the site itself, one of its points, or a place typed once. */
export function PointPicker({
  site,
  point,
  onChoose,
}: {
  site: Site;
  point: string | null;
  onChoose: (point: string | null) => void;
}) {
  const { t } = useLingui();
  const id = useId();
  const [isOther, setOther] = useState(false);
  const choices = [
    { value: AT_SITE, title: t`Tại cơ sở`, note: site.name },
    ...site.points.map((each) => ({ value: each, title: each })),
    { value: OTHER, title: t`Nơi khác`, note: t`Gõ tên điểm tiêm` },
  ];
  return (
    <Part title={<span id={id}>{t`Điểm tiêm`}</span>}>
      <Choices
        name="point"
        labelledBy={id}
        choices={choices}
        chosen={isOther ? OTHER : (point ?? AT_SITE)}
        onChoose={(value) => {
          setOther(value === OTHER);
          onChoose(value === AT_SITE || value === OTHER ? null : value);
        }}
      />
      {isOther && (
        <Field label={t`Tên điểm tiêm`}>
          <TextInput
            autoFocus
            maxLength={200}
            onBlur={(event) => onChoose(event.currentTarget.value || null)}
          />
        </Field>
      )}
    </Part>
  );
}
