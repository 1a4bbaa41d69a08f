import './dose.css';
import { dayOf } from '@khop/shared/time';
import { Trans, useLingui } from '@lingui/react/macro';
import { IconQrcode } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useLive, useRegister, useTablet } from '../../deps.tsx';
import { ButtonTo } from '../../parts/links.tsx';
import { cardKey, doseDraftKey } from '../../parts/person-draft.ts';
import { PersonHeader } from '../../parts/person-header.tsx';
import { StatusBar } from '../../parts/status-bar.tsx';
import { useDraft } from '../../parts/use-draft.ts';
import { useLasting } from '../../parts/use-lasting.ts';
import { useLookAtStorage } from '../../parts/use-look-at-storage.ts';
import { Dock } from '../../ui/dock.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Say } from '../../ui/say.tsx';
import { CardPart } from './card-part.tsx';
import { DoseForm } from './dose-form.tsx';
import { HistoryPart } from './history-part.tsx';

const MOMENT_MS = 800;

/** One person, one dose: who, what came before, screening, the needle, saved. */
export function Page() {
  const { id = '' } = useParams({ strict: false });
  return <DoseScreen key={id} id={id} />;
}

function DoseScreen({ id }: { id: string }) {
  const tablet = useTablet();
  useLookAtStorage();
  const session = useLive(tablet.session);
  const today = dayOf(tablet.now());
  const view = useRegister((register) => register.person(id), [id]);
  const lots = useRegister((register) => register.lots(), []);
  const draft = useDraft(doseDraftKey(id, today));
  const card = useDraft(cardKey(id));
  // Somebody just written down reaches the register a moment after the ledger.
  const isMissing = useLasting(view === null, MOMENT_MS);
  if (isMissing) return <NotFound />;
  if (!view || lots === undefined || draft === undefined || card === undefined) {
    return <StatusBar quiet />;
  }
  const open = session?.record.closed === null ? session.record : null;
  const { identity } = view.record;
  const head = (
    <>
      <PersonHeader view={view} />
      <CardPart person={id} identity={identity} card={card.value} />
    </>
  );
  return (
    <div className="tablet dose">
      <StatusBar quiet />
      {open === null ? (
        <>
          <main>
            {head}
            <HistoryPart view={view} plan={null} today={today} />
          </main>
          <footer className="under">
            <NeedsSession />
          </footer>
        </>
      ) : (
        <DoseForm
          view={view}
          session={open}
          lots={lots}
          kept={draft.value}
          today={today}
          head={head}
        />
      )}
    </div>
  );
}

function NeedsSession() {
  return (
    <Dock>
      <Say state="now" title={<Trans>Chưa mở buổi tiêm trên máy này</Trans>} />
      <ButtonTo look="main" to="/session">
        <Trans>Mở buổi tiêm để ghi mũi</Trans>
      </ButtonTo>
    </Dock>
  );
}

function NotFound() {
  const { t } = useLingui();
  return (
    <div className="tablet">
      <StatusBar quiet />
      <main>
        <Empty
          heading="h1"
          title={t`Không thấy người này trên máy`}
          acts={
            <>
              <ButtonTo look="solid" to="/scan" icon={<Icon of={IconQrcode} />}>
                <Trans>Quét mã</Trans>
              </ButtonTo>
              <ButtonTo to="/">
                <Trans>Về danh sách hôm nay</Trans>
              </ButtonTo>
            </>
          }
        >
          <Trans>Có thể danh sách chưa tải xong, hoặc người này thuộc cơ sở khác.</Trans>
        </Empty>
      </main>
    </div>
  );
}
