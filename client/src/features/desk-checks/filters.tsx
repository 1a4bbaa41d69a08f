import type { DeskChecks } from '@khop/shared/protocol/desk';
import { DeskCheckState } from '@khop/shared/protocol/desk';
import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { useSyncExternalStore } from 'react';
import { formatNumber } from '../../app/format.ts';
import type { DeskFilter } from '../../desk.tsx';
import { hintTitle } from '../../parts/hint-words.ts';
import { language } from '../../parts/spoken-language.ts';
import { stateWords } from './desk-words.ts';
import { withFilter } from './filter.ts';

const WIDE = '(min-width: 64rem)';

function onWidth(call: () => void): () => void {
  const query = matchMedia(WIDE);
  query.addEventListener('change', call);
  return () => query.removeEventListener('change', call);
}

type Line = { key: string; words: string; count: number };

/** Counts by state, likely cause, site and commune; each line is an address. */
export function Filters({ counts, filter }: { counts: DeskChecks['counts']; filter: DeskFilter }) {
  const isWide = useSyncExternalStore(onWidth, () => matchMedia(WIDE).matches);
  return (
    // Below the list's own width the filters would push it out of sight.
    <details className="desk-filters" open={isWide}>
      <summary>{t`Lọc`}</summary>
      <Group
        title={t`Kết quả`}
        field="state"
        filter={filter}
        lines={counts.states.flatMap(({ key, count }) => {
          const state = DeskCheckState.safeParse(key);
          return state.success ? [{ key, words: stateWords(state.data), count }] : [];
        })}
      />
      <Group
        title={t`Có thể do`}
        field="cause"
        filter={filter}
        lines={counts.causes.map(({ key, count }) => ({ key, words: hintTitle(key), count }))}
      />
      <Group
        title={t`Xã, phường`}
        field="commune"
        filter={filter}
        lines={counts.communes.map(({ key, name, count }) => ({ key, words: name, count }))}
      />
      <Group
        title={t`Cơ sở tiêm chủng`}
        field="site"
        filter={filter}
        lines={counts.sites.map(({ key, name, count }) => ({ key, words: name, count }))}
      />
    </details>
  );
}

function Group({
  title,
  field,
  filter,
  lines,
}: {
  title: string;
  field: keyof DeskFilter;
  filter: DeskFilter;
  lines: readonly Line[];
}) {
  const chosen = filter[field] ?? null;
  // One commune, one site: nothing to choose.
  if (lines.length === 0 || (lines.length === 1 && chosen === null)) return null;
  return (
    <nav aria-label={title}>
      <h2>{title}</h2>
      <Link
        to="/desk"
        search={withFilter(filter, field, null)}
        activeOptions={{ exact: true }}
      >
        <span>{t`Tất cả`}</span>
      </Link>
      {lines.map(({ key, words, count }) => (
        <Link
          key={key}
          to="/desk"
          search={withFilter(filter, field, key)}
          activeOptions={{ exact: true }}
        >
          <span>{words}</span>
          <b>{formatNumber(count, language())}</b>
        </Link>
      ))}
    </nav>
  );
}
