import { parseArgs } from 'node:util';
import { recordAct } from '../store/audit.ts';
import { openStore } from '../store/open-store.ts';
import { findServed, PERIODS, removeServed } from '../store/retention.ts';
import { placeOf } from './backup-say.ts';
import type { Io } from './json-lines.ts';
import { machine } from './machine.ts';

const options = {
  data: { type: 'string' },
  database: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  sessions: { type: 'string', default: String(PERIODS.sessions) },
  enrolments: { type: 'string', default: String(PERIODS.enrolments) },
  answers: { type: 'string', default: String(PERIODS.answers) },
} as const;

const USAGE =
  'khop retention [--dry-run] [--sessions 400] [--enrolments 30] [--answers 365] [--data DIR | --database LOCATION]\n';

/**
 * Lets go what has served: one JSON line for each class of data, with how many rows and why. With
 * `--dry-run` nothing goes. Sessions cannot be kept shorter than tablets may be away.
 */
export async function run(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args, options });
  const { sessions, enrolments, answers } = values;
  const days = [sessions, enrolments, answers].map(Number);
  const isWrong = days.some((each) => !Number.isInteger(each) || each < 1);
  if (isWrong || Number(sessions) < PERIODS.sessions) {
    await io.stdout.write(USAGE);
    return 2;
  }
  const periods = {
    sessions: Number(sessions),
    enrolments: Number(enrolments),
    answers: Number(answers),
  };
  const store = await openStore(placeOf(values, process.env).location, machine);
  try {
    const served = await store.read((reads) => findServed(reads, periods));
    const goes = !values['dry-run'];
    if (goes) {
      await store.write(async (tx) => {
        await removeServed(tx, periods);
        const object = served.map(({ data, rows }) => `${data}=${rows}`).join(' ');
        await recordAct(tx, { who: 'retention', act: 'removed', object });
      });
    }
    for (const each of served) {
      await io.stdout.write(`${JSON.stringify({ ...each, gone: goes })}\n`);
    }
    return 0;
  } finally {
    await store.close();
  }
}
