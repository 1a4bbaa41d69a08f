import { newId } from '@khop/shared/ids';
import type { Reads, Tx } from './store.ts';

const DAY_MS = 86_400_000;

/** How long each class of data stays after it has served, in days. */
export type Periods = {
  /**
   * Ended sessions. Entries name the grant they were made under, and a tablet may hand them over up
   * to 400 days later [I15]: what they were allowed must still be known then.
   */
  sessions: number;
  enrolments: number;
  /** The registry's answers word for word; the verdicts drawn from them are entries and stay. */
  answers: number;
};

export const PERIODS: Periods = { sessions: 400, enrolments: 30, answers: 365 };

export type RetentionClass = { data: string; rows: number; why: string };

/**
 * What has served and may go, by class of data. Entries, records and the audit are not among them:
 * they never go.
 */
export async function findServed(reads: Reads, periods: Periods): Promise<RetentionClass[]> {
  const count = async (of: { executeTakeFirstOrThrow(): Promise<{ count: number }> }) =>
    Number((await of.executeTakeFirstOrThrow()).count);
  const { db } = reads;
  const at = edges(reads, periods);
  const all = db.fn.countAll<number>().as('count');
  const sessions = db.selectFrom('session').select(all).where('expires_at', '<', at.sessions);
  const enrolments = db.selectFrom('enrolment').select(all).where('expires_at', '<', at.enrolments);
  const halves = db.selectFrom('half_session').select(all).where('expires_at', '<', at.day);
  const ceremonies = db.selectFrom('ceremony').select(all).where('expires_at', '<', at.day);
  const staged = db.selectFrom('population_staged').select(all).where('list', '<', at.list);
  const answers = db
    .selectFrom('answer')
    .select(all)
    .where('answered_at', '<', at.answers)
    .where('raw', '<>', '');
  const rows = async (data: string, of: Parameters<typeof count>[0], why: string) => ({
    data,
    rows: await count(of),
    why,
  });
  return [
    await rows('sessions', sessions, `over for ${periods.sessions} days`),
    await rows('codes for tablets', enrolments, `expired for ${periods.enrolments} days`),
    await rows('half sign-ins', halves, 'expired for a day'),
    await rows('passkey questions', ceremonies, 'expired for a day'),
    await rows('rows of broken-off population lists', staged, 'begun a day ago and never adopted'),
    await rows('raw texts of answers', answers, `answered ${periods.answers} days ago`),
  ];
}

/** Lets go what `findServed` tells. A raw text is emptied; that it was asked and answered stays. */
export async function removeServed(tx: Tx, periods: Periods): Promise<void> {
  const { db } = tx;
  const at = edges(tx, periods);
  await db.deleteFrom('session').where('expires_at', '<', at.sessions).execute();
  await db.deleteFrom('enrolment').where('expires_at', '<', at.enrolments).execute();
  await db.deleteFrom('half_session').where('expires_at', '<', at.day).execute();
  await db.deleteFrom('ceremony').where('expires_at', '<', at.day).execute();
  await db.deleteFrom('population_staged').where('list', '<', at.list).execute();
  await db
    .updateTable('answer')
    .set({ raw: '' })
    .where('answered_at', '<', at.answers)
    .where('raw', '<>', '')
    .execute();
}

function edges({ clock, random }: Reads, periods: Periods) {
  const now = clock.now();
  return {
    sessions: now - periods.sessions * DAY_MS,
    enrolments: now - periods.enrolments * DAY_MS,
    answers: now - periods.answers * DAY_MS,
    day: now - DAY_MS,
    // A list's id tells when it was begun.
    list: newId(now - DAY_MS, random),
  };
}
