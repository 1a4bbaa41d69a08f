import { type ReactNode, useEffect, useId, useRef } from 'react';

/**
 * Only for: end of session, wipe, bulk over 20, merge, sign (UX24). The browser keeps the focus
 * inside and gives it back; Escape asks `onClose`. A tap beside it does nothing.
 */
export function Dialog({
  open,
  title,
  children,
  acts,
  onClose,
}: {
  open: boolean;
  title: ReactNode;
  children: ReactNode;
  acts: ReactNode;
  onClose: () => void;
}) {
  const id = useId();
  const frame = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = frame.current;
    if (!open || !dialog) return;
    dialog.showModal();
    return () => dialog.close();
  }, [open]);

  return (
    <dialog
      ref={frame}
      className="dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id={id}>{title}</h2>
      {children}
      <div className="btn-group">{acts}</div>
    </dialog>
  );
}
