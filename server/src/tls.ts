import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { StartTrouble } from './start-trouble.ts';

/** The certificate and key of the office, held against one another; null where TLS ends elsewhere. */
export function readTls(
  certFile: string | undefined,
  keyFile: string | undefined,
): { cert: Buffer; key: Buffer } | null {
  if (certFile === undefined && keyFile === undefined) return null;
  if (certFile === undefined || keyFile === undefined) {
    throw new StartTrouble('KHOP_TLS_CERT_FILE and KHOP_TLS_KEY_FILE go together: set both.');
  }
  const cert = read('KHOP_TLS_CERT_FILE', certFile);
  const key = read('KHOP_TLS_KEY_FILE', keyFile);
  try {
    createSecureContext({ cert, key });
  } catch (error) {
    throw new StartTrouble(
      'KHOP_TLS_CERT_FILE and KHOP_TLS_KEY_FILE are no certificate and its key (PEM).',
      error,
    );
  }
  return { cert, key };
}

function read(name: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new StartTrouble(`${name} cannot be read: check its path and owner.`, error);
  }
}
