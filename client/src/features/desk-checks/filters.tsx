import type { DeskChecks } from '@khop/shared/protocol/desk';
import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { useSyncExternalStore } from 'react';
import { formatNumber } from '../../app/format.ts';
import type { DeskFilter } from '../../desk.tsx';
import { hintTitle } from '../../parts/hint-words.ts';
import { language } from '../../parts/spoken-language.ts';
import { flagWords, STATES, stateWords } from './desk-words.ts';
import { ALL_STATES, withFilter } from './filter.ts';

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
        lines={STATES.flatMap((state) => {
          const count = counts.states.find(({ key }) => key === state)?.count ?? 0;
          return count > 0 ? [{ key: state, words: stateWords(state), count }] : [];
        })}
        whole={ALL_STATES}
      />
      <Group
        title={t`Có thể do`}
        field="cause"
        filter={filter}
        lines={counts.causes
          .toSorted((a, b) => b.count - a.count)
          .map(({ key, count }) => ({ key, words: hintTitle(key), count }))}
      />
      <Group
        title={t`Thẩm quyền`}
        field="flag"
        filter={filter}
        lines={counts.flags.map(({ key, count }) => ({
          key,
          words: flagWords(key),
          count,
        }))}
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
  whole = null,
}: {
  title: string;
  field: keyof DeskFilter;
  filter: DeskFilter;
  lines: readonly Line[];
  /** What stands in the address for "all"; nothing by default. */
  whole?: string | null;
}) {
  const chosen = filter[field] ?? null;
  // One commune, one site: nothing to choose. One flag is a choice: most have none.
  const isOne = lines.length === 1 && field !== 'flag';
  if (lines.length === 0 || (isOne && chosen === whole)) return null;
  return (
    <nav aria-label={title}>
      <h2>{title}</h2>
      <Link
        to="/desk"
        search={withFilter(filter, field, whole)}
        activeOptions={{ exact: true }}
        aria-current={chosen === whole ? 'true' : undefined}
      >
        <span>{t`Tất cả`}</span>
      </Link>
      {lines.map(({ key, words, count }) => (
        <Link
          key={key}
          to="/desk"
          search={withFilter(filter, field, key)}
          activeOptions={{ exact: true }}
          aria-current={chosen === key ? 'true' : undefined}
        >
          <span>{words}</span>
          <b>{formatNumber(count, language())}</b>
        </Link>
      ))}
    </nav>
  );
}
