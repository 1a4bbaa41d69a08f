import { toInstant } from '@khop/shared/time';

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

/** A file that is not what was written under its name, and how to do without it. */
export function damaged(name: string, at: number, cause?: unknown): BackupTrouble {
  const sentence = `${name} is damaged near byte ${at}: fetch another copy of it, or restore what came before it${beforeThat(name)}.`;
  return new BackupTrouble('damaged', sentence, cause);
}

/** The option that leaves out the file and all after it; its name tells when it was made. */
export function beforeThat(name: string): string {
  const found = /-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-/.exec(name);
  if (found === null) return '';
  const [, year, month, day, hour, minute, second] = found;
  const madeAt = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return ` with --until ${toInstant(madeAt - 1000)}`;
}

/** The database does not hold what it promises, in the words of `what`. */
export function unsound(what: string): BackupTrouble {
  return new BackupTrouble(
    'unsound',
    `The office's database is damaged, ${what}: keep the backups there are and restore the last one.`,
  );
}
