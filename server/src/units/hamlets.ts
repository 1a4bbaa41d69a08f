import { levelOfCode, type Unit } from '@khop/shared/unit';
import type { Gathering } from './gather.ts';
import { codeIn, type ListSource, nameIn, readListFile } from './list-file.ts';

export const HAMLET_COLUMNS = ['commune_code', 'number', 'name'] as const;

/**
 * Reads the office's own list of hamlets and resident groups. A hamlet stands in the edition of its
 * commune and as long as that: the state numbers communes, the office its hamlets.
 * @param communeOf the commune that a code means
 */
export async function readHamlets(
  gathering: Gathering,
  source: ListSource,
  communeOf: (code: string) => Unit | null,
): Promise<void> {
  for await (const row of readListFile(source, HAMLET_COLUMNS, gathering.problems)) {
    const code = codeIn(row, 'commune_code', 'commune');
    const name = nameIn(row, 'name');
    const hamlet = `${code}.${row.text('number')}`;
    if (code === null || name === null) continue;
    const commune = communeOf(code);
    if (levelOfCode(hamlet) !== 'hamlet') {
      row.refuse('number', row.text('number') === '' ? 'missing' : 'not-a-code');
    } else if (commune === null) row.refuse('commune_code', 'unknown-parent');
    else {
      const { edition, validFrom, validTo } = commune;
      const days = { validFrom, validTo };
      const unit = { edition, code: hamlet, level: 'hamlet', name, parent: code, ...days } as const;
      const wrong = gathering.put(unit);
      if (wrong !== null) row.refuse('number', wrong);
      else gathering.place(unit, row, 'number');
    }
  }
}
