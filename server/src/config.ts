import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { StartTrouble } from './start-trouble.ts';
import { readTls } from './tls.ts';

const ROOT = resolve(import.meta.dirname, '../..');

const Setting = z.object({
  KHOP_PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  /** The address to listen at. Tablets reach the office through a proxy with TLS. */
  KHOP_HOST: z.string().default('localhost'),
  /** Where the embedded office keeps its database. */
  KHOP_DATA_DIR: z.string().default('data'),
  /** PostgreSQL instead of the embedded SQLite. */
  KHOP_DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//)
    .optional(),
  KHOP_CLIENT_DIR: z.string().default(join(ROOT, 'client', 'dist')),
  /** Addresses of the proxies in front of the office, whose word about the caller is taken. */
  KHOP_TRUST_PROXY: z.string().refine(isListOfProxies).optional(),
  /** PEM files of the certificate chain and its key: TLS ends in the office itself. */
  KHOP_TLS_CERT_FILE: z.string().optional(),
  KHOP_TLS_KEY_FILE: z.string().optional(),
  /** Whoever shows it may read /metrics; without it only this machine may. */
  KHOP_METRICS_TOKEN: z.string().min(16).optional(),
  KHOP_TRIES_PER_MINUTE: z.coerce.number().int().min(1).default(10),
  KHOP_LOG: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** Whether this process asks the population database; off where others do. */
  KHOP_CHECKS: z.enum(['on', 'off']).default('on'),
  KHOP_DEMO: z.enum(['on', 'off']).default('on'),
  KHOP_DEMO_SIZE: z.coerce.number().int().min(1).max(1_000_000).default(1000),
  KHOP_DEMO_SEED: z.coerce.number().int().default(1),
});

const SAYS: Record<string, string> = {
  KHOP_TRUST_PROXY:
    'must name each proxy by its address or its network of at most 256 (10.0.0.1, 10.0.0.0/24)',
  KHOP_METRICS_TOKEN: 'must have 16 signs or more',
  KHOP_PORT: 'must be a number from 0 to 65535',
  KHOP_DATABASE_URL: 'must begin with postgres://',
  KHOP_TRIES_PER_MINUTE: 'must be a whole number from 1',
  KHOP_LOG: 'must be debug, info, warn, error or silent',
  KHOP_CHECKS: 'must be on or off',
  KHOP_DEMO: 'must be on or off',
  KHOP_DEMO_SIZE: 'must be a whole number from 1 to 1000000',
  KHOP_DEMO_SEED: 'must be a whole number',
};

/**
 * Whoever is trusted here may say from which address a request comes, and so escape every limit of
 * an address. So no "everybody", no count of hops, no names: addresses, and networks of machines one
 * knows.
 */
function isListOfProxies(text: string): boolean {
  return text.split(',').every((each) => {
    const [address = '', prefix, ...more] = each.trim().split('/');
    const version = isIP(address);
    if (version === 0 || more.length > 0) return false;
    if (prefix === undefined) return true;
    const bits = version === 4 ? 32 : 128;
    return /^\d{1,3}$/.test(prefix) && Number(prefix) <= bits && Number(prefix) >= bits - 8;
  });
}

export type Config = {
  port: number;
  host: string;
  dataDir: string;
  /** `postgres://…` or the path of the SQLite file. */
  database: string;
  clientDir: string;
  trustProxy: string | false;
  triesPerMinute: number;
  tls: { cert: Buffer; key: Buffer } | null;
  metricsToken: string | null;
  log: string;
  hasChecks: boolean;
  demo: { seed: number; size: number } | null;
};

/** Reads the office's settings; a wrong one is one sentence that names it, never its value. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.entries(environment).filter(([, value]) => value !== '');
  const read = Setting.safeParse(Object.fromEntries(given));
  if (!read.success) {
    const name = String(read.error.issues[0]?.path[0] ?? 'a setting');
    throw new StartTrouble(`${name} ${SAYS[name] ?? 'is not understood'}.`);
  }
  const setting = read.data;
  return {
    port: setting.KHOP_PORT,
    host: setting.KHOP_HOST,
    dataDir: resolve(setting.KHOP_DATA_DIR),
    database: setting.KHOP_DATABASE_URL ?? join(resolve(setting.KHOP_DATA_DIR), 'office.sqlite'),
    clientDir: resolve(setting.KHOP_CLIENT_DIR),
    trustProxy: setting.KHOP_TRUST_PROXY ?? false,
    triesPerMinute: setting.KHOP_TRIES_PER_MINUTE,
    tls: readTls(setting.KHOP_TLS_CERT_FILE, setting.KHOP_TLS_KEY_FILE),
    metricsToken: setting.KHOP_METRICS_TOKEN ?? null,
    log: setting.KHOP_LOG,
    hasChecks: setting.KHOP_CHECKS === 'on',
    demo:
      setting.KHOP_DEMO === 'on'
        ? { seed: setting.KHOP_DEMO_SEED, size: setting.KHOP_DEMO_SIZE }
        : null,
  };
}
