/** Whether one typing slip apart: a sign more, less, wrong, or two neighbours exchanged. Not equal. */
export function isOneEditApart(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const restA = a.slice(start);
  const restB = b.slice(start);
  if (restA.length !== restB.length) {
    return restA.length > restB.length ? restA.slice(1) === restB : restB.slice(1) === restA;
  }
  const isSubstituted = restA.slice(1) === restB.slice(1);
  const isExchanged =
    restA.slice(2) === restB.slice(2) && restA[0] === restB[1] && restA[1] === restB[0];
  return isSubstituted || isExchanged;
}
