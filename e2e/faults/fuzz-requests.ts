import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { CANARY, mutants, odd, type Schema, valuesOf } from './fuzz-schema.ts';

/** A route as the office describes it. */
export type Described = {
  method: string;
  /** `/api/desk/persons/{id}` */
  path: string;
  params: Record<string, Schema>;
  query: Record<string, Schema>;
  body: Schema | null;
};

export type Sent = {
  method: string;
  url: string;
  /** Who asks, by name; their token is put in when it is sent. */
  as: string;
  headers: Record<string, string>;
  payload: string | Buffer | undefined;
};

const CONTENT_TYPES = ['text/plain', 'application/xml', 'application/json; charset=x', CANARY, ''];

function segment(schema: Schema): fc.Arbitrary<string> {
  const good = valuesOf(schema).map((value) => encodeURIComponent(wellFormed(String(value))));
  const bad = fc.constantFrom('%00', '%ff', '%', '..%2f..', '.', CANARY, `${CANARY}%0d%0ax:1`, ' ');
  return fc.oneof({ weight: 3, arbitrary: good }, { weight: 1, arbitrary: bad });
}

const wellFormed = (text: string) => text.toWellFormed();

function queryOf(schemas: Record<string, Schema>): fc.Arbitrary<string> {
  const names = fc.constantFrom(...Object.keys(schemas), '__proto__', CANARY, 'state[]');
  const pair = names.chain((name) => {
    const good = Object.hasOwn(schemas, name) ? valuesOf(schemas[name] ?? {}) : odd;
    return fc
      .oneof({ weight: 2, arbitrary: good }, { weight: 1, arbitrary: odd })
      .map((value) => `${name}=${encodeURIComponent(wellFormed(String(JSON.stringify(value))))}`);
  });
  return fc.oneof(
    { weight: 3, arbitrary: fc.array(pair, { maxLength: 4 }).map((pairs) => pairs.join('&')) },
    { weight: 1, arbitrary: fc.constantFrom('&&&', '=', '%', `a=${CANARY}&a=${CANARY}`, '?') },
  );
}

type Payload = { payload: Sent['payload']; headers: Record<string, string> };

function bodies(schema: Schema, seeds: readonly unknown[]): fc.Arbitrary<Payload> {
  const good =
    seeds.length === 0 ? valuesOf(schema) : fc.oneof(valuesOf(schema), fc.constantFrom(...seeds));
  const json = { 'content-type': 'application/json' };
  const asJson = (value: unknown): Payload => ({
    payload: JSON.stringify(value) ?? '',
    headers: json,
  });
  return fc.oneof(
    { weight: 3, arbitrary: good.map(asJson) },
    { weight: 6, arbitrary: mutants(good).map(asJson) },
    { weight: 1, arbitrary: odd.map(asJson) },
    {
      weight: 1,
      arbitrary: good.map((value) => ({
        payload: JSON.stringify(value).slice(0, -1) + CANARY,
        headers: json,
      })),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(good, fc.constantFrom(...CONTENT_TYPES)).map(([value, type]) => ({
        payload: JSON.stringify(value),
        headers: { 'content-type': type },
      })),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(mutants(good), fc.boolean()).map(([value, isCut]) => {
        const zipped = gzipSync(JSON.stringify(value) ?? '');
        return {
          payload: isCut ? zipped.subarray(0, zipped.length - 9) : zipped,
          headers: { ...json, 'content-encoding': 'gzip' },
        };
      }),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom<Payload>(
        { payload: '{"__proto__":{"x":1},"constructor":{"prototype":{"x":1}}}', headers: json },
        { payload: `${'['.repeat(20_000)}`, headers: json },
        { payload: 'x'.repeat(100_000), headers: json },
        { payload: undefined, headers: json },
        { payload: CANARY, headers: { ...json, 'content-encoding': CANARY } },
      ),
    },
  );
}

/** Requests to one route: right ones, nearly right ones and nonsense, from everybody. */
export function requestsTo(
  route: Described,
  askers: readonly string[],
  seeds: readonly unknown[],
): fc.Arbitrary<Sent> {
  const path = fc
    .tuple(...Object.values(route.params).map(segment))
    .map((values) =>
      Object.keys(route.params).reduce(
        (url, name, nth) => url.replace(`{${name}}`, () => values[nth] ?? ''),
        route.path,
      ),
    );
  const none = fc.constant<Payload>({ payload: undefined, headers: {} });
  const payload = route.body === null ? none : bodies(route.body, seeds);
  const wrongToken = fc.constantFrom(`Bearer ${CANARY}`, 'Bearer ', 'Basic eA==', `khd_${CANARY}`);
  return fc
    .tuple(path, queryOf(route.query), payload, fc.constantFrom(...askers), fc.nat(20), wrongToken)
    .map(([url, query, { payload: sent, headers }, as, chance, token]) => ({
      method: chance === 0 ? 'DELETE' : chance === 1 ? 'PUT' : route.method,
      url: query === '' ? url : `${url}?${query}`,
      as,
      headers: chance === 2 ? { ...headers, authorization: token } : headers,
      payload: sent,
    }));
}
