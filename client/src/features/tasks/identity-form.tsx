import type { Identity, IdentityField } from '@khop/shared/identity';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useEffect, useId, useState } from 'react';
import { useForm } from 'react-hook-form';
import { Button } from '../../ui/button.tsx';
import { Choices } from '../../ui/choices.tsx';
import { Date3 } from '../../ui/date3.tsx';
import { Dock } from '../../ui/dock.tsx';
import { Field, FieldGroup } from '../../ui/field.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import {
  type IdentityProblems,
  type IdentityValues,
  readIdentityValues,
} from './identity-values.ts';
import { dateProblemWords, numberProblemWords, numberWarningWords } from './number-words.ts';

/** The four fields by hand. Nothing is saved here: what was typed is first held against what is kept. */
export function IdentityForm({
  before,
  initial,
  focus,
  onChange,
  onReview,
  onCancel,
}: {
  before: Identity;
  initial: IdentityValues;
  focus: IdentityField | null;
  onChange: (values: IdentityValues) => void;
  onReview: (identity: Identity, values: IdentityValues) => void;
  onCancel: () => void;
}) {
  const sexId = useId();
  const [problems, setProblems] = useState<IdentityProblems>({});
  const { register, subscribe, handleSubmit, setFocus, setValue, watch } = useForm<IdentityValues>({
    defaultValues: initial,
  });
  useEffect(
    () => subscribe({ formState: { values: true }, callback: ({ values }) => onChange(values) }),
    [subscribe, onChange],
  );
  useEffect(() => {
    if (focus === 'fullName' || focus === 'number') setFocus(focus, { shouldSelect: true });
    if (focus === 'birthDate') setFocus('day', { shouldSelect: true });
  }, [focus, setFocus]);

  function review(values: IdentityValues) {
    const read = readIdentityValues(values, before);
    if ('problems' in read) {
      setProblems(read.problems);
      const [first] = Object.keys(read.problems);
      setFocus(first === 'birthDate' ? 'day' : first === 'number' ? 'number' : 'fullName');
      return;
    }
    onReview(read.identity, values);
  }

  const { number, ...rest } = watch();
  const proposal = problems.number?.proposal ?? null;
  return (
    <form onSubmit={(event) => void handleSubmit(review)(event)} noValidate>
      <div className="task-form">
        <Field
          label={t`Họ tên`}
          hint={t`Ghi đủ dấu như trên thẻ`}
          bad={problems.fullName && t`Ghi họ tên.`}
        >
          <TextInput kind="name" {...register('fullName')} />
        </Field>
        <FieldGroup
          label={t`Ngày sinh`}
          hint={t`Không rõ ngày hoặc tháng thì để trống`}
          bad={problems.birthDate && dateProblemWords(problems.birthDate)}
        >
          <Date3
            words={{ day: t`Ngày`, month: t`Tháng`, year: t`Năm` }}
            day={register('day')}
            month={register('month')}
            year={register('year')}
          />
        </FieldGroup>
        <FieldGroup label={<span id={sexId}>{t`Giới tính`}</span>}>
          <Choices
            name="sex"
            labelledBy={sexId}
            choices={[
              { value: 'female', title: t`Nữ` },
              { value: 'male', title: t`Nam` },
            ]}
            input={register('sex')}
          />
        </FieldGroup>
        <Field
          label={t`Số định danh (CCCD) hoặc CMND`}
          bad={problems.number && numberProblemWords(problems.number, number)}
          care={numberWarningWords({ number, ...rest }, before)}
        >
          <TextInput kind="digits" {...register('number')} />
        </Field>
        {proposal && (
          <Button onClick={() => setValue('number', proposal)}>
            <Trans>Điền {proposal}</Trans>
          </Button>
        )}
      </div>
      <Dock>
        <Button onClick={onCancel}>
          <Trans>Thôi</Trans>
        </Button>
        <Button look="main" type="submit">
          <Trans>So với bản cũ</Trans>
        </Button>
      </Dock>
    </form>
  );
}
