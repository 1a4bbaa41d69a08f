import type { Reaction } from '@khop/shared/dose';
import { type Doubt, openDoubt, saidAt } from '@khop/shared/dose-time';
import type { Identity, IdentityField, Verdict } from '@khop/shared/identity';
import type { Id } from '@khop/shared/ids';
import type { DoseRecord, PersonRecord, Said } from '@khop/shared/record';
import type { Instant } from '@khop/shared/time';

/** One thing that happened to a record, as the office folded it. */
export type HistoryStep = { key: string; at: Instant } & (
  | { kind: 'registered'; by: Said }
  | { kind: 'amended'; by: Said; changes: Partial<Identity>; reason: string | null }
  | { kind: 'dose'; by: Said; dose: DoseRecord['dose']; doubt: Doubt | null }
  | { kind: 'dose-amended'; by: Said; reason: string; injectedAt: Instant | null }
  | { kind: 'dose-voided'; by: Said; reason: string }
  | { kind: 'observed'; by: Said; outcome: 'well' | 'reaction' | 'left-early' }
  | { kind: 'reaction'; by: Said; reaction: Reaction }
  | { kind: 'verdict'; answer: Verdict['answer']; registry: string }
  | { kind: 'linked'; by: Said; other: Id; judgement: 'same' | 'different' }
  | { kind: 'screened'; by: Said; outcome: string }
);

/** Who said what, when, oldest first; nothing in a record is without its step (UX31). */
export function historyOf(record: PersonRecord): HistoryStep[] {
  const [first, ...amended] = record.versions;
  const steps: HistoryStep[] = [
    ...(first ? [step('registered', first, {})] : []),
    ...amended.map((by) => step('amended', by, { changes: by.changes, reason: by.reason })),
    ...record.doses.flatMap(doseSteps),
    ...record.verdicts.map(
      ({ check, answeredAt, answer, registry }): HistoryStep => ({
        key: `verdict:${check}`,
        at: answeredAt,
        kind: 'verdict',
        answer,
        registry,
      }),
    ),
    ...record.links.map(({ by, other, judgement }) => step('linked', by, { other, judgement })),
    ...record.screenings.map((by) => step('screened', by, { outcome: by.screening.outcome })),
  ];
  return steps.toSorted((a, b) => a.at.localeCompare(b.at));
}

function doseSteps(record: DoseRecord): HistoryStep[] {
  const { said, dose, amendments, voided, observation, reactions } = record;
  return [
    step('dose', said, { dose, doubt: openDoubt(record) }),
    ...amendments.map((by) =>
      step('dose-amended', by, {
        reason: by.reason,
        injectedAt: by.changes.injectedAt ?? null,
      }),
    ),
    ...(voided ? [step('dose-voided', voided, { reason: voided.reason })] : []),
    ...(observation ? [step('observed', observation, { outcome: observation.outcome })] : []),
    ...reactions.map((by) => step('reaction', by, { reaction: by.reaction })),
  ];
}

type SaidStep = Extract<HistoryStep, { by: Said }>;

function step<K extends SaidStep['kind']>(
  kind: K,
  { entry, at, skewMs, operator, journal }: Said,
  rest: Omit<Extract<SaidStep, { kind: K }>, 'key' | 'at' | 'by' | 'kind'>,
): HistoryStep {
  const by: Said = { entry, at, skewMs, operator, journal };
  // By the office's clock: two tablets' clocks would put what happened in a wrong order.
  return { key: `${kind}:${entry}`, at: saidAt(by), kind, by, ...rest } as HistoryStep;
}

/** Fields an amendment changed, in the order a card is read. */
export function amendedFields(changes: Partial<Identity>): IdentityField[] {
  const order: readonly IdentityField[] = [
    'fullName',
    'birthDate',
    'sex',
    'number',
    'oldNumber',
    'nationality',
  ];
  return order.filter((field) => changes[field] !== undefined);
}
