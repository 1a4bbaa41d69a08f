import { lazy, Suspense } from 'react';
import { DoseStepPill } from '../../parts/dose-step.tsx';
import { PersonLine } from '../../parts/person-line.tsx';
import { doseName } from '../../parts/vaccine-words.ts';
import type { PersonRow } from '../../tablet.ts';
import { Rows } from '../../ui/rows.tsx';
import { indexLetters } from './index-letter.ts';

export type ListName = 'waiting' | 'vaccinated' | 'absent' | 'found';

/** Above this many rows only what is in sight is drawn. */
const MOST_DRAWN = 100;

const LongRows = lazy(() => import('./long-rows.tsx'));

export function PersonRows({ list, rows }: { list: ListName; rows: readonly PersonRow[] }) {
  if (rows.length > MOST_DRAWN) {
    return (
      <Suspense>
        <LongRows list={list} rows={rows} />
      </Suspense>
    );
  }
  const letters = lettersOf(list, rows);
  return (
    <Rows>
      {rows.map((row, at) => (
        <OneRow key={row.id} list={list} row={row} letter={letters?.[at]} />
      ))}
    </Rows>
  );
}

/** Found persons stand best first, so letters would say nothing there. */
export function lettersOf(list: ListName, rows: readonly PersonRow[]) {
  return list === 'found' ? undefined : indexLetters(rows.map((row) => row.fullName));
}

export function OneRow({
  list,
  row,
  letter,
  measure,
}: {
  list: ListName;
  row: PersonRow;
  letter: string | undefined;
  measure?: { index: number; ref: (element: HTMLAnchorElement | null) => void };
}) {
  return (
    <PersonLine
      person={row}
      to={list === 'vaccinated' ? '/person/$id' : '/dose/$id'}
      indexed={list !== 'found'}
      letter={letter}
      showNumber={list === 'found'}
      end={<RowEnd list={list} row={row} />}
      {...(measure && { measure })}
    />
  );
}

function RowEnd({ list, row }: { list: ListName; row: PersonRow }) {
  if (list === 'vaccinated') {
    return row.lastDose && <DoseStepPill step={row.lastDose.step} bare />;
  }
  const planned = row.plan?.ordinal;
  if (planned) return <b className="end nowrap">{doseName(planned)}</b>;
  if (list === 'found' && row.lastDose) {
    return <span className="end soft">{doseName(row.lastDose.ordinal)}</span>;
  }
  return null;
}
