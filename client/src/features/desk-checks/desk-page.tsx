import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { formatNumber } from '../../app/format.ts';
import { useDesk } from '../../desk.tsx';
import { ButtonTo } from '../../parts/links.tsx';
import { language } from '../../parts/spoken-language.ts';
import { Empty } from '../../ui/empty.tsx';
import { ChecksTable } from './checks-table.tsx';
import { DeskFrame } from './desk-frame.tsx';
import { ALL_STATES, readFilter } from './filter.ts';
import { Filters } from './filters.tsx';
import { NotAsked } from './not-asked.tsx';
import { useChecks } from './use-checks.ts';
import { useRowKeys } from './use-row-keys.ts';

/** Bàn đối sánh: matches and mismatches by state, likely cause, commune and site. */
export function Page() {
  return (
    <DeskFrame>
      <Checks />
    </DeskFrame>
  );
}

function Checks() {
  const desk = useDesk();
  const navigate = useNavigate();
  const filter = readFilter(useSearch({ strict: false }));
  const checks = useChecks(filter);
  const [at, setAt] = useState(-1);
  const rows = checks.data?.pages.flatMap((page) => page.rows) ?? [];
  const head = checks.data?.pages[0];
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = checks;

  useRowKeys({
    onMove: (step) => setAt((from) => Math.max(0, Math.min(rows.length - 1, from + step))),
    onOpen: () => {
      const row = rows[at];
      if (row)
        void navigate({ to: '/desk/person/$id', params: { id: row.person }, search: filter });
    },
  });
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  const names = new Map(head?.counts.sites.map(({ key, name }) => [key, name]));
  const total = head?.total ?? 0;
  return (
    <main className="desk-queue">
      {head && <Filters counts={head.counts} filter={filter} />}
      <div className="desk-list">
        <header>
          <h1>
            {head
              ? plural(total, { other: `${formatNumber(total, language())} hồ sơ` })
              : t`Đang hỏi trung tâm`}
          </h1>
          <p className="soft desk-keys">
            <kbd>J</kbd> <kbd>K</kbd> <Trans>chọn dòng</Trans> <kbd>Enter</kbd> <Trans>mở</Trans>
          </p>
        </header>
        {checks.isError && (
          <div className="part">
            <NotAsked onRetry={() => void checks.refetch()} />
          </div>
        )}
        {head && rows.length === 0 && (
          <Empty
            title={<Trans>Không có hồ sơ nào trong bộ lọc này</Trans>}
            acts={
              <ButtonTo to="/desk" search={{ state: ALL_STATES }}>
                <Trans>Bỏ lọc</Trans>
              </ButtonTo>
            }
          />
        )}
        {rows.length > 0 && (
          <ChecksTable
            rows={rows}
            at={at}
            filter={filter}
            siteName={names.size > 1 ? (site) => names.get(site) ?? '' : null}
            now={desk.now()}
            onNearEnd={more}
          />
        )}
      </div>
    </main>
  );
}
