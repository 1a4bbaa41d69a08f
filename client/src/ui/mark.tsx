import type { CSSProperties, ReactNode } from 'react';

const round: CSSProperties = { strokeLinecap: 'round', strokeLinejoin: 'round' };
const cloud = { ...round, strokeWidth: 2.25 };

const ring = <circle className="st" cx="12" cy="12" r="8.5" />;
const square = (
  <>
    <rect className="fi" x="2" y="2" width="20" height="20" rx="4.5" />
    <path className="on" d="M12 6.6v6.6M12 17.3v.01" />
  </>
);

/**
 * The step marks. They differ by shape, not only by colour (UX3): round is on its way, square needs
 * a person, a triangle asks for a second look. The font lacks them, so they are drawn.
 */
const drawings = {
  saved: ring,
  sending: (
    <>
      {ring}
      <path className="fi" d="M12 3.5a8.5 8.5 0 0 0 0 17z" />
    </>
  ),
  received: <circle className="fi" cx="12" cy="12" r="10" />,
  right: (
    <>
      <circle className="fi" cx="12" cy="12" r="10.5" />
      <path className="on" d="M7.2 12.4l3.3 3.2 6.3-6.8" />
    </>
  ),
  wrong: square,
  act: square,
  unchecked: (
    <circle
      className="st"
      cx="12"
      cy="12"
      r="8.5"
      style={{ strokeDasharray: '3.4 3.28', strokeWidth: 2.75 }}
    />
  ),
  exempt: (
    <>
      {ring}
      <path className="st" d="M8.5 12h7" style={{ ...round, strokeWidth: 2.75 }} />
    </>
  ),
  signed: (
    <path
      className="fi"
      d="M12.01 2.011a3.2 3.2 0 0 1 2.113 .797l.154 .145l.698 .698a1.2 1.2 0 0 0 .71 .341l.135 .008h1a3.2 3.2 0 0 1 3.195 3.018l.005 .182v1c0 .27 .092 .533 .258 .743l.09 .1l.697 .698a3.2 3.2 0 0 1 .147 4.382l-.145 .154l-.698 .698a1.2 1.2 0 0 0 -.341 .71l-.008 .135v1a3.2 3.2 0 0 1 -3.018 3.195l-.182 .005h-1a1.2 1.2 0 0 0 -.743 .258l-.1 .09l-.698 .697a3.2 3.2 0 0 1 -4.382 .147l-.154 -.145l-.698 -.698a1.2 1.2 0 0 0 -.71 -.341l-.135 -.008h-1a3.2 3.2 0 0 1 -3.195 -3.018l-.005 -.182v-1a1.2 1.2 0 0 0 -.258 -.743l-.09 -.1l-.697 -.698a3.2 3.2 0 0 1 -.147 -4.382l.145 -.154l.698 -.698a1.2 1.2 0 0 0 .341 -.71l.008 -.135v-1l.005 -.182a3.2 3.2 0 0 1 3.013 -3.013l.182 -.005h1a1.2 1.2 0 0 0 .743 -.258l.1 -.09l.698 -.697a3.2 3.2 0 0 1 2.269 -.944zm3.697 7.282a1 1 0 0 0 -1.414 0l-3.293 3.292l-1.293 -1.292l-.094 -.083a1 1 0 0 0 -1.32 1.497l2 2l.094 .083a1 1 0 0 0 1.32 -.083l4 -4l.083 -.094a1 1 0 0 0 -.083 -1.32z"
    />
  ),
  retry: (
    <>
      <circle className="fi" cx="12" cy="12" r="10.2" />
      <path
        className="on"
        d="M16.4 10.6a4.8 4.8 0 0 0-8.6-1.2M7.6 13.4a4.8 4.8 0 0 0 8.6 1.2M7.3 7v2.8h2.8M16.7 17v-2.8h-2.8"
        style={{ strokeWidth: 2 }}
      />
    </>
  ),
  warn: (
    <>
      <path
        className="fi"
        d="M10.3 3.2 1.9 18a2 2 0 0 0 1.7 3h16.8a2 2 0 0 0 1.7-3L13.7 3.2a2 2 0 0 0-3.4 0z"
      />
      <path className="on" d="M12 8.6v5M12 17.4v.01" />
    </>
  ),
  offline: (
    <g className="st" style={cloud}>
      <path d="M9.58 5.548c.24 -.11 .492 -.207 .752 -.286c1.88 -.572 3.956 -.193 5.444 1c1.488 1.19 2.162 3.007 1.77 4.769h.99c1.913 0 3.464 1.56 3.464 3.486c0 .957 -.383 1.824 -1.003 2.454m-2.997 1.033h-11.343c-2.572 -.004 -4.657 -2.011 -4.657 -4.487c0 -2.475 2.085 -4.482 4.657 -4.482c.13 -.582 .37 -1.128 .7 -1.62" />
      <path d="M3 3l18 18" />
    </g>
  ),
  done: (
    <g className="st" style={cloud}>
      <path d="M11 18.004h-4.343c-2.572 -.004 -4.657 -2.011 -4.657 -4.487c0 -2.475 2.085 -4.482 4.657 -4.482c.393 -1.762 1.794 -3.2 3.675 -3.773c1.88 -.572 3.956 -.193 5.444 1c1.488 1.19 2.162 3.007 1.77 4.769h.99c1.388 0 2.585 .82 3.138 2.007" />
      <path d="M15 19l2 2l4 -4" />
    </g>
  ),
  now: <circle className="fi" cx="12" cy="12" r="6" />,
  ok: <path className="st" d="M5 12.5l4.5 4.5L19 7.5" style={{ ...round, strokeWidth: 2.5 }} />,
} satisfies Record<string, ReactNode>;

export type MarkState = keyof typeof drawings;

/** The mark alone says nothing to a reader: words always stand beside it. */
export function Mark({ state }: { state: MarkState }) {
  return (
    <svg className="mark" data-s={state} viewBox="0 0 24 24" aria-hidden="true">
      {drawings[state]}
    </svg>
  );
}
