import * as z from 'zod';
import { readAnchorConfig } from './audit/anchor-config.ts';
import { startAnchors } from './audit/start-anchors.ts';
import { readBackupConfig } from './backup/backup-config.ts';
import { copyOffice } from './backup/office-copies.ts';
import { machine, machineSleep } from './cli/machine.ts';
import { type Config, readConfig } from './config.ts';
import { type Duties, statesOf, withDuties } from './duties.ts';
import { makeLog } from './log.ts';
import { type Office, type OfficeParts, openOffice } from './open-office.ts';
import { readRegistryConfig } from './registry/registry-config.ts';
import { withSecretFiles } from './secret-files.ts';
import { StartTrouble } from './start-trouble.ts';

/**
 * Runs the office of this process until SIGTERM or SIGINT. What keeps it from starting is one
 * sentence on stderr and exit code 1.
 */
export async function runOffice(
  given: NodeJS.ProcessEnv,
  more: {
    before?: (config: Config) => Promise<void>;
    prepare?: (config: Config) => NonNullable<OfficeParts['prepare']>;
    opened?: (office: Office, config: Config) => Promise<void>;
  } = {},
): Promise<void> {
  try {
    const environment = withSecretFiles(given);
    const config = readConfig(environment);
    const registry = readRegistry(environment);
    const backup = readBackupConfig(environment, config);
    const anchors = readAnchorConfig(environment);
    await more.before?.(config);
    const log = makeLog(config.log);
    const prepare = more.prepare?.(config);
    const duties: Duties = { copies: null, anchors: null };
    const opened = await openOffice({
      config,
      registry,
      world: machine,
      log,
      duties: () => statesOf(duties),
      ...(prepare === undefined ? {} : { prepare }),
    });
    duties.copies = copyOffice(opened, backup, log);
    if (anchors !== null) {
      const { store } = opened;
      const world = { clock: machine.clock, sleep: machineSleep };
      duties.anchors = startAnchors({ ...anchors, ...world, store, log });
    }
    const office = withDuties(opened, duties);
    stopOnSignals(office);
    stopOnFailure(office);
    await more.opened?.(office, config);
  } catch (error) {
    if (!(error instanceof StartTrouble)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

function readRegistry(environment: Record<string, string | undefined>) {
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
