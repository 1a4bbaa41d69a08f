import { type IdentityField, judgeCheck } from '@khop/shared/identity';
import type { DeskPerson } from '@khop/shared/protocol/desk';
import { tasksOf } from '@khop/shared/task';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { formatMoment } from '../../app/format.ts';
import { fieldText, fieldWords } from '../../parts/field-words.ts';
import { hintTitle } from '../../parts/hint-words.ts';
import { OriginLabel } from '../../parts/origin-label.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Part } from '../../ui/part.tsx';
import { Say } from '../../ui/say.tsx';
import { stateMark, stateWords } from './desk-words.ts';
import { ResidencePart } from './residence-part.tsx';
import { saidWords, siteOf } from './said-words.ts';

const FIELDS: readonly IdentityField[] = ['fullName', 'birthDate', 'sex', 'number', 'oldNumber'];

/** What stands now: the answer for exactly this content, and each value with its origin. */
export function PersonFacts({ found }: { found: DeskPerson }) {
  const { record, causes } = found;
  const { state, verdict } = judgeCheck(record.identity, record.verdicts);
  const mismatch = tasksOf(record).find((task) => task.kind === 'mismatch');
  return (
    <div>
      <div className="part">
        <Say state={stateMark(state)} title={stateWords(state)}>
          {verdict && <Trans>Trả lời lúc {formatMoment(verdict.answeredAt)}.</Trans>}
          {mismatch && <> {plural(mismatch.tries, { other: 'Đã trả lời sai # lần.' })}</>}
        </Say>
      </div>
      <Part title={t`Đang ghi`}>
        <Facts
          facts={FIELDS.filter((field) => record.identity[field] !== null).map((field) => {
            const said = record.versions.findLast((version) => field in version.changes);
            const origin = record.origins[field] ?? said?.origins[field];
            return {
              label: fieldWords(field),
              value: fieldText(field, record.identity),
              origin: origin && (
                <OriginLabel origin={origin} by={said && saidWords(found, said).join(' · ')} />
              ),
            };
          })}
        />
      </Part>
      {state === 'mismatch' && (
        <Part title={t`Có thể do`} note={<Trans>máy suy đoán, CSDL không nói</Trans>}>
          {causes.length === 0 ? (
            <p className="soft">
              <Trans>Máy không thấy gì lạ. Đối chiếu thẻ từng ô.</Trans>
            </p>
          ) : (
            <ol className="sheet desk-causes">
              {causes.map((cause) => (
                <li key={cause}>{hintTitle(cause)}</li>
              ))}
            </ol>
          )}
        </Part>
      )}
      {found.residence && <ResidencePart residence={found.residence} />}
      <Part title={t`Cơ sở`}>
        <p className="dots">
          {record.sites.map((site) => (
            <span key={site}>{siteOf(found, site)}</span>
          ))}
        </p>
      </Part>
    </div>
  );
}
