import { Trans, useLingui } from '@lingui/react/macro';
import { vaccineName } from '../../parts/vaccine-words.ts';
import { FieldGroup } from '../../ui/field.tsx';
import { Say } from '../../ui/say.tsx';
import { Stepper } from '../../ui/stepper.tsx';
import { useDifferenceWords } from './balance-words.ts';
import type { BalanceRow } from './session-balance.ts';

const MOST_VIALS = 500;

/** One part a lot: vials, doses here, doses at the office, the difference in words. */
export function BalanceList({
  rows,
  onCount,
}: {
  rows: readonly BalanceRow[];
  onCount?: (row: BalanceRow, opened: number) => void;
}) {
  const { t } = useLingui();
  const differenceWords = useDifferenceWords();
  return (
    <div className="sheet">
      {rows.map((row) => {
        const { vaccine, lot, opened, held, doses, received, unsent } = row;
        const difference = differenceWords(row);
        return (
          <section key={`${vaccine} ${lot}`} className="count-row">
            <h3>
              {vaccineName(vaccine)} · <Trans>lô {lot}</Trans>
            </h3>
            <div className="count-line">
              {onCount ? (
                <FieldGroup label={t`Số lọ đã mở`} hint={t`${held} liều`}>
                  <Stepper
                    value={opened}
                    max={MOST_VIALS}
                    words={{ less: t`Bớt một lọ`, more: t`Thêm một lọ` }}
                    onChange={(value) => onCount(row, value)}
                  />
                </FieldGroup>
              ) : (
                <p>
                  <Trans>
                    Đã mở <b>{opened}</b> lọ, {held} liều
                  </Trans>
                </p>
              )}
              <p>
                <Trans>
                  Đã ghi <b>{doses}</b> mũi
                </Trans>
                <br />
                <span className="soft">
                  {unsent === 0 ? (
                    <Trans>trung tâm đã nhận đủ {received}</Trans>
                  ) : (
                    <Trans>
                      trung tâm đã nhận {received}, còn {unsent} chờ gửi
                    </Trans>
                  )}
                </span>
              </p>
            </div>
            <Say state={difference.isGood ? 'done' : 'warn'} title={difference.text} />
          </section>
        );
      })}
    </div>
  );
}
