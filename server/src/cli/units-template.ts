import { writeFileSync } from 'node:fs';
import { unitTemplate } from '../units/unit-template.ts';
import type { Io } from './json-lines.ts';

/** `khop units template FILE`: writes an empty workbook for `khop units import`. */
export async function run(args: string[], io: Io): Promise<number> {
  const [file] = args;
  if (file === undefined) {
    await io.stdout.write('khop units template FILE\n');
    return 2;
  }
  writeFileSync(file, await unitTemplate());
  return 0;
}
