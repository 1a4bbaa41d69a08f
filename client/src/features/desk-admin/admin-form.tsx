import { Trans } from '@lingui/react/macro';
import type { ComponentProps, ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Said } from './said.tsx';

/** The frame of every change an administrator makes: what was said, the fields, do it or leave it. */
export function AdminForm({
  said,
  isBusy,
  verb,
  look = 'solid',
  onSend,
  onLeave,
  children,
}: {
  said: ComponentProps<typeof Said>['said'];
  isBusy: boolean;
  verb: ReactNode;
  look?: 'solid' | 'stop';
  onSend: () => Promise<void>;
  onLeave: () => void;
  children: ReactNode;
}) {
  return (
    <form
      className="stack admin-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void onSend();
      }}
    >
      <Said said={said} />
      {children}
      <div className="btn-group">
        <Button look={look} type="submit" disabled={isBusy}>
          {verb}
        </Button>
        <Button look="quiet" onClick={onLeave}>
          <Trans>Thôi</Trans>
        </Button>
      </div>
    </form>
  );
}
