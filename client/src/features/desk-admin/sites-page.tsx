import './desk-admin.css';
import type { AdminSite } from '@khop/shared/protocol/desk-admin';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatNumber } from '../../app/format.ts';
import { useDesk } from '../../desk.tsx';
import { language } from '../../parts/spoken-language.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Head } from '../../ui/head.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Part } from '../../ui/part.tsx';
import { Row, Rows } from '../../ui/rows.tsx';
import { Said } from './said.tsx';
import { SiteForm } from './site-form.tsx';
import { useChange } from './use-change.ts';

/** Cơ sở tiêm chủng: public and private ones, with their points. */
export function SitesPage() {
  const { admin } = useDesk();
  const [isAdding, setAdding] = useState(false);
  const read = useInfiniteQuery({
    queryKey: ['admin', 'all-sites'],
    queryFn: ({ pageParam, signal }) => admin.sites(pageParam, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });
  const sites = read.data?.pages.flatMap((page) => page.sites) ?? [];
  return (
    <main className="desk-person">
      <Head
        title={<Trans>Cơ sở tiêm chủng</Trans>}
        act={
          <Button icon={<Icon of={IconPlus} />} onClick={() => setAdding(true)}>
            <Trans>Thêm cơ sở</Trans>
          </Button>
        }
      />
      {isAdding && (
        <Part title={t`Thêm cơ sở`}>
          <SiteForm site={null} onDone={() => setAdding(false)} />
        </Part>
      )}
      <div className="part">
        <Said said={read.isError ? 'not-asked' : null} />
        {read.data && sites.length === 0 && (
          <Empty title={<Trans>Chưa có cơ sở nào</Trans>}>
            <Trans>Thêm từng cơ sở, hoặc nhập cả danh sách từ Excel.</Trans>
          </Empty>
        )}
        {sites.length > 0 && (
          <Rows aria-label={t`Cơ sở tiêm chủng`}>
            {sites.map((site) => (
              <SiteRow key={site.id} site={site} />
            ))}
          </Rows>
        )}
        {read.hasNextPage && (
          <div className="btn-group admin-acts">
            <Button disabled={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>
              <Trans>Xem thêm</Trans>
            </Button>
          </div>
        )}
      </div>
    </main>
  );
}

function SiteRow({ site }: { site: AdminSite }) {
  const { admin } = useDesk();
  const [shown, setShown] = useState<'form' | 'closing' | null>(null);
  const { change, said, isBusy } = useChange();
  const { name, id, communeName, points, people, closedAt, twoPersons } = site;
  const kind = site.kind === 'public' ? t`công lập` : t`tư nhân`;
  return (
    <Row
      name={name}
      notes={[
        id,
        kind,
        communeName,
        plural(people, { other: `${formatNumber(people, language())} người` }),
        ...(twoPersons ? [] : [t`một người nhận máy`]),
        ...(closedAt === null ? points : [t`đã đóng`]),
      ]}
      end={
        closedAt === null &&
        shown !== 'form' && (
          <div className="btn-group">
            <Button onClick={() => setShown('form')} aria-label={t`Sửa ${name}`}>
              <Trans>Sửa</Trans>
            </Button>
            <Button
              look="quiet"
              onClick={() => setShown('closing')}
              aria-label={t`Đóng cơ sở ${name}`}
            >
              <Trans>Đóng cơ sở</Trans>
            </Button>
          </div>
        )
      }
    >
      <Said said={said} />
      {shown === 'form' && <SiteForm site={site} onDone={() => setShown(null)} />}
      <Dialog
        open={shown === 'closing'}
        title={<Trans>Đóng {name}?</Trans>}
        onClose={() => setShown(null)}
        acts={
          <>
            <Button
              look="stop"
              disabled={isBusy}
              onClick={() => {
                setShown(null);
                void change(() => admin.closeSite(id));
              }}
            >
              <Trans>Đóng cơ sở</Trans>
            </Button>
            <Button onClick={() => setShown(null)}>
              <Trans>Thôi</Trans>
            </Button>
          </>
        }
      >
        <p>
          <Trans>
            Không thêm được máy hay người vào cơ sở này nữa. Mọi mũi tiêm đã ghi vẫn giữ nguyên.
          </Trans>
        </p>
      </Dialog>
    </Row>
  );
}
