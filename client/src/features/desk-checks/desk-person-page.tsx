import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { IconChevronLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useDesk } from '../../desk.tsx';
import { ButtonTo } from '../../parts/links.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Head } from '../../ui/head.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Part } from '../../ui/part.tsx';
import { DeskFrame } from './desk-frame.tsx';
import { readFilter } from './filter.ts';
import { History } from './history-list.tsx';
import { NotAsked } from './not-asked.tsx';
import { PersonFacts } from './person-facts.tsx';
import { TouchList } from './touch-list.tsx';
import { useChecks } from './use-checks.ts';
import { useRowKeys } from './use-row-keys.ts';

/** One person as the office folded them: what stands, and who said what, when, on which device. */
export function Page() {
  return (
    <DeskFrame>
      <Person />
    </DeskFrame>
  );
}

function Person() {
  const { id = '' } = useParams({ strict: false });
  const desk = useDesk();
  const navigate = useNavigate();
  const filter = readFilter(useSearch({ strict: false }));
  const person = useQuery({
    queryKey: ['person', id],
    queryFn: ({ signal }) => desk.person(id, signal),
    staleTime: 30_000,
  });
  const rows = useChecks(filter).data?.pages.flatMap((page) => page.rows) ?? [];
  const at = rows.findIndex((row) => row.person === id);
  const before = at > 0 ? rows[at - 1] : undefined;
  const after = at >= 0 ? rows[at + 1] : undefined;

  useRowKeys({
    onMove: (step) => {
      const next = step === 1 ? after : before;
      if (next)
        void navigate({ to: '/desk/person/$id', params: { id: next.person }, search: filter });
    },
  });

  const found = person.data;
  return (
    <main className="desk-person">
      <Head
        title={found?.record.identity.fullName ?? <Trans>Hồ sơ</Trans>}
        sub={at >= 0 ? t`dòng ${at + 1} trong danh sách đang lọc` : undefined}
        back={
          <ButtonTo look="icon" to="/desk" search={filter} aria-label={t`Về danh sách đối sánh`}>
            <Icon of={IconChevronLeft} />
          </ButtonTo>
        }
        act={
          <div className="btn-group">
            {before && (
              <ButtonTo to="/desk/person/$id" params={{ id: before.person }} search={filter}>
                <Trans>Trước</Trans>
                <kbd>K</kbd>
              </ButtonTo>
            )}
            {after && (
              <ButtonTo to="/desk/person/$id" params={{ id: after.person }} search={filter}>
                <Trans>Sau</Trans>
                <kbd>J</kbd>
              </ButtonTo>
            )}
          </div>
        }
      />
      {person.isError && (
        <div className="part">
          <NotAsked onRetry={() => void person.refetch()} />
        </div>
      )}
      {found === null && <Empty title={<Trans>Không có hồ sơ này trong phạm vi được xem</Trans>} />}
      {found && (
        <div className="desk-two">
          <PersonFacts found={found} />
          <Part title={t`Lịch sử`} note={<Trans>mới nhất ở dưới</Trans>}>
            <History found={found} />
          </Part>
          <TouchList found={found} />
        </div>
      )}
    </main>
  );
}
