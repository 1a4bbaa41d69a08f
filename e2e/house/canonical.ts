/** The same text for the same value, in whatever order its keys were written. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}

/** Where two values first differ: a path of keys without any content. */
export function differenceOf(one: unknown, other: unknown, path = ''): string | null {
  const isBoth = [one, other].every((each) => typeof each === 'object' && each !== null);
  if (!isBoth) return one === other ? null : path;
  const [left, right] = [one as Record<string, unknown>, other as Record<string, unknown>];
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const found = differenceOf(left[key], right[key], `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}
