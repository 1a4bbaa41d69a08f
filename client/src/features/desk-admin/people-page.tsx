import './desk-admin.css';
import { holdsAt } from '@khop/shared/appointment';
import type { AdminPerson } from '@khop/shared/protocol/desk-admin';
import { toInstant } from '@khop/shared/time';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { IconChevronLeft, IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { formatNumber } from '../../app/format.ts';
import { useDesk } from '../../desk.tsx';
import { language } from '../../parts/spoken-language.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Head } from '../../ui/head.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Row, Rows } from '../../ui/rows.tsx';
import { Search } from '../../ui/search.tsx';
import { AddPerson } from './add-person.tsx';
import { heldWords, spanWords } from './admin-words.ts';
import { PersonPart } from './person-part.tsx';
import { Said } from './said.tsx';

/** Nhân sự: who may do what, where, from when until when. */
export function PeoplePage() {
  const { admin } = useDesk();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const [isAdding, setAdding] = useState(false);
  const [added, setAdded] = useState('');
  const asked = useDeferredValue(text.trim());
  const people = useInfiniteQuery({
    queryKey: ['admin', 'people', asked],
    queryFn: ({ pageParam, signal }) =>
      admin.people({ text: asked, site: null, after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const found = people.data?.pages.flatMap((page) => page.people) ?? [];
  const total = people.data?.pages[0]?.total ?? 0;
  const person = found.find(({ id }) => id === chosen) ?? null;

  if (person !== null) return <OnePerson person={person} onBack={() => setChosen(null)} />;
  return (
    <main className="desk-person">
      <Head
        title={<Trans>Nhân sự</Trans>}
        sub={people.data && plural(total, { other: `${formatNumber(total, language())} người` })}
        act={
          <Button icon={<Icon of={IconPlus} />} onClick={() => setAdding(true)}>
            <Trans>Thêm người</Trans>
          </Button>
        }
      />
      {isAdding && (
        <AddPerson
          onDone={(user) => {
            setAdding(false);
            setAdded(user);
            setText(user);
          }}
          onLeave={() => setAdding(false)}
        />
      )}
      <div className="part">
        <Search
          // A new box after somebody was added: it shows whom.
          key={added}
          label={t`Tìm theo tên hoặc tên đăng nhập`}
          placeholder={t`Tìm theo tên hoặc tên đăng nhập`}
          defaultValue={added}
          onSearch={setText}
        />
        <Said said={people.isError ? 'not-asked' : null} />
        {people.data && found.length === 0 && (
          <Empty
            title={
              asked === '' ? <Trans>Chưa có ai</Trans> : <Trans>Không có ai tên “{asked}”</Trans>
            }
          >
            <Trans>Thêm từng người, hoặc nhập cả danh sách từ Excel.</Trans>
          </Empty>
        )}
        {found.length > 0 && (
          <Rows aria-label={t`Nhân sự`}>
            {found.map((each) => (
              <PersonRow key={each.id} person={each} onOpen={() => setChosen(each.id)} />
            ))}
          </Rows>
        )}
        {people.hasNextPage && (
          <div className="btn-group admin-acts">
            <Button
              disabled={people.isFetchingNextPage}
              onClick={() => void people.fetchNextPage()}
            >
              <Trans>Xem thêm</Trans>
            </Button>
          </div>
        )}
      </div>
    </main>
  );
}

function PersonRow({ person, onOpen }: { person: AdminPerson; onOpen: () => void }) {
  const { now } = useDesk();
  const at = toInstant(now());
  const held = person.appointments.filter((each) => holdsAt(each, at));
  const notes = held.map((each) =>
    each.until === null ? heldWords(each) : `${heldWords(each)} (${spanWords(each)})`,
  );
  return (
    <Row
      name={person.fullName}
      notes={[person.user, ...(notes.length > 0 ? notes : [t`hiện không giữ vai trò nào`])]}
      end={
        <Button onClick={onOpen} aria-label={t`Mở ${person.fullName}`}>
          <Trans>Mở</Trans>
        </Button>
      }
    />
  );
}

function OnePerson({ person, onBack }: { person: AdminPerson; onBack: () => void }) {
  return (
    <main className="desk-person">
      <Head
        title={person.fullName}
        sub={person.user}
        back={
          <Button look="icon" onClick={onBack} aria-label={t`Về danh sách nhân sự`}>
            <Icon of={IconChevronLeft} />
          </Button>
        }
      />
      <PersonPart person={person} />
    </main>
  );
}
