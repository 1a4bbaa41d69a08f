import * as z from 'zod';
import { readBackupConfig } from './backup/backup-config.ts';
import { withCopies } from './backup/office-copies.ts';
import { machine } from './cli/machine.ts';
import { type Config, readConfig } from './config.ts';
import { makeLog } from './log.ts';
import { type Office, type OfficeParts, openOffice } from './open-office.ts';
import { readRegistryConfig } from './registry/registry-config.ts';
import { StartTrouble } from './start-trouble.ts';

/**
 * Runs the office of this process until SIGTERM or SIGINT. What keeps it from starting is one
 * sentence on stderr and exit code 1.
 */
export async function runOffice(
  environment: NodeJS.ProcessEnv,
  more: {
    before?: (config: Config) => Promise<void>;
    prepare?: (config: Config) => NonNullable<OfficeParts['prepare']>;
    opened?: (office: Office, config: Config) => Promise<void>;
  } = {},
): Promise<void> {
  try {
    const config = readConfig(environment);
    const registry = readRegistry(environment);
    const backup = readBackupConfig(environment, config);
    await more.before?.(config);
    const log = makeLog(config.log);
    const prepare = more.prepare?.(config);
    const opened = await openOffice({
      config,
      registry,
      world: machine,
      log,
      ...(prepare === undefined ? {} : { prepare }),
    });
    const office = withCopies(opened, backup, log);
    stopOnSignals(office);
    stopOnFailure(office);
    await more.opened?.(office, config);
  } catch (error) {
    if (!(error instanceof StartTrouble)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

function readRegistry(environment: NodeJS.ProcessEnv) {
  try {
    return readRegistryConfig(environment);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const name = String(error.issues[0]?.path[0] ?? 'KHOP_REGISTRY');
    throw new StartTrouble(`${name} is missing or not understood.`, error);
  }
}

function stopOnSignals(office: Office): void {
  let isStopping = false;
  const stop = () => {
    // A second Ctrl+C means it: the store survives being killed.
    if (isStopping) process.exit(1);
    isStopping = true;
    void office.stop().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/** After a failed write the disk must be looked at anew: whoever runs the office starts it again. */
function stopOnFailure(office: Office): void {
  void office.store.failed.then(() => {
    process.stderr.write(
      'The database could not be written: the office stops and must be started again.\n',
    );
    process.exit(1);
  });
}
