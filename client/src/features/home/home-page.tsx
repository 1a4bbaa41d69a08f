import './home.css';
import { dayOf } from '@khop/shared/time';
import { Trans, useLingui } from '@lingui/react/macro';
import { IconKeyboard, IconQrcode } from '@tabler/icons-react';
import { useState } from 'react';
import { useLive, useTablet } from '../../deps.tsx';
import { ButtonTo } from '../../parts/links.tsx';
import { SavedPanel } from '../../parts/saved-panel.tsx';
import { Screen } from '../../parts/screen.tsx';
import { useNewPerson } from '../../parts/use-new-person.ts';
import { useNow } from '../../parts/use-now.ts';
import { WedgeScan } from '../../parts/wedge-scan.tsx';
import { Button } from '../../ui/button.tsx';
import { Dock } from '../../ui/dock.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Search } from '../../ui/search.tsx';
import { DayLists } from './day-lists.tsx';
import { HomeHead } from './home-head.tsx';
import { LotLine } from './lot-line.tsx';
import { NoSession } from './no-session.tsx';
import { SearchResults } from './search-results.tsx';

/** The first screen: scan at the thumb, search, today's lists. */
export function Page() {
  const { t } = useLingui();
  const session = useLive(useTablet().session);
  const today = dayOf(useNow(60_000));
  const newPerson = useNewPerson();
  const [query, setQuery] = useState('');
  const open = session?.record.closed === null ? session : null;
  return (
    <Screen
      dock={
        <>
          <WedgeScan />
          <SavedPanel />
          <Dock>
            <Button
              icon={<Icon of={IconKeyboard} />}
              onClick={() => void newPerson({ scanned: null, typed: query.trim() || null })}
            >
              <Trans>Nhập tay</Trans>
            </Button>
            <ButtonTo look="main" to="/scan" icon={<Icon of={IconQrcode} size="large" />}>
              <Trans>Quét mã</Trans>
            </ButtonTo>
          </Dock>
        </>
      }
    >
      <div className="home">
        <HomeHead session={open} />
        {open === null ? <NoSession today={today} /> : <LotLine session={open} today={today} />}
        <div className="find">
          <Search
            label={t`Tìm người`}
            placeholder={t`Tên, ngày sinh hoặc số cuối`}
            onSearch={(text) => setQuery(text.trim())}
          />
        </div>
        {query === '' ? <DayLists today={today} /> : <SearchResults query={query} />}
      </div>
    </Screen>
  );
}
