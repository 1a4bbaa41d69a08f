import type { Site } from '@khop/shared/protocol/enrol';
import { useLingui } from '@lingui/react/macro';
import { roleWords } from '../../parts/operator-words.ts';
import { Part } from '../../ui/part.tsx';
import { PersonSelect } from './person-select.tsx';

/** Who holds the needle and who screens; account ids, as entries keep them. */
export function PeoplePicker({
  site,
  vaccinator,
  screener,
  onVaccinator,
  onScreener,
}: {
  site: Site;
  vaccinator: string;
  screener: string | null;
  onVaccinator: (operator: string) => void;
  onScreener: (operator: string | null) => void;
}) {
  const { t } = useLingui();
  const people = site.operators.map(({ id, fullName, role }) => ({
    value: id,
    title: fullName,
    note: roleWords(role),
  }));
  return (
    <Part title={t`Người làm`}>
      <div className="two">
        <PersonSelect
          label={t`Người tiêm`}
          people={people}
          chosen={vaccinator}
          onChoose={onVaccinator}
        />
        <PersonSelect
          label={t`Người khám sàng lọc`}
          people={[{ value: '', title: t`Chính người tiêm`, note: '' }, ...people]}
          chosen={screener ?? ''}
          onChoose={(id) => onScreener(id === '' ? null : id)}
        />
      </div>
    </Part>
  );
}
