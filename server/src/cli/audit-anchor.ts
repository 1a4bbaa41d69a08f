import { parseArgs } from 'node:util';
import { printedAnchor } from '../audit/anchor.ts';
import { readAnchorConfig } from '../audit/anchor-config.ts';
import { writeAnchor } from '../audit/start-anchors.ts';
import { openStore } from '../store/open-store.ts';
import { placeOf } from './backup-say.ts';
import type { Io } from './json-lines.ts';
import { machine } from './machine.ts';

const options = {
  data: { type: 'string' },
  database: { type: 'string' },
  to: { type: 'string' },
} as const;

/**
 * `khop audit anchor [--to DIR] [--data DIR | --database LOCATION]`: writes an anchor now (into
 * KHOP_ANCHOR_DIR by default) and prints the line to be kept on paper.
 */
export async function run(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args, options });
  const config = readAnchorConfig({
    ...process.env,
    ...(values.to === undefined ? {} : { KHOP_ANCHOR_DIR: values.to }),
  });
  if (config === null) {
    await io.stdout.write('khop audit anchor --to DIR, or set KHOP_ANCHOR_DIR\n');
    return 2;
  }
  const store = await openStore(placeOf(values, process.env).location, machine);
  try {
    const line = await writeAnchor({ ...config, store, clock: machine.clock });
    await io.stdout.write(`${printedAnchor(line)}\n`);
    return 0;
  } finally {
    await store.close();
  }
}
