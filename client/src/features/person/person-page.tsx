import './person.css';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { IconChevronLeft } from '@tabler/icons-react';
import { useParams, useRouter } from '@tanstack/react-router';
import { useRegister } from '../../deps.tsx';
import { ButtonTo } from '../../parts/links.tsx';
import { PersonHeader } from '../../parts/person-header.tsx';
import { Screen } from '../../parts/screen.tsx';
import type { PersonView } from '../../tablet.ts';
import { Button } from '../../ui/button.tsx';
import { Dock } from '../../ui/dock.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Head } from '../../ui/head.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Say } from '../../ui/say.tsx';
import { DoseList } from './dose-list.tsx';
import { IdentityPart } from './identity-part.tsx';
import { NearPersons } from './near-persons.tsx';
import { VersionsPart } from './versions-part.tsx';

/** Somebody known: who, with origins; doses with their step; what was changed. */
export function Page() {
  const { t } = useLingui();
  const { id = '' } = useParams({ strict: false });
  const router = useRouter();
  const view = useRegister((register) => register.person(id), [id]);
  return (
    <Screen
      dock={
        view && (
          <Dock>
            <ButtonTo look="main" to="/dose/$id" params={{ id }}>
              <Trans>Ghi mũi tiêm</Trans>
            </ButtonTo>
          </Dock>
        )
      }
    >
      <Head
        title={t`Đối tượng tiêm`}
        back={
          <Button look="icon" aria-label={t`Quay lại`} onClick={() => router.history.back()}>
            <Icon of={IconChevronLeft} />
          </Button>
        }
      />
      {view === null && <Empty title={t`Không thấy người này trên máy`} />}
      {view && <Known view={view} />}
    </Screen>
  );
}

function Known({ view }: { view: PersonView }) {
  const { record, tasks } = view;
  const isForeigner = record.identity.nationality !== 'VN';
  return (
    <>
      <PersonHeader view={view} ask={false} />
      {tasks.length > 0 && (
        <Say
          bar
          state="act"
          title={<Plural value={tasks.length} other="# việc cần sửa với người này" />}
          acts={
            <ButtonTo to="/tasks">
              <Trans>Xem việc cần sửa</Trans>
            </ButtonTo>
          }
        />
      )}
      {isForeigner && <Say bar state="exempt" title={<Trans>Không thuộc diện đối sánh</Trans>} />}
      <DoseList view={view} />
      <IdentityPart view={view} />
      <div className="near-here">
        <NearPersons identity={record.identity} except={record.id} />
      </div>
      <VersionsPart record={record} />
      <div className="end-space" />
    </>
  );
}
