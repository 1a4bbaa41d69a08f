import { type Logger, pino } from 'pino';

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

/** [A4] The office's log: an allow-list. Nobody's name, number, address or answer gets in. */
export function makeLog(level: string, stream?: { write(line: string): void }): Logger {
  const options = {
    level,
    base: null,
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
