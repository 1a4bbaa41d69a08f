import './desk-admin.css';
import type { AdminUnitRow } from '@khop/shared/protocol/desk-admin';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { IconChevronLeft, IconFileImport } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useDesk } from '../../desk.tsx';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Head } from '../../ui/head.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Rows } from '../../ui/rows.tsx';
import { Search } from '../../ui/search.tsx';
import { BookImport } from './book-import.tsx';
import { Said } from './said.tsx';
import { UnitPart } from './unit-part.tsx';
import { UnitRow } from './unit-row.tsx';

type Shown = { what: 'list' } | { what: 'import' } | { what: 'unit'; row: AdminUnitRow };

/** Đơn vị hành chính: of all editions, found by the office, never listed whole. */
export function UnitsPage() {
  const { admin } = useDesk();
  const [shown, setShown] = useState<Shown>({ what: 'list' });
  const [text, setText] = useState('');

  if (shown.what === 'list') {
    return (
      <UnitList
        text={text}
        onSearch={setText}
        onOpen={(row) => setShown({ what: 'unit', row })}
        onImport={() => setShown({ what: 'import' })}
      />
    );
  }
  const back = (
    <Button
      look="icon"
      onClick={() => setShown({ what: 'list' })}
      aria-label={t`Về danh sách đơn vị`}
    >
      <Icon of={IconChevronLeft} />
    </Button>
  );
  if (shown.what === 'import') {
    return (
      <main className="desk-person">
        <Head title={<Trans>Nhập đơn vị từ Excel</Trans>} back={back} />
        <BookImport
          template="/api/admin/units-template"
          templateName="khop-don-vi.xlsx"
          onSend={(book, dry) => admin.importUnits(book, dry)}
        />
      </main>
    );
  }
  return (
    <main className="desk-person">
      <Head title={shown.row.name} sub={shown.row.unit.code} back={back} />
      <UnitPart
        key={`${shown.row.unit.edition}:${shown.row.unit.code}`}
        unit={shown.row.unit}
        onOpen={(row) => setShown({ what: 'unit', row })}
      />
    </main>
  );
}

function UnitList({
  text,
  onSearch,
  onOpen,
  onImport,
}: {
  text: string;
  onSearch: (text: string) => void;
  onOpen: (row: AdminUnitRow) => void;
  onImport: () => void;
}) {
  const { admin } = useDesk();
  const asked = useDeferredValue(text.trim());
  const read = useQuery({
    queryKey: ['admin', 'units', asked],
    queryFn: ({ signal }) => admin.units(asked, signal),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
  });
  const found = asked === '' ? [] : (read.data?.units ?? []);
  const isNone = asked !== '' && read.data?.units.length === 0 && !read.isPlaceholderData;
  return (
    <main className="desk-person">
      <Head
        title={<Trans>Đơn vị hành chính</Trans>}
        act={
          <Button icon={<Icon of={IconFileImport} />} onClick={onImport}>
            <Trans>Nhập từ Excel</Trans>
          </Button>
        }
      />
      <div className="part">
        <Search
          label={t`Tìm theo mã hoặc tên đơn vị`}
          placeholder={t`Tìm theo mã hoặc tên đơn vị`}
          defaultValue={text}
          onSearch={onSearch}
        />
        <Said said={read.isError ? 'not-asked' : null} />
        {asked === '' && (
          <Empty title={<Trans>Gõ mã hoặc tên để tìm</Trans>}>
            <Trans>Tỉnh, xã, phường, thôn, tổ; cả đơn vị cũ đã sáp nhập.</Trans>
          </Empty>
        )}
        {isNone && (
          <Empty title={<Trans>Không có đơn vị nào khớp với “{asked}”</Trans>}>
            <Trans>Gõ mã, hoặc một phần tên, có dấu hay không dấu đều được.</Trans>
          </Empty>
        )}
        {found.length > 0 && (
          <Rows aria-label={t`Đơn vị hành chính`}>
            {found.map((row) => (
              <UnitRow key={`${row.unit.edition}:${row.unit.code}`} row={row} onOpen={onOpen} />
            ))}
          </Rows>
        )}
        {found.length > 0 && read.data?.more === true && (
          <p className="soft admin-acts">
            <Trans>Còn nữa. Gõ thêm chữ để thu hẹp.</Trans>
          </p>
        )}
      </div>
    </main>
  );
}
