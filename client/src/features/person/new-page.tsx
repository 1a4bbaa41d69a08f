import { useLingui } from '@lingui/react/macro';
import { IconChevronLeft } from '@tabler/icons-react';
import { useNavigate, useParams, useRouter } from '@tanstack/react-router';
import { useLive, useTablet } from '../../deps.tsx';
import { isNameDoubtful, newPersonKey, PersonSeed, seedKey } from '../../parts/person-draft.ts';
import { StatusBar } from '../../parts/status-bar.tsx';
import { useChoosePerson } from '../../parts/use-choose-person.ts';
import { useDraft } from '../../parts/use-draft.ts';
import { Button } from '../../ui/button.tsx';
import { Head } from '../../ui/head.tsx';
import { Icon } from '../../ui/icon.tsx';
import { PersonForm, type Whole } from './person-form.tsx';
import { baseOfSeed, originsOf, PersonValues } from './person-values.ts';

/** Somebody new: filled from the card or by hand, then straight on to the dose. */
export function Page() {
  const { t } = useLingui();
  const { draft = '' } = useParams({ strict: false });
  const router = useRouter();
  const seed = useDraft(seedKey(draft));
  const kept = useDraft(newPersonKey(draft));
  return (
    <div className="tablet">
      <StatusBar />
      <main className="form-screen">
        <Head
          title={t`Người mới`}
          back={
            <Button look="icon" aria-label={t`Quay lại`} onClick={() => router.history.back()}>
              <Icon of={IconChevronLeft} />
            </Button>
          }
        />
        {seed && kept && <NewPerson draft={draft} seed={seed.value} kept={kept.value} />}
      </main>
    </div>
  );
}

function NewPerson({ draft, seed, kept }: { draft: string; seed: unknown; kept: unknown }) {
  const { t } = useLingui();
  const tablet = useTablet();
  const navigate = useNavigate();
  const choose = useChoosePerson();
  const state = useLive(tablet.state);
  const read = PersonSeed.safeParse(seed);
  const { scanned, typed } = read.success ? read.data : { scanned: null, typed: null };
  const base = baseOfSeed({ scanned, typed });
  const values = PersonValues.safeParse(kept);

  async function save({ identity, contact }: Whole, now: PersonValues) {
    if (state.at !== 'open') return;
    const id = tablet.newId();
    await tablet.record('person-registered', id, {
      identity,
      origins: originsOf(now, base),
      cardHash: scanned?.hash ?? null,
      ...contact,
      residence: null,
      site: state.site.id,
    });
    await tablet.drafts.drop(seedKey(draft));
    await navigate({ to: '/dose/$id', params: { id }, replace: true });
  }

  return (
    <PersonForm
      base={base}
      draft={values.success && kept != null ? values.data : null}
      draftKey={newPersonKey(draft)}
      except={null}
      isNameUnconfirmed={scanned !== null && isNameDoubtful(scanned)}
      saveWords={t`Lưu và ghi mũi tiêm`}
      onSave={save}
      onKnown={async (person) => {
        await tablet.drafts.drop(seedKey(draft));
        await choose(person, scanned);
      }}
    />
  );
}
