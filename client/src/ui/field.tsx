import { createContext, type ReactNode, use, useId } from 'react';
import { Mark } from './mark.tsx';

/** What an input must carry to belong to its field. */
export type FieldIds = {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
};

const Ids = createContext<FieldIds | undefined>(undefined);

/** The ids of the field around an input, or none outside a field. */
export function useFieldIds(): FieldIds | undefined {
  return use(Ids);
}

type Props = {
  label: ReactNode;
  /** Beside the label in plain weight: "if there is one". */
  aside?: ReactNode;
  hint?: ReactNode;
  /** Look once more, it is saved all the same (yellow). */
  care?: ReactNode;
  /** Cannot be (red). */
  bad?: ReactNode;
  children: ReactNode;
};

/** Label above, one input inside, then what is said about it. */
export function Field({ label, aside, children, ...said }: Props) {
  const id = useId();
  return (
    <div {...stateOf(said)}>
      <label htmlFor={id}>
        {label}
        <Aside>{aside}</Aside>
      </label>
      <Ids value={idsOf(id, said)}>{children}</Ids>
      <Said id={id} {...said} />
    </div>
  );
}

/** The same for several inputs that are one answer: a date, a counter, cards. */
export function FieldGroup({ label, aside, children, ...said }: Props) {
  const id = useId();
  const { id: _, ...ids } = idsOf(id, said);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot be laid out as the label it is.
    <div
      {...stateOf(said)}
      role="group"
      aria-labelledby={`${id}-label`}
      aria-describedby={ids['aria-describedby']}
    >
      <span className="label" id={`${id}-label`}>
        {label}
        <Aside>{aside}</Aside>
      </span>
      {children}
      <Said id={id} {...said} />
    </div>
  );
}

type SaidProps = Pick<Props, 'hint' | 'care' | 'bad'>;

function stateOf({ care, bad }: SaidProps) {
  return {
    className: 'field',
    'data-bad': bad ? '' : undefined,
    'data-care': care && !bad ? '' : undefined,
  };
}

function idsOf(id: string, { hint, care, bad }: SaidProps): FieldIds {
  return {
    id,
    'aria-describedby': hint || care || bad ? `${id}-said` : undefined,
    'aria-invalid': bad ? true : undefined,
  };
}

function Aside({ children }: { children: ReactNode }) {
  return children ? <span className="aside"> {children}</span> : null;
}

function Said({ id, hint, care, bad }: SaidProps & { id: string }) {
  if (!hint && !care && !bad) return null;
  return (
    <div id={`${id}-said`} className="said">
      {bad && (
        <p className="bad">
          <Mark state="act" />
          <span>{bad}</span>
        </p>
      )}
      {care && (
        <p className="care">
          <Mark state="warn" />
          <span>{care}</span>
        </p>
      )}
      {hint && <p className="hint">{hint}</p>}
    </div>
  );
}
