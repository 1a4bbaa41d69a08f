import type { DeskChecks } from '@khop/shared/protocol/desk';
import { DeskCheckState } from '@khop/shared/protocol/desk';
import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { formatNumber } from '../../app/format.ts';
import type { DeskFilter } from '../../desk.tsx';
import { hintTitle } from '../../parts/hint-words.ts';
import { language } from '../../parts/spoken-language.ts';
import { stateWords } from './desk-words.ts';
import { withFilter } from './filter.ts';

type Line = { key: string; words: string; count: number };

/** Counts by state, likely cause, site and commune; each line is an address. */
export function Filters({ counts, filter }: { counts: DeskChecks['counts']; filter: DeskFilter }) {
  return (
    <aside className="desk-filters" aria-label={t`Lọc`}>
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
    </aside>
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
  if (lines.length === 0) return null;
  const chosen = filter[field] ?? null;
  return (
    <nav aria-label={title}>
      <h2>{title}</h2>
      <Link
        to="/desk"
        search={withFilter(filter, field, null)}
        aria-current={chosen === null ? 'true' : undefined}
      >
        <span>{t`Tất cả`}</span>
      </Link>
      {lines.map(({ key, words, count }) => (
        <Link
          key={key}
          to="/desk"
          search={withFilter(filter, field, key)}
          aria-current={chosen === key ? 'true' : undefined}
        >
          <span>{words}</span>
          <b>{formatNumber(count, language())}</b>
        </Link>
      ))}
    </nav>
  );
}
