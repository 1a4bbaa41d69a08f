import { IconArrowBackUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { Ruler } from './ruler.tsx';

/**
 * What was just done, and a way back. Keep it mounted and pass `undefined` when there is nothing:
 * a reader announces what changes inside a region it already knows. The seconds stand outside that
 * region, or it would speak every one of them. `onHold`: somebody is at it (focus or pointer), so
 * the countdown waits (UX43).
 */
export function Toast({
  message,
  undo,
  onHold,
}: {
  message: ReactNode | undefined;
  undo?: { word: string; left: number; of: number; leftInWords: string; onUndo: () => void };
  onHold?: (held: boolean) => void;
}) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it listens whether somebody is there; the act is the button.
    <div
      className={message === undefined ? 'vh' : 'toast'}
      onFocus={() => onHold?.(true)}
      onBlur={() => onHold?.(false)}
      onPointerEnter={() => onHold?.(true)}
      onPointerLeave={(event) => onHold?.(event.currentTarget.contains(document.activeElement))}
    >
      <p role="status">
        <b>{message}</b>
      </p>
      {message !== undefined && undo && (
        <>
          <div className="line">
            <Button icon={<Icon of={IconArrowBackUp} />} onClick={undo.onUndo}>
              {undo.word}
            </Button>
            <span className="note grow">{undo.leftInWords}</span>
          </div>
          <Ruler at={undo.left} of={undo.of} label={undo.leftInWords} />
        </>
      )}
    </div>
  );
}
