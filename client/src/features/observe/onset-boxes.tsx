import { t } from '@lingui/core/macro';
import type { ComponentProps } from 'react';
import type { Onset } from './onset.ts';

type Box = ComponentProps<'input'>;

/** A 24-hour clock in two boxes: the browser's own time field may show AM and PM (UX40). */
export function OnsetBoxes({ hour, minute }: { hour: Box; minute: Box }) {
  const shared = {
    className: 'input',
    inputMode: 'numeric',
    autoComplete: 'off',
    maxLength: 2,
  } as const;
  return (
    <div className="clock2">
      <input {...shared} aria-label={t`Giờ`} {...hour} />
      <b aria-hidden="true">:</b>
      <input {...shared} aria-label={t`Phút`} {...minute} />
    </div>
  );
}

export function onsetProblemWords(onset: Onset, injected: string): string | undefined {
  if ('at' in onset) return undefined;
  switch (onset.problem) {
    case 'missing':
      return t`Ghi giờ bắt đầu.`;
    case 'unreadable':
      return t`Không có giờ này. Nhập như 08:34.`;
    case 'before-dose':
      return t`Trước giờ tiêm ${injected}.`;
    case 'in-future':
      return t`Giờ này chưa tới.`;
  }
}
