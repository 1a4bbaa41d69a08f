import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { troubleOpening } from './start-trouble.ts';
import { StoreTrouble } from './store/store.ts';

const place = { dataDir: '/srv/khop', isPostgres: false };

test.each(['SQLITE_IOERR', 'SQLITE_IOERR_FSYNC', 'SQLITE_IOERR_READ'])(
  'a disk that fails while the office opens (%s) is one sentence',
  (code) => {
    const cause = new Database.SqliteError('disk I/O error', code);
    for (const error of [cause, new StoreTrouble('broken', cause)]) {
      expect(troubleOpening(error, place)?.message).toBe(
        'The disk under /srv/khop fails: look at the machine’s disk before starting again.',
      );
    }
  },
);

test.each(['57P03', '57P01', 'ECONNREFUSED'])(
  'a PostgreSQL that starts, goes down or is not there (%s) is one sentence',
  (code) => {
    const error = Object.assign(new Error('the database system is starting up'), { code });
    expect(troubleOpening(error, { ...place, isPostgres: true })?.message).toBe(
      'No PostgreSQL answers at KHOP_DATABASE_URL.',
    );
  },
);

test('a bug stays a bug', () => {
  expect(troubleOpening(new TypeError('x is not a function'), place)).toBeNull();
});
