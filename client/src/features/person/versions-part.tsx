import type { IdentityField } from '@khop/shared/identity';
import { IDENTITY_FIELDS } from '@khop/shared/identity';
import type { PersonRecord } from '@khop/shared/record';
import { useLingui } from '@lingui/react/macro';
import { formatMoment } from '../../app/format.ts';
import { useLive, useTablet } from '../../deps.tsx';
import { operatorName } from '../../parts/operator-words.ts';
import { Part } from '../../ui/part.tsx';
import { Seam } from '../../ui/seam.tsx';

/** What was changed, by whom, when: nothing of a person is ever overwritten. */
export function VersionsPart({ record }: { record: PersonRecord }) {
  const { t } = useLingui();
  const state = useLive(useTablet().state);
  const fieldWords = useFieldWords();
  if (record.versions.length < 2) return null;
  return (
    <Part title={t`Các lần sửa`}>
      <div className="seam-sheet">
        <Seam
          steps={record.versions.map((version, index) => {
            const fields = IDENTITY_FIELDS.filter((field) => field in version.changes);
            return {
              key: version.entry,
              state: 'received' as const,
              title: index === 0 ? t`Ghi lần đầu` : t`Sửa ${fields.map(fieldWords).join(', ')}`,
              notes: [
                formatMoment(version.at),
                operatorName(state, version.operator),
                ...(version.reason === null ? [] : [version.reason]),
              ],
            };
          })}
        />
      </div>
    </Part>
  );
}

function useFieldWords(): (field: IdentityField) => string {
  const { t } = useLingui();
  return (field) => {
    switch (field) {
      case 'fullName':
        return t`họ tên`;
      case 'sex':
        return t`giới tính`;
      case 'birthDate':
        return t`ngày sinh`;
      case 'number':
        return t`số giấy tờ`;
      case 'oldNumber':
        return t`số CMND cũ`;
      case 'nationality':
        return t`quốc tịch`;
    }
  };
}
