import { Trans, useLingui } from '@lingui/react/macro';
import { IconChevronLeft } from '@tabler/icons-react';
import { useParams, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useRegister, useTablet } from '../../deps.tsx';
import { amendKey, cardKey, isNameDoubtful, ScannedCard } from '../../parts/person-draft.ts';
import { StatusBar } from '../../parts/status-bar.tsx';
import { useDraft } from '../../parts/use-draft.ts';
import type { PersonView } from '../../tablet.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Head } from '../../ui/head.tsx';
import { Icon } from '../../ui/icon.tsx';
import { OpenedPerson, openedFrom, openedKey } from './opened-person.ts';
import { PersonForm, type Whole } from './person-form.tsx';
import { baseOfRecord, originsOf, overlayCard, PersonValues } from './person-values.ts';
import { contactChanges, identityChanges } from './read-person.ts';

/** Correct what is known of somebody: an entry of its own, with the version it was made from. */
export function Page() {
  const { t } = useLingui();
  const { id = '' } = useParams({ strict: false });
  const router = useRouter();
  const view = useRegister((register) => register.person(id), [id]);
  const kept = useDraft(amendKey(id));
  const opened = useDraft(openedKey(id));
  const card = useDraft(cardKey(id));
  return (
    <div className="tablet">
      <StatusBar />
      <main className="form-screen">
        <Head
          title={t`Sửa thông tin`}
          sub={view?.record.identity.fullName}
          back={
            <Button look="icon" aria-label={t`Quay lại`} onClick={() => router.history.back()}>
              <Icon of={IconChevronLeft} />
            </Button>
          }
        />
        {view === null && <Empty title={<Trans>Không thấy người này trên máy</Trans>} />}
        {view && kept && opened && card && (
          <Amend key={id} view={view} kept={kept.value} before={opened.value} card={card.value} />
        )}
      </main>
    </div>
  );
}

function Amend({
  view,
  kept,
  before,
  card,
}: {
  view: PersonView;
  kept: unknown;
  before: unknown;
  card: unknown;
}) {
  const { t } = useLingui();
  const tablet = useTablet();
  const router = useRouter();
  const { id } = view.record;
  // What the editor saw, not what has arrived since: else an untouched box would undo somebody
  // else's correction (R4).
  const [opened] = useState(() => {
    const read = OpenedPerson.safeParse(before);
    return kept != null && read.success ? read.data : openedFrom(view.record);
  });
  useEffect(() => {
    void tablet.drafts.save(openedKey(id), opened);
  }, [tablet, id, opened]);
  const scanned = ScannedCard.safeParse(card);
  const known = baseOfRecord(opened);
  const base = scanned.success ? overlayCard(known, scanned.data) : known;
  const values = PersonValues.safeParse(kept);

  async function save({ identity, contact }: Whole, now: PersonValues) {
    const changes = identityChanges(opened.identity, identity);
    if (Object.keys(changes).length > 0) {
      const origins = Object.entries(originsOf(now, base)).filter(([field]) => field in changes);
      await tablet.record('identity-amended', id, {
        basedOn: opened.version,
        changes,
        origins: Object.fromEntries(origins),
        cardHash: scanned.success ? scanned.data.hash : null,
        reason: null,
      });
    }
    const contactChanged = contactChanges(opened, contact);
    if (Object.keys(contactChanged).length > 0) {
      await tablet.record('contact-amended', id, { changes: contactChanged });
    }
    await Promise.all([tablet.drafts.drop(cardKey(id)), tablet.drafts.drop(openedKey(id))]);
    router.history.back();
  }

  return (
    <PersonForm
      base={base}
      draft={values.success && kept != null ? values.data : null}
      draftKey={amendKey(id)}
      except={id}
      isNameUnconfirmed={scanned.success && isNameDoubtful(scanned.data)}
      saveWords={t`Lưu thông tin`}
      onSave={save}
    />
  );
}
