import type { Problem } from '@khop/shared/protocol/problem';

const STATUS: Record<Problem['code'], number> = {
  'bad-request': 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  expired: 410,
  'too-large': 413,
  'too-many': 429,
  outdated: 426,
  // Precondition Required: show the voucher first.
  'unknown-key': 428,
  unavailable: 503,
  bug: 500,
};

/** The door says no. Thrown by hooks and handlers, answered by `answerProblems`. */
export class Refusal extends Error {
  readonly code: Problem['code'];
  readonly statusCode: number;
  readonly retryAfterSeconds: number | null;
  constructor(code: Problem['code'], detail: string, retryAfterSeconds: number | null = null) {
    super(detail);
    this.name = 'Refusal';
    this.code = code;
    this.statusCode = STATUS[code];
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** [P13] Before something is given to a client; never before something is taken from it. */
export function refuseOutdated(protocol: number, minClient: number): void {
  if (protocol < minClient) throw new Refusal('outdated', 'update the app first');
}
