const NARROW = new Set([':', '/', '.', ',']);

/**
 * Figures that move or are compared, each in a cell of its own, since the font has no tabular
 * figures. Read out as one text.
 */
export function Digits({ children, label = children }: { children: string; label?: string }) {
  return (
    <span className="digits" role="img" aria-label={label}>
      {[...children].map((sign, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place; the figure in it changes.
        <i key={at} className={sign === ' ' ? 'gap' : NARROW.has(sign) ? 'sep' : undefined}>
          {sign}
        </i>
      ))}
    </span>
  );
}
