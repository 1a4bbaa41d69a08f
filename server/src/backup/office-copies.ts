import type { Logger } from 'pino';
import { machine, machineSleep } from '../cli/machine.ts';
import type { Office } from '../open-office.ts';
import type { BackupConfig } from './backup-config.ts';
import { type RunningCopies, startCopies } from './start-copies.ts';
import { openThreadCopier } from './thread-copier.ts';

/** Copies the office while it runs, if it was told where to. */
export function copyOffice(
  office: Office,
  config: BackupConfig | null,
  log: Logger,
): RunningCopies | null {
  if (config === null) return null;
  return startCopies({
    ...config,
    store: office.store,
    copier: openThreadCopier(),
    clock: machine.clock,
    log,
    sleep: machineSleep,
  });
}
