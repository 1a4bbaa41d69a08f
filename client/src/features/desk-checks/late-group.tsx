import { ACCEPT_REASONS, type LateReason, REJECT_REASONS } from '@khop/shared/protocol/desk-late';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { formatMoment, formatNumber } from '../../app/format.ts';
import { useDesk } from '../../desk.tsx';
import { ProofGivenUp } from '../../desk-door.ts';
import { language } from '../../parts/spoken-language.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Row } from '../../ui/rows.tsx';
import type { LateGroup as Group } from './late-groups.ts';

/** What one person recorded on one revoked tablet, and the two answers there are. */
export function LateGroup({ group }: { group: Group }) {
  const desk = useDesk();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<'accept' | 'reject' | null>(null);
  const { journal, seqs, doses, device, operator, from, to, rejected, mayDecide } = group;
  const decide = useMutation({
    mutationFn: (words: { decision: 'accept' | 'reject'; reason: LateReason }) =>
      desk.decideLate({ journal, seqs, ...words }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['quarantine'] }),
  });
  const hasFailed = decide.isError && !(decide.error instanceof ProofGivenUp);
  const count = formatNumber(seqs.length, language());
  const reasons: readonly LateReason[] = asked === 'reject' ? REJECT_REASONS : ACCEPT_REASONS;
  return (
    <Row
      name={operator}
      notes={[
        device,
        plural(seqs.length, { other: `${count} lượt` }),
        plural(doses, { other: `${formatNumber(doses, language())} mũi tiêm` }),
        t`từ ${formatMoment(from)} đến ${formatMoment(to)}`,
        ...(rejected ? [t`đã không nhận`] : []),
      ]}
      end={
        mayDecide ? (
          <div className="btn-group">
            <Button
              disabled={decide.isPending}
              onClick={() => setAsked('accept')}
              aria-label={t`Nhận ${count} lượt của ${operator}`}
            >
              <Trans>Nhận</Trans>
            </Button>
            {!rejected && (
              <Button
                look="quiet"
                disabled={decide.isPending}
                onClick={() => setAsked('reject')}
                aria-label={t`Không nhận ${count} lượt của ${operator}`}
              >
                <Trans>Không nhận</Trans>
              </Button>
            )}
          </div>
        ) : (
          <span className="soft">
            <Trans>cần người khác của cơ sở duyệt</Trans>
          </span>
        )
      }
    >
      {hasFailed && (
        <p role="alert">
          <Trans>Chưa làm được. Thử lại.</Trans>
        </p>
      )}
      <Dialog
        open={asked !== null}
        title={asked === 'reject' ? <Trans>Vì sao không nhận?</Trans> : <Trans>Vì sao nhận?</Trans>}
        onClose={() => setAsked(null)}
        acts={
          <>
            {reasons.map((reason) => (
              <Button
                key={reason}
                onClick={() => {
                  if (asked !== null) decide.mutate({ decision: asked, reason });
                  setAsked(null);
                }}
              >
                {lateReasonWords(reason)}
              </Button>
            ))}
            <Button look="quiet" onClick={() => setAsked(null)}>
              <Trans>Thôi</Trans>
            </Button>
          </>
        }
      >
        <p>
          {asked === 'reject' ? (
            <Trans>Trung tâm vẫn giữ đủ {count} lượt. Về sau vẫn nhận lại được.</Trans>
          ) : (
            <Trans>
              {count} lượt được tính vào hồ sơ như mọi lượt khác, ghi rõ ai ghi, ai nhận.
            </Trans>
          )}
        </p>
      </Dialog>
    </Row>
  );
}

function lateReasonWords(reason: LateReason): string {
  switch (reason) {
    case 'seen-by-staff':
      return t`Có người của cơ sở chứng kiến`;
    case 'on-paper':
      return t`Có trong sổ giấy`;
    case 'not-our-staff':
      return t`Không phải người của cơ sở ghi`;
    case 'recorded-again':
      return t`Đã ghi lại trên máy khác`;
    case 'not-known':
      return t`Không xác minh được`;
  }
}
