import '../../parts/flow.css';
import './observe.css';
import { dayOf } from '@khop/shared/time';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { IconChevronLeft } from '@tabler/icons-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { formatDay, formatTime } from '../../app/format.ts';
import { useRegister, useTablet } from '../../deps.tsx';
import { keepDraft } from '../../parts/draft-keeper.ts';
import { ButtonTo } from '../../parts/links.tsx';
import { Screen } from '../../parts/screen.tsx';
import { useDraft } from '../../parts/use-draft.ts';
import { doseName, vaccineName } from '../../parts/vaccine-words.ts';
import { Empty } from '../../ui/empty.tsx';
import { Head } from '../../ui/head.tsx';
import { Icon } from '../../ui/icon.tsx';
import { EarlierReactions } from './earlier-reactions.tsx';
import { ReactionForm } from './reaction-form.tsx';
import { readDraft } from './reaction-values.ts';

/** Phản ứng sau tiêm after one dose: what was recorded before, and one more. */
export function Page() {
  const { id = '', dose: doseId = '' } = useParams({ strict: false });
  const tablet = useTablet();
  const navigate = useNavigate();
  const view = useRegister((register) => register.person(id), [id]);
  const draftKey = `reaction:${doseId}`;
  const draft = useDraft(draftKey);
  const found = view?.record.doses.find((each) => each.said.entry === doseId);

  const keeper = useMemo(() => keepDraft(tablet.drafts, draftKey), [tablet, draftKey]);

  async function finish() {
    await keeper.drop();
    await navigate({ to: '/observe' });
  }

  return (
    <Screen className="flow">
      <Head
        title={view?.record.identity.fullName ?? <Trans>Ghi phản ứng</Trans>}
        sub={
          found && (
            <span>
              {doseName(found.dose.ordinal)} · {vaccineName(found.dose.vaccine)} · {found.dose.lot}{' '}
              · {formatTime(found.dose.injectedAt)} {formatDay(dayOf(found.dose.injectedAt))}
            </span>
          )
        }
        back={
          <ButtonTo look="icon" to="/observe" aria-label={t`Về danh sách theo dõi`}>
            <Icon of={IconChevronLeft} />
          </ButtonTo>
        }
      />
      {view !== undefined && found === undefined && (
        <Empty title={<Trans>Không thấy mũi tiêm này trên máy</Trans>}>
          <Trans>Danh sách trên máy có thể chưa cập nhật.</Trans>
        </Empty>
      )}
      {found && <EarlierReactions reactions={found.reactions} />}
      {found && draft && (
        <ReactionForm
          key={doseId}
          person={id}
          dose={found}
          initial={readDraft(draft.value, tablet.now())}
          onChange={keeper.keep}
          onSaved={finish}
        />
      )}
    </Screen>
  );
}
