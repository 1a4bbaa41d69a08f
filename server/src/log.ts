import { type Logger, type LoggerOptions, pino } from 'pino';

/** A request as the log may know it: the route's pattern, never its address, query or body. */
type LoggedRequest = { method?: string; routeOptions?: { url?: string | undefined } };
type LoggedReply = { statusCode?: number };
type LoggedError = {
  name?: unknown;
  code?: unknown;
  kind?: unknown;
  stack?: unknown;
  cause?: unknown;
};

/** Names and codes, and where it happened; the text of an error may hold a person's data. */
function loggedError(error: LoggedError): object {
  const { name, code, kind, stack, cause } = error;
  const frames = typeof stack === 'string' ? (stack.match(/^ {4}at .*$/gm) ?? []) : [];
  return {
    name,
    code,
    kind,
    at: frames.slice(0, 12).map((frame) => frame.trim()),
    ...(cause instanceof Error ? { cause: loggedError(cause) } : {}),
  };
}

/** Every field a line may have: ids, codes, counts, times, names of our own files. */
const FIELDS: ReadonlySet<string> = new Set([
  ...['err', 'req', 'res', 'reqId', 'responseTime', 'incident'],
  ...['kind', 'name', 'say', 'to', 'bytes', 'entries', 'foldsElse', 'copiedAt', 'removed'],
  ...['registry', 'met', 'state', 'subject', 'field', 'officer'],
  ...['waiting', 'anchoredAt', 'directive', 'blocked'],
]);
/** Written by the serializers below, which have lists of their own. */
const SERIALIZED: ReadonlySet<string> = new Set(['err', 'req', 'res']);

/** What is on no list is dropped; its own name is told, so that somebody puts it on. */
function onlyListed(fields: Record<string, unknown>): Record<string, unknown> {
  const kept = Object.entries(fields).filter(
    ([name, value]) => FIELDS.has(name) && (SERIALIZED.has(name) || isPlain(value)),
  );
  const dropped = Object.keys(fields).filter((name) => !kept.some(([each]) => each === name));
  return { ...Object.fromEntries(kept), ...(dropped.length > 0 ? { dropped } : {}) };
}

function isPlain(value: unknown): boolean {
  if (Array.isArray(value)) return value.length <= 100 && value.every(isPlain);
  if (typeof value === 'string') return value.length <= 500;
  return value === null || ['number', 'boolean', 'undefined'].includes(typeof value);
}

/** A line about an error is said in our words: where there are none, pino takes the error's own. */
function inOurWords(args: unknown[]): unknown[] {
  const [first, said] = args;
  const error = first instanceof Error ? first : (first as { err?: unknown } | null)?.err;
  if (!(error instanceof Error)) return args;
  const isTheirs = typeof said !== 'string' || said === error.message;
  const about = first instanceof Error ? { err: first } : first;
  return [about, isTheirs ? 'an error' : said];
}

/** [A4] The office's log: an allow-list. Nobody's name, number, address or answer gets in. */
export function makeLog(level: string, stream?: { write(line: string): void }): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    formatters: { log: onlyListed },
    hooks: {
      logMethod(args, method) {
        method.apply(this, inOurWords(args) as Parameters<typeof method>);
      },
    },
    serializers: {
      req: (request: LoggedRequest) => ({
        method: request.method,
        route: request.routeOptions?.url ?? null,
      }),
      res: (reply: LoggedReply) => ({ status: reply.statusCode }),
      err: loggedError,
    },
  };
  return stream === undefined ? pino(options) : pino(options, stream);
}
