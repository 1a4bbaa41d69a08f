import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { withSecretFiles } from './secret-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'khop-secrets-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('[A26] each secret may stand in a file; its last line end is none of it', () => {
  for (const name of ['KHOP_DATABASE_URL', 'KHOP_GATEWAY_SECRET', 'KHOP_METRICS_TOKEN']) {
    const file = join(folder, name);
    writeFileSync(file, ' bí mật \r\n');
    expect(withSecretFiles({ [`${name}_FILE`]: file, KHOP_PORT: '1' })).toMatchObject({
      [name]: ' bí mật ',
      KHOP_PORT: '1',
    });
  }
});

test('[A26] a secret twice, no file and an empty one are one sentence without the secret', () => {
  const file = join(folder, 'empty');
  writeFileSync(file, '\n');
  const read = (more: object) => () => withSecretFiles({ KHOP_GATEWAY_SECRET_FILE: file, ...more });
  expect(read({})).toThrow(/^KHOP_GATEWAY_SECRET_FILE is empty\.$/);
  expect(read({ KHOP_GATEWAY_SECRET: 'bí mật' })).toThrow(/are both set/);
  expect(read({ KHOP_GATEWAY_SECRET: 'bí mật' })).not.toThrow(/bí mật/);
  const none = { KHOP_GATEWAY_SECRET_FILE: join(folder, 'none') };
  expect(read(none)).toThrow(/cannot be read: check its path and owner\.$/);
});
