/** Marks thinner than this many pixels would vanish on a phone. */
function gapOf(of: number): string {
  if (of > 60) return '1px';
  return of > 20 ? '1.5px' : '2px';
}

/**
 * One mark is one second, minute, hour or dose. It steps and does not glide. `label` says the same
 * in words; the figure also stands beside it in sight.
 */
export function Ruler({
  at,
  of,
  label,
  tone = 'text',
}: {
  at: number;
  of: number;
  label: string;
  tone?: 'text' | 'sending';
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a <meter> draws itself and takes no marks.
    <div
      className="ruler"
      data-tone={tone}
      role="meter"
      aria-valuemin={0}
      aria-valuemax={of}
      aria-valuenow={at}
      aria-valuetext={label}
      aria-label={label}
      style={{ '--n': of, '--at': at, '--gap': gapOf(of) }}
    />
  );
}

/** What the ends of a ruler mean. */
export function RulerScale({ marks }: { marks: readonly string[] }) {
  return (
    <p className="ruler-scale">
      {marks.map((mark) => (
        <span key={mark}>{mark}</span>
      ))}
    </p>
  );
}
