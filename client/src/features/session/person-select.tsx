import { Field, useFieldIds } from '../../ui/field.tsx';

type Person = { value: string; title: string; note: string };

/** Sites have more people than fit on cards; the system's own list is the best one for gloves. */
export function PersonSelect(props: {
  label: string;
  people: readonly Person[];
  chosen: string;
  onChoose: (value: string) => void;
}) {
  return (
    <Field label={props.label}>
      <Select {...props} />
    </Field>
  );
}

function Select({
  people,
  chosen,
  onChoose,
}: {
  people: readonly Person[];
  chosen: string;
  onChoose: (value: string) => void;
}) {
  return (
    <select
      {...useFieldIds()}
      className="input"
      value={chosen}
      onChange={(event) => onChoose(event.currentTarget.value)}
    >
      {people.map(({ value, title, note }) => (
        <option key={value} value={value}>
          {note === '' ? title : `${title} – ${note}`}
        </option>
      ))}
    </select>
  );
}
