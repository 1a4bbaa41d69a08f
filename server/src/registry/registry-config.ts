import type { Clock } from '@khop/shared/time';
import { z } from 'zod';
import { type FindCitizens, fileRegistry } from './file-registry.ts';
import { httpRegistry } from './http-registry.ts';
import type { Registry } from './registry.ts';

const Text = z.string().min(1);
const Count = (fallback: string) =>
  z
    .string()
    .regex(/^[1-9]\d{0,6}$/)
    .default(fallback)
    .transform(Number);

/** `account=number,account=number`: in whose name each account's questions are asked (MaCanBo). */
const Officers = z
  .string()
  .default('')
  .transform((text) => new Map(text.split(',').flatMap(readOfficer)));

function readOfficer(pair: string): [string, string][] {
  const [account = '', number = ''] = pair.split('=').map((each) => each.trim());
  return account !== '' && /^\d{12}$/.test(number) ? [[account, number]] : [];
}

const Quota = {
  /** Questions a second this process may ask. */
  KHOP_CHECKS_PER_SECOND: Count('200'),
  KHOP_CHECKS_PORTION: Count('200'),
};

/** The part of the environment that says which population database answers, and how it is asked. */
export const RegistryConfig = z.discriminatedUnion('KHOP_REGISTRY', [
  z.object({
    KHOP_REGISTRY: z.literal('file').default('file'),
    /** Whether marks count: `strict` as in the batch of 2021, `folded` as the SOAP service. */
    KHOP_REGISTRY_NAMES: z.enum(['strict', 'folded']).default('strict'),
    ...Quota,
  }),
  z.object({
    KHOP_REGISTRY: z.literal('http'),
    KHOP_GATEWAY_URL: z.url(),
    KHOP_GATEWAY_OPERATION: z.enum(['verify', 'lookup']).default('verify'),
    KHOP_GATEWAY_USER: Text,
    KHOP_GATEWAY_SECRET: Text,
    KHOP_GATEWAY_CLIENT: Text.optional(),
    KHOP_GATEWAY_API_KEY: Text.optional(),
    KHOP_GATEWAY_PROCEDURE: Text,
    KHOP_GATEWAY_UNIT: Text,
    KHOP_GATEWAY_ACCOUNT: Text,
    KHOP_GATEWAY_PHONE: z.string().default('0'),
    KHOP_GATEWAY_NAMES: z.enum(['spaced', 'no-apostrophe', 'joined']).default('no-apostrophe'),
    /** Own ID number of the officer for accounts that have none of their own. */
    KHOP_GATEWAY_OFFICER: z
      .string()
      .regex(/^\d{12}$/)
      .optional(),
    KHOP_GATEWAY_OFFICERS: Officers,
    KHOP_GATEWAY_PARALLEL: Count('4'),
    KHOP_GATEWAY_TIMEOUT_MS: Count('20000'),
    ...Quota,
    KHOP_CHECKS_PER_SECOND: Count('20'),
    KHOP_CHECKS_PORTION: Count('50'),
  }),
]);
export type RegistryConfig = z.infer<typeof RegistryConfig>;

/** Reads the environment; an office that says nothing of a registry has the file. */
export function readRegistryConfig(
  environment: Record<string, string | undefined>,
): RegistryConfig {
  return RegistryConfig.parse({
    ...environment,
    KHOP_REGISTRY: environment.KHOP_REGISTRY || 'file',
  });
}

const MAX_ANSWER_BYTES = 256 * 1024;

export function openRegistry(
  config: RegistryConfig,
  world: {
    findCitizens: FindCitizens;
    hasPopulation(): Promise<boolean>;
    fetch: typeof globalThis.fetch;
    clock: Clock;
  },
): Registry {
  if (config.KHOP_REGISTRY === 'file') {
    const { findCitizens, hasPopulation } = world;
    return fileRegistry({ findCitizens, hasPopulation, names: config.KHOP_REGISTRY_NAMES });
  }
  return httpRegistry({
    fetch: world.fetch,
    clock: world.clock,
    officerId: (account) =>
      config.KHOP_GATEWAY_OFFICERS.get(account) ?? config.KHOP_GATEWAY_OFFICER ?? null,
    settings: {
      url: config.KHOP_GATEWAY_URL,
      operation: config.KHOP_GATEWAY_OPERATION,
      user: config.KHOP_GATEWAY_USER,
      secret: config.KHOP_GATEWAY_SECRET,
      client: config.KHOP_GATEWAY_CLIENT ?? null,
      apiKey: config.KHOP_GATEWAY_API_KEY ?? null,
      procedure: config.KHOP_GATEWAY_PROCEDURE,
      unit: config.KHOP_GATEWAY_UNIT,
      account: config.KHOP_GATEWAY_ACCOUNT,
      phone: config.KHOP_GATEWAY_PHONE,
      nameStyle: config.KHOP_GATEWAY_NAMES,
      parallel: config.KHOP_GATEWAY_PARALLEL,
      timeoutMs: config.KHOP_GATEWAY_TIMEOUT_MS,
      maxBytes: MAX_ANSWER_BYTES,
    },
  });
}
