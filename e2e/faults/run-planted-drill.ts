import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { DrillOptions, DrillReport } from './run-drill.ts';

const HERE = import.meta.dirname;

/** A drill in a process of its own whose office carries a bug of `officePlants`. */
export async function runPlantedDrill(drill: DrillOptions, plant: string): Promise<DrillReport> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      ...['--import', join(HERE, 'office-plant.ts')],
      ...[join(HERE, 'restore-drill.ts'), '--only', JSON.stringify(drill)],
    ],
    { env: { ...process.env, KHOP_PLANT: plant } },
  );
  return JSON.parse(stdout) as DrillReport;
}
