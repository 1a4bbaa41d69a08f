import type { Identity } from '@khop/shared/identity';
import { Trans, useLingui } from '@lingui/react/macro';
import { type CardDifference, cardDifferences } from '../../parts/card-differences.ts';
import { ButtonTo } from '../../parts/links.tsx';
import { ScannedCard } from '../../parts/person-draft.ts';
import { Say } from '../../ui/say.tsx';

/** The card in the hand says something else than the list: mended now, it is no mismatch later. */
export function CardPart({
  person,
  identity,
  card,
}: {
  person: string;
  identity: Identity;
  card: unknown;
}) {
  const { t } = useLingui();
  const words = useDifferenceWords();
  const scanned = ScannedCard.safeParse(card);
  if (!scanned.success) return null;
  const differences = cardDifferences(identity, scanned.data);
  if (differences.length === 0) return null;
  return (
    <Say
      bar
      state="warn"
      role="status"
      title={t`Thẻ vừa quét khác danh sách: ${differences.map(words).join(' · ')}`}
      acts={
        <ButtonTo to="/person/$id/amend" params={{ id: person }}>
          <Trans>Xem và sửa theo thẻ</Trans>
        </ButtonTo>
      }
    >
      <Trans>Sửa ngay thì khỏi thành thông tin sai. Mũi tiêm vẫn ghi được trước.</Trans>
    </Say>
  );
}

function useDifferenceWords(): (difference: CardDifference) => string {
  const { t } = useLingui();
  return ({ field, how }) => {
    switch (field) {
      case 'fullName':
        return how === 'marks' ? t`họ tên (chỉ khác dấu)` : t`họ tên`;
      case 'birthDate':
        if (how === 'missing') return t`chưa có ngày sinh`;
        if (how === 'coarser') return t`ngày sinh (thẻ ghi đủ hơn)`;
        return how === 'swapped' ? t`ngày sinh (ngày và tháng đổi chỗ)` : t`ngày sinh`;
      case 'sex':
        return how === 'missing' ? t`chưa có giới tính` : t`giới tính`;
      case 'number':
        if (how === 'missing') return t`chưa có số`;
        return how === 'old-number' ? t`số (danh sách ghi số CMND cũ)` : t`số giấy tờ`;
    }
  };
}
