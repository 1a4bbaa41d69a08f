/** Why the office cannot start, as one sentence for the person at the terminal. */
export class StartTrouble extends Error {
  constructor(sentence: string, cause?: unknown) {
    super(sentence, { cause });
    this.name = 'StartTrouble';
  }
}

function codeOf(error: unknown): string {
  const from = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return from instanceof Error && 'code' in from ? String(from.code) : '';
}

const FOLDER_CODES = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOSPC', 'SQLITE_CANTOPEN'];
const SERVER_CODES = ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH', 'ECONNRESET'];

/** The sentence for what went wrong while the database was opened; null for a bug. */
export function troubleOpening(error: unknown, place: { dataDir: string; isPostgres: boolean }) {
  const code = codeOf(error);
  if (place.isPostgres) {
    const isAccess = code.startsWith('28') || code === '3D000';
    if (isAccess) {
      return new StartTrouble(
        'PostgreSQL refuses the user or database of KHOP_DATABASE_URL.',
        error,
      );
    }
    // 57P: it is starting, recovering or going down.
    return SERVER_CODES.includes(code) || code.startsWith('57P')
      ? new StartTrouble('No PostgreSQL answers at KHOP_DATABASE_URL.', error)
      : null;
  }
  if (FOLDER_CODES.some((each) => code.startsWith(each)) || code.startsWith('SQLITE_READONLY')) {
    return new StartTrouble(
      `The data folder ${place.dataDir} cannot be written: check its owner and free space, or set KHOP_DATA_DIR.`,
      error,
    );
  }
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) {
    return new StartTrouble(
      `The database in ${place.dataDir} is damaged: restore a backup before starting.`,
      error,
    );
  }
  if (code.startsWith('SQLITE_IOERR')) {
    return new StartTrouble(
      `The disk under ${place.dataDir} fails: look at the machine’s disk before starting again.`,
      error,
    );
  }
  return null;
}

/** The sentence for what went wrong while the port was taken; null for a bug. */
export function troubleListening(error: unknown, at: { host: string; port: number }) {
  const code = codeOf(error);
  if (code === 'EADDRINUSE') {
    return new StartTrouble(
      `Port ${at.port} is taken: stop the other program or set KHOP_PORT.`,
      error,
    );
  }
  if (code === 'EACCES') {
    return new StartTrouble(`Port ${at.port} needs more rights: set KHOP_PORT above 1023.`, error);
  }
  return code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND'
    ? new StartTrouble(`This machine has no address ${at.host}: set KHOP_HOST.`, error)
    : null;
}
