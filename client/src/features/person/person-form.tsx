import './person.css';
import type { IdentityField } from '@khop/shared/identity';
import type { Id } from '@khop/shared/ids';
import { dayOf } from '@khop/shared/time';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { useTablet } from '../../deps.tsx';
import { OriginLabel } from '../../parts/origin-label.tsx';
import { useKeepDraft } from '../../parts/use-keep-draft.ts';
import { useSaving } from '../../parts/use-saving.tsx';
import { Button } from '../../ui/button.tsx';
import { Dock } from '../../ui/dock.tsx';
import { Say } from '../../ui/say.tsx';
import { ContactFields } from './contact-fields.tsx';
import { IdentityFields } from './identity-fields.tsx';
import { NearPersons } from './near-persons.tsx';
import { type Care, careOf } from './person-care.ts';
import { originsOf, type PersonBase, type PersonValues } from './person-values.ts';
import { type PersonProblems, type ReadPerson, readPerson } from './read-person.ts';

export type Whole = Extract<ReadPerson, { identity: unknown }>;

/**
 * One form for the new and the known. Boxes are uncontrolled, since Telex composes in them (UX39);
 * errors appear at the field once saving was tried, care at once; every change is kept as a draft.
 */
export function PersonForm({
  base,
  draft,
  draftKey,
  except,
  isNameUnconfirmed,
  saveWords,
  onSave,
  onKnown,
}: {
  base: PersonBase;
  draft: PersonValues | null;
  draftKey: string;
  except: Id | null;
  isNameUnconfirmed: boolean;
  saveWords: string;
  onSave: (person: Whole, values: PersonValues) => Promise<void>;
  /** It was somebody known all along. */
  onKnown?: (person: Id) => Promise<void>;
}) {
  const { t } = useLingui();
  const tablet = useTablet();
  const { save, failure } = useSaving();
  const { register, control, setValue, setFocus } = useForm<PersonValues>({
    defaultValues: draft ?? base.values,
  });
  const values = useWatch({ control }) as PersonValues;
  const keeper = useKeepDraft(draftKey, values);
  const [hasTried, setTried] = useState(false);

  const today = dayOf(tablet.now());
  const read = readPerson(values, today);
  const identity = 'identity' in read ? read.identity : read.partial;
  const problems: PersonProblems = 'problems' in read && hasTried ? read.problems : {};
  const origins = originsOf(values, base);
  const isNameAsScanned = values.fullName === base.values.fullName;
  const cares = careOf(identity, isNameUnconfirmed && isNameAsScanned);

  async function submit() {
    setTried(true);
    if ('problems' in read) {
      setFocus(firstBox(read.problems));
      return;
    }
    await save(async () => {
      await onSave(read, values);
      await keeper.drop();
    });
  }

  const asideOf = (field: IdentityField) => {
    const origin = origins[field];
    return origin && <OriginLabel origin={origin} />;
  };
  return (
    <>
      <form
        className="person-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div role="alert">
          <Summary problems={problems} />
        </div>
        <NearPersons
          identity={identity}
          except={except}
          onChoose={onKnown && ((person) => void keeper.drop().then(() => onKnown(person)))}
        />
        <IdentityFields
          register={register}
          values={values}
          today={today}
          problems={problems}
          careAt={(field) => cares.filter((care: Care) => care.field === field)}
          asideOf={asideOf}
          onNumber={(number) => setValue('number', number)}
          onNationality={(nationality) => {
            setValue('nationality', nationality);
            if (nationality === 'VN') setValue('numberKind', 'personal-id');
            else if (values.numberKind !== 'none') setValue('numberKind', 'passport');
          }}
        />
        <ContactFields register={register} identity={identity} values={values} today={today} />
        {failure}
        {/* Enter in a box saves; the button in sight is the one in the dock. */}
        <button type="submit" className="vh" tabIndex={-1} aria-hidden="true">
          {t`Lưu`}
        </button>
      </form>
      <Dock>
        <Button look="main" onClick={() => void submit()}>
          {hasTried && 'problems' in read ? <Trans>Xem lại chỗ báo đỏ</Trans> : saveWords}
        </Button>
      </Dock>
    </>
  );
}

/** What is to be mended, on top; each is said again at its box (UX22). */
function Summary({ problems }: { problems: PersonProblems }) {
  const { t } = useLingui();
  const fields: string[] = [];
  if (problems.fullName) fields.push(t`họ tên`);
  if (problems.birthDate) fields.push(t`ngày sinh`);
  if (problems.nationality) fields.push(t`quốc tịch`);
  if (problems.number) fields.push(t`số giấy tờ`);
  if (fields.length === 0) return null;
  return <Say state="act" title={t`Xem lại: ${fields.join(', ')}`} />;
}

function firstBox(problems: PersonProblems): keyof PersonValues {
  if (problems.fullName) return 'fullName';
  if (problems.birthDate) return 'year';
  return problems.nationality ? 'nationality' : 'number';
}
