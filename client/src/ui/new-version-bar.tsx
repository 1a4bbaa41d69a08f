import type { ReactNode } from 'react';

/** A new version waits here until a person takes it (UX10). `act` is missing while it cannot be. */
export function NewVersionBar({
  title,
  note,
  act,
}: {
  title: string;
  note: string;
  act?: ReactNode;
}) {
  return (
    <div className="bar-new" role="status">
      <p className="grow">
        <b>{title}</b> {note}
      </p>
      {act}
    </div>
  );
}
