import { subjectTypeOf } from '@khop/shared/entry';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { formatMoment } from '../../app/format.ts';
import { useRegister, useTablet } from '../../deps.tsx';
import { entryProblemWords } from '../../parts/entry-problem-words.ts';
import { ButtonTo } from '../../parts/links.tsx';
import { useSaving } from '../../parts/use-saving.tsx';
import type { Quarantined, SyncStatus } from '../../tablet.ts';
import { Button } from '../../ui/button.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Part } from '../../ui/part.tsx';
import { kindWords } from './entry-words.ts';
import { replacementFor } from './replacement.ts';

/** Entries the office holds and could not use: each with its reason, its cure and a way there. */
export function QuarantinePart({ status }: { status: SyncStatus }) {
  const open = status.quarantine.filter((each) => !each.mended);
  const mended = status.quarantine.length - open.length;
  if (status.quarantine.length === 0) return null;
  return (
    <Part
      title={plural(open.length, {
        0: 'Không còn lượt nào cần xem',
        other: '# lượt cần người xem',
      })}
      note={open.length > 0 && <Trans>Các lượt khác vẫn gửi bình thường.</Trans>}
    >
      {open.length > 0 && (
        <ul className="sheet">
          {open.map((each) => (
            <Held key={each.entry} held={each} />
          ))}
        </ul>
      )}
      {mended > 0 && (
        <p className="soft after">{plural(mended, { other: '# lượt đã có bản thay.' })}</p>
      )}
    </Part>
  );
}

function Held({ held }: { held: Quarantined }) {
  const tablet = useTablet();
  const { save, failure } = useSaving();
  const isPerson = subjectTypeOf(held.kind) === 'person';
  const view = useRegister(
    async (register) => (isPerson ? register.person(held.subject) : null),
    [held.subject, isPerson],
  );
  const again = replacementFor(held, view ?? null);
  const { why, cure } = entryProblemWords(held.problem);
  const kind = kindWords(held.kind);
  const name = view?.record.identity.fullName;

  return (
    <li className="cause">
      <Mark state="act" />
      <div className="grow">
        <b>{name ? `${kind} – ${name}` : kind}</b>
        <p>{why}</p>
        <p className="soft">{cure}</p>
        <p className="soft note dots">
          <span>{formatMoment(held.recordedAt)}</span>
          <span>{t`lượt số ${held.seq}`}</span>
        </p>
        {failure}
      </div>
      <div className="btn-group">
        {again && (
          <Button
            onClick={() =>
              void save(() => tablet.record(again.kind, held.subject, again.body, again.replaces))
            }
          >
            <Trans>Gửi lại lượt này</Trans>
          </Button>
        )}
        {view && (
          <ButtonTo to="/person/$id" params={{ id: held.subject }}>
            <Trans>Mở hồ sơ</Trans>
          </ButtonTo>
        )}
      </div>
    </li>
  );
}
