import type { DeskPerson } from '@khop/shared/protocol/desk';
import { dayOf } from '@khop/shared/time';
import { t } from '@lingui/core/macro';
import { formatDay, formatMoment } from '../../app/format.ts';
import { doubtInBrief } from '../../parts/doubt-words.ts';
import { fieldText, fieldWords } from '../../parts/field-words.ts';
import { severityWords, symptomWords } from '../../parts/reaction-words.ts';
import { doseName, vaccineName } from '../../parts/vaccine-words.ts';
import type { MarkState } from '../../ui/mark.tsx';
import { Seam } from '../../ui/seam.tsx';
import { amendedFields, type HistoryStep, historyOf } from './history.ts';
import { saidWords } from './said-words.ts';

/** The record's history on the seam, oldest first. */
export function History({ found }: { found: DeskPerson }) {
  return (
    <Seam
      steps={historyOf(found.record).map((step) => ({
        key: step.key,
        ...told(step, found),
      }))}
    />
  );
}

/** One step in a line, as the history tells it. */
export function stepTitle(step: HistoryStep, found: DeskPerson): string {
  return told(step, found).title;
}

type Told = { state: MarkState; title: string; notes: string[] };

function told(step: HistoryStep, found: DeskPerson): Told {
  const notes =
    step.kind === 'verdict' ? [formatMoment(step.at), step.registry] : saidWords(found, step.by);
  // [AP6] [AP9] The step counts; whether the one who recorded it might is for people to ask.
  const flag =
    step.kind === 'verdict' ? undefined : found.flags.find((each) => each.entry === step.by.entry);
  if (flag?.flag === 'not-their-kind') {
    notes.push(t`Việc này không thuộc vai trò của người ghi. Lượt ghi vẫn được giữ.`);
  } else if (flag !== undefined) {
    notes.push(t`Người ghi không còn quyền ở cơ sở này lúc ghi. Lượt ghi vẫn được giữ.`);
  }
  switch (step.kind) {
    case 'verdict':
      return step.answer === 'match'
        ? { state: 'right', title: t`CSDL trả lời “đúng”`, notes }
        : { state: 'wrong', title: t`CSDL trả lời “sai”`, notes };
    case 'registered':
      return { state: 'received', title: t`Lập hồ sơ`, notes };
    case 'amended': {
      const after = { ...found.record.identity, ...step.changes };
      const changes = amendedFields(step.changes).map(
        (field) => `${fieldWords(field)}: ${fieldText(field, after)}`,
      );
      if (step.reason !== null) notes.push(step.reason);
      return { state: 'received', title: changes.join('; '), notes };
    }
    case 'dose': {
      const { ordinal, vaccine, lot, injectedAt } = step.dose;
      const on = formatDay(dayOf(injectedAt));
      const title = `${doseName(ordinal)} · ${on} · ${vaccineName(vaccine)} · ${lot}`;
      if (step.doubt === null) return { state: 'received', title, notes };
      return { state: 'warn', title, notes: [doubtInBrief(injectedAt, step.doubt), ...notes] };
    }
    case 'dose-amended':
      if (step.injectedAt !== null) {
        const at = formatMoment(step.injectedAt);
        notes.unshift(t`Giờ tiêm: ${at}`);
      }
      return { state: 'received', title: t`Sửa mũi tiêm: ${step.reason}`, notes };
    case 'dose-voided':
      return { state: 'exempt', title: t`Hủy mũi tiêm: ${step.reason}`, notes };
    case 'observed':
      return { state: 'received', title: observedWords(step.outcome), notes };
    case 'reaction': {
      const signs = step.reaction.symptoms.map(symptomWords).join(', ');
      const severity = severityWords(step.reaction.severity);
      return { state: 'warn', title: t`Phản ứng (${severity}): ${signs}`, notes };
    }
    case 'linked':
      return {
        state: 'received',
        title:
          step.judgement === 'same' ? t`Cùng một người với hồ sơ khác` : t`Khác người, không gộp`,
        notes,
      };
    case 'screened':
      return { state: 'received', title: t`Khám sàng lọc, không tiêm`, notes };
  }
}

function observedWords(outcome: 'well' | 'reaction' | 'left-early'): string {
  switch (outcome) {
    case 'well':
      return t`Theo dõi đủ, không phản ứng`;
    case 'reaction':
      return t`Theo dõi đủ, có phản ứng`;
    case 'left-early':
      return t`Về trước giờ`;
  }
}
