import { createReadStream } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Citizen } from '../registry/match.ts';
import { readPopulation } from '../registry/population-file.ts';
import { listen, standIn } from '../registry/stand-in.ts';
import { populationOf } from '../registry/stand-in-answer.ts';
import { MODES } from '../registry/stand-in-mode.ts';
import type { Io } from './json-lines.ts';

const options = {
  file: { type: 'string' },
  port: { type: 'string', default: '8037' },
  mode: { type: 'string', default: 'ok' },
  'slow-ms': { type: 'string', default: '3000' },
} as const;

/**
 * `khop registry-stand-in --file population.csv [--port 8037] [--mode ok]`: a population service
 * that holds a synthetic list and fails on command (`POST /control {"mode": "down"}`). For
 * demonstrations and drills. Prints its addresses as one JSON line and runs until it is stopped.
 */
export async function run(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args, options });
  const mode = MODES.find((each) => each === values.mode);
  if (values.file === undefined || mode === undefined) {
    await io.stdout.write(`--file FILE --mode ${MODES.join('|')}\n`);
    return 2;
  }
  const citizens: Citizen[] = [];
  let refused = 0;
  for await (const row of readPopulation(createReadStream(values.file, { encoding: 'utf8' }))) {
    if ('citizen' in row) citizens.push(row.citizen);
    else refused += 1;
  }
  const { server } = standIn({
    population: populationOf(citizens),
    mode,
    sleep: (ms) => setTimeout(ms),
    slowMs: Number(values['slow-ms']),
  });
  const url = await listen(server, Number(values.port));
  const told = { url, control: `${url}control`, mode, citizens: citizens.length, refused };
  await io.stdout.write(`${JSON.stringify(told)}\n`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve).once('SIGTERM', resolve);
  });
  server.closeAllConnections();
  server.close();
  return 0;
}
