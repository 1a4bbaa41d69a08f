import type { Random } from '@khop/shared/ids';
import type { Problem } from '@khop/shared/protocol/problem';
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { StoreTrouble } from '../store/store.ts';
import { Refusal } from './refusal.ts';

/** Every error leaves as a Problem: a code, no text of ours or the database's about a person. */
export function answerProblems(app: FastifyInstance, random: Random): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const refusal = refusalOf(error, random);
    if (refusal === null) {
      request.log.error({ err: error }, 'a request met a bug');
      return send(reply, 500, { code: 'bug', detail: 'this is a bug', incident: request.id });
    }
    if (refusal.statusCode >= 500) request.log.error({ err: error }, 'the office is in trouble');
    if (refusal.retryAfterSeconds !== null) {
      void reply.header('retry-after', String(refusal.retryAfterSeconds));
    }
    return send(reply, refusal.statusCode, { code: refusal.code, detail: refusal.message });
  });
}

/** An address that is none never comes to a route; Fastify's own answer would say it again. */
export function answerUnreadable(_error: FastifyError, _request: unknown, reply: unknown): void {
  void send(reply as FastifyReply, 400, {
    code: 'bad-request',
    detail: 'the request could not be read',
  });
}

export function send(reply: FastifyReply, status: number, problem: Problem): FastifyReply {
  return reply.code(status).type('application/json').send(JSON.stringify(problem));
}

function refusalOf(error: FastifyError, random: Random): Refusal | null {
  if (error instanceof Refusal) return error;
  if (error instanceof StoreTrouble) {
    return new Refusal('unavailable', error.message, waitSeconds(random));
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    // Where it is wrong, never what stood there: that may be a person's name.
    const places = error.validation.map(({ instancePath }) => instancePath || '/');
    return new Refusal('bad-request', `not understood at ${[...new Set(places)].join(', ')}`);
  }
  switch (error.statusCode) {
    case 413:
      return new Refusal('too-large', 'more bytes than this request may have');
    case 415:
      return new Refusal('bad-request', 'a kind of content this request cannot have');
    case 429:
      return new Refusal('too-many', 'too many requests');
    case 404:
      return new Refusal('not-found', 'no such thing');
    default:
      return (error.statusCode ?? 500) < 500
        ? new Refusal('bad-request', 'the request could not be read')
        : null;
  }
}

/** Spread, so that all who were turned away do not come back in the same second. */
export function waitSeconds(random: Random): number {
  return 5 + ((random(1)[0] ?? 0) % 25);
}
