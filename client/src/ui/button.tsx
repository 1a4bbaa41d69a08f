import { type ComponentProps, type MouseEvent, type ReactNode, useRef } from 'react';
import { join } from './class-names.ts';

const looks = {
  main: 'btn btn-main',
  solid: 'btn btn-solid',
  plain: 'btn',
  quiet: 'btn btn-quiet',
  stop: 'btn btn-stop',
  /** Only an icon inside: needs an `aria-label`. */
  icon: 'btn btn-icon',
};

type Look = { look?: keyof typeof looks; icon?: ReactNode; full?: boolean };

const SECOND_TAP_MS = 500;

function lookOf(look: Look['look'], full: boolean | undefined, className: string | undefined) {
  return join(looks[look ?? 'plain'], full && 'btn-full', className);
}

/**
 * A verb with its object. A second tap within 500 ms is a trembling glove, not a wish (UX25);
 * `mayRepeat` for counters and number pads, where it is one.
 */
export function Button({
  look,
  icon,
  full,
  mayRepeat = false,
  className,
  onClick,
  children,
  ...rest
}: ComponentProps<'button'> & Look & { mayRepeat?: boolean }) {
  const lastTapMs = useRef(Number.NEGATIVE_INFINITY);

  function tap(event: MouseEvent<HTMLButtonElement>) {
    if (!mayRepeat && event.timeStamp - lastTapMs.current < SECOND_TAP_MS) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    lastTapMs.current = event.timeStamp;
    onClick?.(event);
  }

  return (
    <button type="button" {...rest} className={lookOf(look, full, className)} onClick={tap}>
      {icon}
      {children}
    </button>
  );
}

/** Looks like a button and goes somewhere. */
export function ButtonLink({
  look,
  icon,
  full,
  className,
  children,
  ...rest
}: ComponentProps<'a'> & Look) {
  return (
    <a {...rest} className={lookOf(look, full, className)}>
      {icon}
      {children}
    </a>
  );
}

export function ButtonGroup({ children }: { children: ReactNode }) {
  return <div className="btn-group">{children}</div>;
}
