import type { Hint } from '@khop/shared/hint';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { fieldWords } from '../../parts/field-words.ts';
import { hintSentence, hintTitle } from '../../parts/hint-words.ts';
import { Button } from '../../ui/button.tsx';
import { Part } from '../../ui/part.tsx';

/** Our own guesses, the likeliest first. Each opens the form with its proposal in the box. */
export function CauseList({
  causes,
  birth,
  onTake,
}: {
  causes: readonly Hint[];
  birth: string;
  onTake: (cause: Hint) => void;
}) {
  // Four boxes typed by hand are one cause, and its cure is the main act of the screen.
  const typed = causes.filter((cause) => cause.code === 'typed');
  const others = causes.filter((cause) => cause.code !== 'typed');
  return (
    <Part title={t`Có thể do`}>
      {causes.length === 0 ? (
        <p className="soft">
          <Trans>Máy không thấy gì lạ. Đối chiếu thẻ từng ô.</Trans>
        </p>
      ) : (
        <ol className="sheet causes">
          {others.map((cause, at) => (
            <li key={`${cause.code}:${cause.field}:${cause.detail ?? ''}`}>
              <span className="n">{at + 1}</span>
              <div>
                <b>{hintTitle(cause.code)}</b>
                <p>{hintSentence(cause, birth)}</p>
              </div>
              <Button onClick={() => onTake(cause)}>{actWords(cause)}</Button>
            </li>
          ))}
          {typed.length > 0 && (
            <li>
              <span className="n">{others.length + 1}</span>
              <div>
                <b>{hintTitle('typed')}</b>
                <p>{typed.map(({ field }) => fieldWords(field)).join(', ')}</p>
              </div>
            </li>
          )}
        </ol>
      )}
      <p className="soft">
        <Trans>Gợi ý do máy suy đoán. Đối chiếu thẻ trước khi điền.</Trans>
      </p>
    </Part>
  );
}

function actWords({ code, field, detail }: Hint): string {
  const proposes = code === 'id-lost-zero' || code === 'id-old-cmnd' || code === 'dob-swap';
  if (detail !== undefined && (proposes || code === 'name-near')) {
    if (field === 'number') return t`Điền số này`;
    return field === 'birthDate' ? t`Điền ngày này` : t`Điền tên này`;
  }
  switch (field) {
    case 'fullName':
      return t`Sửa họ tên`;
    case 'birthDate':
      return t`Sửa ngày sinh`;
    case 'sex':
      return t`Sửa giới tính`;
    case 'number':
      return t`Sửa số`;
  }
}
