/** Why a backup cannot be made or restored: one sentence that names the file and the cure. */
export class BackupTrouble extends Error {
  readonly kind:
    | 'damaged'
    | 'missing'
    | 'wrong-key'
    | 'bad-key'
    | 'unsound'
    | 'version'
    | 'occupied'
    | 'no-office'
    | 'folder';
  constructor(kind: BackupTrouble['kind'], sentence: string, cause?: unknown) {
    super(sentence, { cause });
    this.name = 'BackupTrouble';
    this.kind = kind;
  }
}

/** What the disk said about a folder, as a sentence; null for a bug. */
export function troubleWith(folder: string, error: unknown): BackupTrouble | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!/^(E[A-Z]+|SQLITE_(FULL|IOERR|CANTOPEN).*)$/.test(code)) return null;
  const cure =
    code === 'ENOSPC' || code === 'SQLITE_FULL'
      ? 'make room there'
      : 'check that it is there, mounted and may be written';
  return new BackupTrouble('folder', `The folder ${folder} failed (${code}): ${cure}.`, error);
}
