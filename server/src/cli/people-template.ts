import { writeFileSync } from 'node:fs';
import { peopleTemplate } from '../people/template.ts';
import type { Io } from './json-lines.ts';

/** `khop people template FILE`: writes an empty workbook for `khop people import`. */
export async function run(args: string[], io: Io): Promise<number> {
  const [file] = args;
  if (file === undefined) {
    await io.stdout.write('khop people template FILE\n');
    return 2;
  }
  writeFileSync(file, await peopleTemplate());
  return 0;
}
