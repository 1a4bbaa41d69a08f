import type { Day } from '@khop/shared/time';
import { Trans, useLingui } from '@lingui/react/macro';
import { IconVaccine } from '@tabler/icons-react';
import { useRegister } from '../../deps.tsx';
import { ButtonTo } from '../../parts/links.tsx';
import { judgeLot } from '../../parts/lot-judgement.ts';
import { useLotWords } from '../../parts/lot-words.ts';
import { sessionName, vialWords } from '../../parts/session-words.ts';
import { vaccineName } from '../../parts/vaccine-words.ts';
import { vialOf } from '../../parts/vial.ts';
import type { WorkSession } from '../../tablet.ts';
import { Icon } from '../../ui/icon.tsx';
import { Say } from '../../ui/say.tsx';

/** What goes into the arm: vaccine, lot, vial. Wrong lots are said here, before the needle. */
export function LotLine({ session, today }: { session: NonNullable<WorkSession>; today: Day }) {
  const { t } = useLingui();
  const lotWords = useLotWords();
  const { id, record } = session;
  const balance = useRegister((register) => register.balance(id), [id]);
  const lots = useRegister((register) => register.lots(), []);
  const problem = lots === undefined ? null : judgeLot(record, lots, today);
  const name = sessionName(record);
  return (
    <>
      <div className="lot">
        <p>
          <Icon of={IconVaccine} />
          <span>
            <b>{vaccineName(record.vaccine)}</b> · <Trans>lô</Trans> <b>{record.lot}</b>
            <span className="wrapdot">{balance && vialWords(vialOf(record, balance))}</span>
          </span>
        </p>
        <ButtonTo look="quiet" to="/session/lot">
          <Trans>Đổi lô</Trans>
        </ButtonTo>
      </div>
      {problem !== null && (
        <Say bar state="act" role="status" title={lotWords(problem).title}>
          {lotWords(problem).text}
        </Say>
      )}
      {record.on !== today && (
        <Say
          bar
          state="warn"
          title={t`${name} chưa kết thúc`}
          acts={
            <ButtonTo to="/session/end">
              <Trans>Kết thúc buổi tiêm</Trans>
            </ButtonTo>
          }
        >
          <Trans>Mũi tiêm hôm nay nên ghi vào buổi hôm nay.</Trans>
        </Say>
      )}
    </>
  );
}
