import { type Day, dayOf } from '@khop/shared/time';
import { plural, t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { formatDuration, formatMoment, formatTime } from '../../app/format.ts';
import { dayInList } from '../../parts/day-in-list.ts';
import { fieldWords } from '../../parts/field-words.ts';
import { hintSentence } from '../../parts/hint-words.ts';
import { birthWords } from '../../parts/person-words.ts';
import { language } from '../../parts/spoken-language.ts';
import { doseName } from '../../parts/vaccine-words.ts';
import { StepPill } from '../../ui/step-pill.tsx';
import type { WorkLine } from './work-list.ts';

/** One task: whose, why (for this very person), since when, how often asked. */
export function TaskLine({ line, now }: { line: WorkLine; now: number }) {
  const { task, person } = line;
  const isRechecking = task.state === 'rechecking';
  return (
    <li>
      <Link className="task" to="/task/$id" params={{ id: task.id }}>
        <span className="name">{person.fullName}</span>
        <span className="age nowrap">
          {formatDuration(now - Date.parse(task.since), language())}
        </span>
        <span className="why">{whyWords(line)}</span>
        <span className="sub dots">
          {notes(line, dayOf(now)).map((note) => (
            <span key={note}>{note}</span>
          ))}
        </span>
        {isRechecking && <StepPill state="unchecked">{t`Đang đối sánh lại`}</StepPill>}
      </Link>
    </li>
  );
}

function whyWords({ task, person, cause, amendedAt }: WorkLine): string {
  if (task.state === 'rechecking') {
    const at = amendedAt === null ? '' : formatTime(amendedAt);
    return t`Đã sửa lúc ${at}, chờ câu trả lời mới`;
  }
  if (task.kind === 'incomplete') {
    const fields = task.missing.map((field) => fieldWords(field).toLocaleLowerCase()).join(', ');
    return t`Còn thiếu: ${fields}`;
  }
  if (task.kind === 'conflict') {
    const fields = task.conflicts.map(({ field }) => fieldWords(field).toLocaleLowerCase());
    return t`Hai bản khác nhau: ${[...new Set(fields)].join(', ')}`;
  }
  if (task.kind === 'time') {
    const at = formatMoment(task.recorded);
    return t`Giờ tiêm đang ghi: ${at}`;
  }
  return cause === null
    ? t`Đối chiếu với thẻ từng ô`
    : hintSentence(cause, birthWords(person.birthDate));
}

function notes({ task, person, triesToday }: WorkLine, today: Day): string[] {
  const words: string[] = [];
  if (person.lastDose) {
    const { ordinal, on } = person.lastDose;
    const when = on === today ? t`hôm nay` : dayInList(on, today);
    words.push(`${doseName(ordinal)} · ${when}`);
  }
  if (task.kind === 'mismatch') {
    words.push(plural(task.tries, { other: 'đã hỏi # lần' }));
    if (triesToday > 0) words.push(plural(triesToday, { other: 'hôm nay # lần' }));
  }
  return words;
}
