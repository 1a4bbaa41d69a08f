import { judgeSamePerson } from '@khop/shared/person-match';
import type { PersonRecord } from '@khop/shared/record';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { formatMoment } from '../../app/format.ts';
import { useTablet } from '../../deps.tsx';
import { useSaving } from '../../parts/use-saving.tsx';
import { Button } from '../../ui/button.tsx';
import { Dock } from '../../ui/dock.tsx';
import { Say } from '../../ui/say.tsx';
import { amendmentOf, type Proposal } from './amendment.ts';
import { Compare } from './compare.tsx';
import { refutationOf } from './suggestion.ts';

/** Old and new on the seam; only here anything is written. */
export function Review({
  record,
  proposal,
  onSaved,
  onBack,
}: {
  record: PersonRecord;
  proposal: Proposal;
  onSaved: () => Promise<void>;
  onBack: () => void;
}) {
  const tablet = useTablet();
  const { save, failure } = useSaving();
  const body = amendmentOf(record, proposal);
  const isCard = proposal.scanned.length > 0;
  const isOther = judgeSamePerson(record.identity, proposal.identity).likeness === 'different';

  const refuted = refutationOf(proposal.identity, record.verdicts);

  async function amend() {
    if (body === null) return;
    const isSaved = await save(() => tablet.record('identity-amended', record.id, body));
    if (isSaved) await onSaved();
  }

  return (
    <>
      <div className="part stack task-first task-last">
        {isOther && (
          <Say state="warn" role="status" title={<Trans>Có vẻ của người khác.</Trans>}>
            <Trans>Họ tên hoặc số khác hẳn. Hỏi lại họ tên, ngày sinh trước khi lưu.</Trans>
          </Say>
        )}
        {body !== null && refuted && (
          <Say state="warn" role="status" title={<Trans>Nội dung này đã hỏi rồi.</Trans>}>
            <Trans>CSDL dân cư trả lời “sai” lúc {formatMoment(refuted.answeredAt)}.</Trans>
          </Say>
        )}
        {body === null && (
          <Say state="unchecked" role="status" title={<Trans>Không có gì khác.</Trans>}>
            {isCard ? (
              <Trans>
                Thẻ ghi đúng như đang lưu, hỏi lại CSDL vẫn trả lời như cũ. Chuyển danh sách sai cho
                công an xã xác minh.
              </Trans>
            ) : (
              <Trans>Chưa ô nào được sửa.</Trans>
            )}
          </Say>
        )}
        <Compare
          left={record.identity}
          right={proposal.identity}
          leftTitle={t`Đang lưu`}
          rightTitle={isCard ? t`Trên thẻ` : t`Bản sửa`}
        />
        {failure}
      </div>
      <Dock>
        <Button onClick={onBack}>
          <Trans>Quay lại</Trans>
        </Button>
        {body !== null && (
          <Button look="main" onClick={() => void amend()}>
            {isCard ? <Trans>Lưu theo thẻ</Trans> : <Trans>Lưu và đối sánh lại</Trans>}
          </Button>
        )}
      </Dock>
    </>
  );
}
