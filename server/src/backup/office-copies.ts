import type { Logger } from 'pino';
import { machine, machineSleep } from '../cli/machine.ts';
import type { Office } from '../open-office.ts';
import type { BackupConfig } from './backup-config.ts';
import { startCopies } from './start-copies.ts';
import { openThreadCopier } from './thread-copier.ts';

/** An office that copies itself while it runs, if it was told where to. */
export function withCopies(office: Office, config: BackupConfig | null, log: Logger): Office {
  if (config === null) return office;
  const copies = startCopies({
    ...config,
    store: office.store,
    copier: openThreadCopier(),
    clock: machine.clock,
    log,
    sleep: machineSleep,
  });
  return {
    ...office,
    async stop() {
      await copies.stop();
      await office.stop();
    },
  };
}
