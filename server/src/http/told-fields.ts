import type { FastifyRequest } from 'fastify';
import { operatorOf } from './authenticate.ts';

/** What the asker's role may be told of an answer, as the route's policy says (`told`). */
export function toldTo<T>(request: FastifyRequest, answer: T): T {
  const { policy } = request.routeOptions.config;
  if (policy?.who !== 'operator' || policy.told === undefined) return answer;
  if (policy.told.to.includes(operatorOf(request).role)) return answer;
  return policy.told.fields.reduce((left, field) => leaveOut(left, field.split('.')), answer);
}

/** Without what stands at a path: a list is empty there, anything else null. */
export function leaveOut<T>(value: T, [key, ...rest]: readonly string[]): T {
  if (key === undefined) return (Array.isArray(value) ? [] : null) as T;
  if (Array.isArray(value)) return value.map((row) => leaveOut(row, [key, ...rest])) as T;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return value;
  return { ...value, [key]: leaveOut((value as Record<string, unknown>)[key], rest) };
}
