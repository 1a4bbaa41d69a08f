/** `join('btn', false, 'btn-full')` → `btn btn-full`. */
export function join(...names: (string | false | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
