import './scan-answer.css';
import { Trans, useLingui } from '@lingui/react/macro';
import { IconKeyboard } from '@tabler/icons-react';
import { Button, ButtonGroup } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Rows } from '../ui/rows.tsx';
import { Say } from '../ui/say.tsx';
import { PersonChoice } from './person-choice.tsx';
import type { PersonSeed } from './person-draft.ts';
import type { ScanOutcome } from './scan-outcome.ts';
import { useChoosePerson } from './use-choose-person.ts';
import { useNewPerson } from './use-new-person.ts';
import { useScanWords } from './use-scan-words.ts';

/** What a scan found that a person must decide about: several people, or a code of another kind. */
export function ScanAnswer({ outcome, onClose }: { outcome: ScanOutcome; onClose: () => void }) {
  const { t } = useLingui();
  const words = useScanWords();
  const newPerson = useNewPerson();
  const choose = useChoosePerson();
  const begin = (seed: PersonSeed | null) => void newPerson(seed ?? { scanned: null, typed: null });

  if (outcome.kind === 'several') {
    return (
      <div className="scan-answer" role="status">
        <Say state="warn" title={t`Ai trong số này?`}>
          <Trans>
            Số trên thẻ đang ghi cho người dưới đây, chưa chắc là người cầm thẻ. Hỏi họ tên và ngày
            sinh rồi chọn.
          </Trans>
        </Say>
        <Rows>
          {outcome.rows.map((row) => (
            <PersonChoice
              key={row.id}
              person={row}
              onChoose={() => void choose(row.id, outcome.seed.scanned)}
            />
          ))}
        </Rows>
        <ButtonGroup>
          <Button onClick={() => begin(outcome.seed)}>
            <Trans>Không ai, nhập người mới</Trans>
          </Button>
          <Button look="quiet" onClick={onClose}>
            <Trans>Quét lại</Trans>
          </Button>
        </ButtonGroup>
      </div>
    );
  }
  if (outcome.kind === 'refused') {
    const said = words(outcome.problem);
    return (
      <div className="scan-answer" role="status">
        <Say
          state="warn"
          title={said.title}
          acts={
            <>
              <Button icon={<Icon of={IconKeyboard} />} onClick={() => begin(outcome.seed)}>
                <Trans>Nhập tay</Trans>
              </Button>
              <Button look="quiet" onClick={onClose}>
                <Trans>Quét lại</Trans>
              </Button>
            </>
          }
        >
          {said.text}
        </Say>
      </div>
    );
  }
  return null;
}
