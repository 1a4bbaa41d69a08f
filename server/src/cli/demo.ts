import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { pickCards, populationListOf } from '../demo/cards.ts';
import { CARDS_CSS, cardsPage } from '../demo/cards-page.ts';
import { makeCommune } from '../demo/commune.ts';
import { personsJson, populationCsv } from '../demo/demo-files.ts';
import type { Io } from './json-lines.ts';

const options = {
  size: { type: 'string', default: '1000' },
  seed: { type: 'string', default: '1' },
  out: { type: 'string', default: 'demo' },
} as const;

/**
 * `khop demo --size 1000 --out DIR [--seed 1]`: writes a synthetic commune: `population.csv` (the
 * police list), `persons.json` (the site's records beside the truth), `cards.html` (to print and
 * scan). Prints what was written as one JSON line.
 */
export async function run(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args, options });
  const size = Number(values.size);
  const seed = Number(values.seed);
  if (!Number.isInteger(size) || size < 1 || size > 1_000_000 || !Number.isInteger(seed)) {
    await io.stdout.write('--size 1…1000000 --seed NUMBER --out DIR\n');
    return 2;
  }
  const commune = makeCommune({ seed, size });
  const cards = pickCards(commune);
  const citizens = populationListOf(commune, cards);
  await mkdir(values.out, { recursive: true });
  const write = (name: string, text: Iterable<string>) =>
    pipeline(Readable.from(text), createWriteStream(join(values.out, name)));
  await write('population.csv', populationCsv(citizens));
  await write('persons.json', personsJson(commune));
  await write('cards.html', [cardsPage(cards, 'cards.css')]);
  await write('cards.css', [CARDS_CSS]);
  const told = {
    out: values.out,
    seed,
    persons: commune.persons.length,
    citizens: citizens.length,
    records: commune.records.length,
    cards: cards.length,
  };
  await io.stdout.write(`${JSON.stringify(told)}\n`);
  return 0;
}
