import { existsSync, mkdirSync } from 'node:fs';
import type { Logger } from 'pino';
import { buildApp } from './app.ts';
import { type RunningChecks, startChecks } from './checks/start-checks.ts';
import { machineSleep } from './cli/machine.ts';
import type { Config } from './config.ts';
import type { AppDeps } from './http/deps.ts';
import type { RegistryConfig } from './registry/registry-config.ts';
import { openRegistry } from './registry/registry-config.ts';
import { troubleListening, troubleOpening } from './start-trouble.ts';
import { openStore } from './store/open-store.ts';
import { findCitizens, hasPopulation } from './store/population.ts';
import type { Store, World } from './store/store.ts';

export type Office = {
  /** `http://host:port`, as a browser on this machine reaches it. */
  address: string;
  store: Store;
  /** Ends open lines, lets pushes under way be answered, then closes the database. */
  stop(): Promise<void>;
};

export type OfficeParts = {
  config: Config;
  registry: RegistryConfig;
  world: World;
  log: Logger;
  duties?: AppDeps['duties'];
  /** Looks at the open store before the door opens; answers with further routes. */
  prepare?: (store: Store) => Promise<AppDeps['more']>;
};

/** Opens the database, starts the worker, builds the door and listens. Throws StartTrouble. */
export async function openOffice({
  config,
  registry,
  world,
  log,
  duties,
  prepare,
}: OfficeParts): Promise<Office> {
  const store = await openDatabase(config, world);
  let checks: RunningChecks | null = null;
  try {
    const more = (await prepare?.(store)) ?? [];
    checks = config.hasChecks ? startWorker(store, registry, world, log) : null;
    const app = await buildApp({
      store,
      ...world,
      log,
      clientDir: existsSync(config.clientDir) ? config.clientDir : null,
      trustProxy: config.trustProxy,
      triesPerMinute: config.triesPerMinute,
      ...(config.tls === null ? {} : { tls: config.tls }),
      ...(config.metricsToken === null ? {} : { metricsToken: config.metricsToken }),
      checks: checks === null ? null : checks.state,
      ...(duties === undefined ? {} : { duties }),
      more,
    });
    const address = await app.listen({ port: config.port, host: config.host }).catch((error) => {
      throw troubleListening(error, config) ?? error;
    });
    return {
      address: address.replace('[::1]', 'localhost').replace('127.0.0.1', 'localhost'),
      store,
      async stop() {
        await app.close();
        await checks?.stop();
        await store.close();
      },
    };
  } catch (error) {
    await checks?.stop();
    await store.close();
    throw error;
  }
}

async function openDatabase(config: Config, world: World): Promise<Store> {
  const isPostgres = config.database.startsWith('postgres');
  try {
    mkdirSync(config.dataDir, { recursive: true });
    return await openStore(config.database, world);
  } catch (error) {
    throw troubleOpening(error, { dataDir: config.dataDir, isPostgres }) ?? error;
  }
}

function startWorker(store: Store, config: RegistryConfig, world: World, log: Logger) {
  const registry = openRegistry(config, {
    findCitizens: (asked) => store.read((reads) => findCitizens(reads, asked)),
    hasPopulation: () => store.read(hasPopulation),
    fetch: globalThis.fetch,
    clock: world.clock,
  });
  return startChecks({
    store,
    registry,
    ...world,
    log,
    rate: { perSecond: config.KHOP_CHECKS_PER_SECOND, portion: config.KHOP_CHECKS_PORTION },
    sleep: machineSleep,
  });
}
