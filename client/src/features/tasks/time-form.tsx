import type { Instant } from '@khop/shared/time';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type SubmitEvent, useState } from 'react';
import { useOpenWork } from '../../app/use-updates.tsx';
import { useTablet } from '../../deps.tsx';
import { Button } from '../../ui/button.tsx';
import { Date3 } from '../../ui/date3.tsx';
import { Dock } from '../../ui/dock.tsx';
import { FieldGroup } from '../../ui/field.tsx';
import { boxesOf, type ReadTime, readTyped, type TypedTime } from './typed-time.ts';

/** The time of a dose from somebody's watch or the paper list, as a day and a 24-hour clock. */
export function TimeForm({
  initial,
  onTyped,
  onCancel,
}: {
  initial: Instant;
  onTyped: (at: Instant) => void;
  onCancel: () => void;
}) {
  const tablet = useTablet();
  useOpenWork(true);
  const [read, setRead] = useState<ReadTime | null>(null);
  const boxes = boxesOf(initial);
  const box = (name: keyof TypedTime) => ({ name, defaultValue: boxes[name] });

  function take(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const next = readTyped(typedIn(new FormData(event.currentTarget)), tablet.now());
    setRead(next);
    if ('at' in next) onTyped(next.at);
  }

  const clock = {
    className: 'input',
    inputMode: 'numeric',
    autoComplete: 'off',
    maxLength: 2,
  } as const;
  return (
    <form onSubmit={take} noValidate>
      <div className="task-form">
        <FieldGroup label={t`Ngày tiêm`}>
          <Date3
            words={{ day: t`Ngày`, month: t`Tháng`, year: t`Năm` }}
            day={box('day')}
            month={box('month')}
            year={box('year')}
          />
        </FieldGroup>
        <FieldGroup label={t`Giờ tiêm`} bad={problemWords(read)}>
          <div className="clock2">
            <input {...clock} aria-label={t`Giờ`} {...box('hour')} />
            <b aria-hidden="true">:</b>
            <input {...clock} aria-label={t`Phút`} {...box('minute')} />
          </div>
        </FieldGroup>
      </div>
      <Dock>
        <Button onClick={onCancel}>
          <Trans>Thôi</Trans>
        </Button>
        <Button look="main" type="submit">
          <Trans>Lưu giờ này</Trans>
        </Button>
      </Dock>
    </form>
  );
}

function typedIn(form: FormData): TypedTime {
  const of = (name: keyof TypedTime) => String(form.get(name) ?? '');
  return {
    day: of('day'),
    month: of('month'),
    year: of('year'),
    hour: of('hour'),
    minute: of('minute'),
  };
}

function problemWords(read: ReadTime | null): string | undefined {
  if (read === null || 'at' in read) return undefined;
  return read.problem === 'in-future'
    ? t`Giờ này chưa tới.`
    : t`Không có ngày giờ này. Nhập như 21/11/2026, 08:34.`;
}
