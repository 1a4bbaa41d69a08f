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

test('proxies are trusted one by one, or as a small network; never everybody', () => {
  const trusted = (KHOP_TRUST_PROXY: string) => readConfig({ KHOP_TRUST_PROXY }).trustProxy;
  for (const good of ['10.0.0.1', '10.0.0.1, 10.0.0.2', '10.1.2.0/24', '::1', '2001:db8::/120']) {
    expect(trusted(good)).toBe(good);
  }
  for (const bad of [
    'true',
    '1',
    'loopback',
    '0.0.0.0/0',
    '10.0.0.0/8',
    '::/0',
    '10.0.0.1/24/1',
    '*',
  ]) {
    expect(() => trusted(bad)).toThrow(/^KHOP_TRUST_PROXY must .*\.$/);
  }
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
