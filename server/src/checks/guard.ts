import { hash } from 'node:crypto';
import type { FourFields } from '@khop/shared/identity';
import {
  alarmingFields,
  judgeQuestion,
  ORACLE_FIELDS,
  type OracleField,
  oracleValues,
} from '@khop/shared/oracle';
import { type Day, dayOf, fromInstant, startOfDay } from '@khop/shared/time';
import { countAskedBy, holdCheck, insertAlerts, insertAsked, readAsked } from '../store/asked.ts';
import { recordAct } from '../store/audit.ts';
import type { CheckJob } from '../store/jobs.ts';
import type { OracleAlertTable, OracleAskedTable } from '../store/oracle-tables.ts';
import type { Tx } from '../store/store.ts';

/** Later than any worker lives: only a second person ends it. */
const NEVER = Number.MAX_SAFE_INTEGER;

/** A citizen is known by the number, whatever record it stands in. */
export function citizenKey({ number }: FourFields): string {
  return short(`${number.kind}:${number.value}`);
}

/**
 * [G1] Of the questions a worker has claimed, those that may be asked; they count from now on, also
 * if the worker dies before it asks. The others wait for the next day or for a second person.
 */
export async function guardQuestions(
  tx: Tx,
  worker: string,
  jobs: readonly CheckJob[],
): Promise<{ jobs: CheckJob[]; alerts: OracleAlertTable[] }> {
  const now = tx.clock.now();
  const today = dayOf(now);
  const citizens = unique(jobs.map(({ fields }) => citizenKey(fields)));
  const subjects = unique(jobs.map(({ subject }) => subject));
  const officers = unique(jobs.map(({ officer }) => officer));
  const asked = await readAsked(tx, { citizens, subjects, officers });
  const countByOfficer = await countAskedBy(tx, officers, today);
  const before = asked.length;
  const free: CheckJob[] = [];
  for (const job of jobs) {
    const row = rowFor(job, today);
    const isKnown = asked.some((each) => isSameQuestion(each, row));
    const count = countByOfficer.get(job.officer) ?? 0;
    const judged =
      job.releasedBy === null
        ? judgeQuestion({ isKnown, ...countVariants(asked, row, today), questionsToday: count })
        : 'ask';
    if (judged !== 'ask') {
      const until = judged === 'variants-ever' ? NEVER : nextDay(today);
      await holdCheck(tx, worker, { id: job.id, why: judged, until });
      continue;
    }
    free.push(job);
    if (isKnown) continue;
    asked.push(row);
    if (job.releasedBy === null) countByOfficer.set(job.officer, count + 1);
  }
  const fresh = asked.slice(before);
  await insertAsked(tx, fresh);
  return { jobs: free, alerts: await raiseAlerts(tx, asked, fresh) };
}

function rowFor({ fields, subject, officer, key, releasedBy }: CheckJob, day: Day) {
  const values = oracleValues(fields);
  return {
    citizen: citizenKey(fields),
    variant: short(key),
    subject,
    officer,
    asked_on: day,
    field_hashes: ORACLE_FIELDS.map((field) => short(values[field]).slice(0, 10)).join('.'),
    released_by: releasedBy,
  };
}

function isSameQuestion(left: OracleAskedTable, right: OracleAskedTable): boolean {
  return left.citizen === right.citizen && left.variant === right.variant;
}

/** Of the number and of the record, whichever was asked about more: both lead to the citizen. */
function countVariants(asked: readonly OracleAskedTable[], row: OracleAskedTable, today: Day) {
  const unreleased = asked.filter(({ released_by }) => released_by === null);
  const ofNumber = unreleased.filter(({ citizen }) => citizen === row.citizen);
  const ofRecord = unreleased.filter(({ subject }) => subject === row.subject);
  const isToday = ({ asked_on }: OracleAskedTable) => asked_on === today;
  return {
    variantsEver: Math.max(ofNumber.length, ofRecord.length),
    variantsToday: Math.max(ofNumber.filter(isToday).length, ofRecord.filter(isToday).length),
  };
}

/** [G4] Told once for a citizen and field: to the audit, and to the desk. */
async function raiseAlerts(
  tx: Tx,
  asked: readonly OracleAskedTable[],
  fresh: readonly OracleAskedTable[],
): Promise<OracleAlertTable[]> {
  const at = tx.clock.now();
  const found = fresh.flatMap((row) => {
    const { citizen, subject, officer } = row;
    const about = asked.filter((each) => each.citizen === citizen || each.subject === subject);
    return alarmingFields(countValues(about)).map((field) => {
      // The number itself was varied: then the record is what stays the same.
      const key = field === 'number' ? short(subject) : citizen;
      return { citizen: key, field, subject, officer, at };
    });
  });
  const once = new Map(found.map((alert) => [`${alert.citizen} ${alert.field}`, alert]));
  const alerts = await insertAlerts(tx, [...once.values()]);
  for (const { subject, field, officer } of alerts) {
    await recordAct(tx, { who: officer, act: 'oracle-alert', object: `${subject}:${field}` });
  }
  return alerts;
}

function countValues(rows: readonly OracleAskedTable[]): Record<OracleField, number> {
  const split = rows.map(({ field_hashes }) => field_hashes.split('.'));
  const count = (nth: number) => new Set(split.map((hashes) => hashes[nth])).size;
  const [fullName, sex, birthDate, number] = ORACLE_FIELDS.map((_, nth) => count(nth));
  return {
    fullName: fullName ?? 0,
    sex: sex ?? 0,
    birthDate: birthDate ?? 0,
    number: number ?? 0,
  };
}

function nextDay(day: Day): number {
  return fromInstant(startOfDay(day)) + 24 * 3_600_000;
}

function short(text: string): string {
  return hash('sha256', text).slice(0, 32);
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
