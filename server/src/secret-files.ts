import { readFileSync } from 'node:fs';
import { StartTrouble } from './start-trouble.ts';

/** Settings that are, or hold, a secret: each may stand in a file instead (Docker and systemd give them so). */
const SECRETS = [
  'KHOP_DATABASE_URL',
  'KHOP_GATEWAY_USER',
  'KHOP_GATEWAY_SECRET',
  'KHOP_GATEWAY_API_KEY',
  'KHOP_METRICS_TOKEN',
];

type Environment = Record<string, string | undefined>;

/**
 * The environment with `NAME_FILE` read into `NAME`, for each secret. A file that cannot be read, is
 * empty, or stands beside the setting itself is one sentence, without a byte of what is in it.
 */
export function withSecretFiles(environment: Environment): Environment {
  const read: Environment = { ...environment };
  for (const name of SECRETS) {
    const file = environment[`${name}_FILE`] ?? '';
    if (file === '') continue;
    if ((environment[name] ?? '') !== '') {
      throw new StartTrouble(`${name} and ${name}_FILE are both set: keep the file.`);
    }
    read[name] = contentOf(name, file);
  }
  return read;
}

function contentOf(name: string, file: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    throw new StartTrouble(`${name}_FILE cannot be read: check its path and owner.`, error);
  }
  if (text === '') throw new StartTrouble(`${name}_FILE is empty.`);
  return text;
}
