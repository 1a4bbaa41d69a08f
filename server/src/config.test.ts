import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

test('an office that is told nothing runs embedded at port 8080', () => {
  const config = readConfig({ KHOP_PORT: '', KHOP_DATA_DIR: '/srv/khop' });
  expect(config).toMatchObject({
    port: 8080,
    host: 'localhost',
    database: '/srv/khop/office.sqlite',
    trustProxy: false,
    triesPerMinute: 10,
    hasChecks: true,
  });
});

test('a wrong setting is one sentence that names it and keeps its value to itself', () => {
  const wrong = {
    KHOP_PORT: '80 80',
    KHOP_DATABASE_URL: 'mysql://secret',
    KHOP_LOG: 'loud',
    KHOP_DEMO_SIZE: '-7',
  };
  for (const [name, value] of Object.entries(wrong)) {
    const read = () => readConfig({ [name]: value });
    expect(read).toThrow(new RegExp(`^${name} must .*\\.$`));
    expect(read).not.toThrow(value);
  }
});
