import type { PersonRecord } from '@khop/shared/record';
import type { Task } from '@khop/shared/task';
import { dayOf } from '@khop/shared/time';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { IconChevronLeft } from '@tabler/icons-react';
import { formatDay, formatTime } from '../../app/format.ts';
import { useTablet } from '../../deps.tsx';
import { fieldWords } from '../../parts/field-words.ts';
import { ButtonTo } from '../../parts/links.tsx';
import { doseName, vaccineName } from '../../parts/vaccine-words.ts';
import { Head } from '../../ui/head.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Say } from '../../ui/say.tsx';
import { triesOn } from './work-list.ts';

export function TaskHead({ record }: { record: PersonRecord | null }) {
  const last = record?.doses.findLast((each) => each.voided === null)?.dose;
  return (
    <Head
      title={record?.identity.fullName ?? <Trans>Việc cần sửa</Trans>}
      sub={
        last && (
          <span className="dots">
            <span>{doseName(last.ordinal)}</span>
            <span>{formatDay(dayOf(last.injectedAt))}</span>
            <span>{vaccineName(last.vaccine)}</span>
          </span>
        )
      }
      back={
        <ButtonTo look="icon" to="/tasks" aria-label={t`Về danh sách việc`}>
          <Icon of={IconChevronLeft} />
        </ButtonTo>
      }
    />
  );
}

export type IdentityTask = Exclude<Task, { kind: 'time' }>;

/** What the office or the registry said, and what is being done about it. */
export function TaskState({ task, record }: { task: IdentityTask; record: PersonRecord }) {
  const tablet = useTablet();
  if (task.kind === 'conflict') {
    return (
      <Say state="act" title={<Trans>Hai máy sửa cùng một ô, mỗi máy một khác.</Trans>}>
        <Trans>Cả hai bản còn đủ. Chọn bản đúng cho từng ô.</Trans>
      </Say>
    );
  }
  if (task.kind === 'incomplete') {
    const missing = task.missing.map((field) => fieldWords(field).toLocaleLowerCase()).join(', ');
    return (
      <Say state="act" title={t`Còn thiếu: ${missing}.`}>
        <Trans>Chưa đủ bốn thông tin nên chưa hỏi được CSDL dân cư.</Trans>
      </Say>
    );
  }
  if (task.state === 'rechecking') {
    const amendedAt = record.versions.at(-1)?.at;
    const at = amendedAt === undefined ? '' : formatTime(amendedAt);
    return (
      <Say state="unchecked" role="status" title={<Trans>Đang đối sánh lại.</Trans>}>
        <Trans>
          Đã sửa lúc {at}. Việc tự đóng khi CSDL dân cư trả lời “đúng”, kể cả khi máy khóa.
        </Trans>
      </Say>
    );
  }
  return (
    <Say state="act" title={<Trans>CSDL dân cư trả lời “sai”, không nêu trường nào.</Trans>}>
      {answeredWords(task, record, tablet.now())}
    </Say>
  );
}

function answeredWords(
  task: Extract<Task, { kind: 'mismatch' }>,
  record: PersonRecord,
  nowMs: number,
): string {
  const today = dayOf(nowMs);
  const day = dayOf(task.since);
  const time = formatTime(task.since);
  const when = day === today ? t`${time} hôm nay` : `${time} ${formatDay(day)}`;
  const asked = [plural(task.tries, { other: 'đã hỏi # lần' })];
  const triesToday = triesOn(record, today);
  if (triesToday > 0) asked.push(plural(triesToday, { other: 'hôm nay # lần' }));
  const tries = asked.join(', ');
  return t`Trả lời cho cả bốn thông tin dưới đây, lúc ${when}; ${tries}.`;
}
