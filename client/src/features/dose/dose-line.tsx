import type { SessionRecord } from '@khop/shared/record';
import { TWO_COMPONENT_VACCINE } from '@khop/shared/vaccine';
import { Trans, useLingui } from '@lingui/react/macro';
import { useId, useState } from 'react';
import { formatDay, formatTime } from '../../app/format.ts';
import { useLive, useTablet } from '../../deps.tsx';
import { ButtonTo } from '../../parts/links.tsx';
import { operatorName } from '../../parts/operator-words.ts';
import { vaccineName } from '../../parts/vaccine-words.ts';
import type { Vial } from '../../parts/vial.ts';
import { Button } from '../../ui/button.tsx';
import { Choices } from '../../ui/choices.tsx';
import { FieldGroup } from '../../ui/field.tsx';
import { Part } from '../../ui/part.tsx';
import { Stepper } from '../../ui/stepper.tsx';
import type { DoseDraft } from './dose-draft.ts';
import type { DosePlan } from './dose-plan.ts';
import type { Change } from './screening-part.tsx';

const MOST_DOSES = 20;

/** What goes in, filled from the session; the order is the schedule's and may be corrected. */
export function DoseLine({
  session,
  vial,
  plan,
  draft,
  onChange,
}: {
  session: SessionRecord;
  vial: Vial | null;
  plan: DosePlan;
  draft: DoseDraft;
  onChange: Change;
}) {
  const { t } = useLingui();
  const id = useId();
  const state = useLive(useTablet().state);
  const [isCounting, setCounting] = useState(draft.ordinal !== null);
  const expiry = session.expiresOn && formatDay(session.expiresOn);
  const opened = vial?.openedAt && formatTime(vial.openedAt);
  const vaccinator = operatorName(state, session.vaccinator);
  return (
    <Part className="last" title={t`Mũi tiêm`}>
      <div className="doseline">
        <div>
          <p className="big">
            <b>{vaccineName(session.vaccine)}</b> · <Trans>lô</Trans> <b>{session.lot}</b>
          </p>
          <p className="soft dots">
            {expiry ? (
              <span>
                <Trans>Hạn {expiry}</Trans>
              </span>
            ) : (
              <span>
                <Trans>Chưa rõ hạn dùng</Trans>
              </span>
            )}
            {opened && vial && (
              <span>
                <Trans>
                  lọ {vial.number} mở {opened}
                </Trans>
              </span>
            )}
            <span>
              <Trans>người tiêm {vaccinator}</Trans>
            </span>
          </p>
        </div>
        <ButtonTo to="/session/lot">
          <Trans>Đổi lô</Trans>
        </ButtonTo>
      </div>
      {session.vaccine === TWO_COMPONENT_VACCINE && (
        <FieldGroup label={<span id={id}>{t`Thành phần`}</span>}>
          <Choices
            name="component"
            labelledBy={id}
            choices={[
              { value: '1', title: t`Thành phần I` },
              { value: '2', title: t`Thành phần II` },
            ]}
            chosen={draft.component === null ? undefined : draft.component === 1 ? '1' : '2'}
            onChoose={(value) => onChange({ component: value === '1' ? 1 : 2 })}
          />
        </FieldGroup>
      )}
      {isCounting ? (
        <FieldGroup label={t`Mũi số`} hint={t`Theo giấy tờ người được tiêm mang theo`}>
          <Stepper
            value={plan.ordinal}
            min={1}
            max={MOST_DOSES}
            words={{ less: t`Bớt một mũi`, more: t`Thêm một mũi` }}
            onChange={(ordinal) => onChange({ ordinal })}
          />
        </FieldGroup>
      ) : (
        <Button look="quiet" onClick={() => setCounting(true)}>
          <Trans>Không phải mũi {plan.ordinal}</Trans>
        </Button>
      )}
    </Part>
  );
}
