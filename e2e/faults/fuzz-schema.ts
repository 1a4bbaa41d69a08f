import fc from 'fast-check';

/** As much of JSON Schema as the office's routes say (OpenAPI 3.0 of fastify-swagger). */
export type Schema = {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  nullable?: boolean;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
};

/** Stands in texts that are sent: no error may say it again. */
export const CANARY = 'zq7canary';

/** Values a program trips over, of every kind. */
export const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -0,
    -1,
    1.5,
    1e308,
    2 ** 53,
    '',
    '0',
    'null',
    '\u0000',
    `${CANARY}\u0000`,
    '\ud800',
    '__proto__',
    'constructor',
    "' or 1=1 --",
    `<b>${CANARY}</b>`,
    '../../etc/passwd',
    '%00',
    '\u202e',
    CANARY.repeat(2000),
    [],
    {},
    [[[[[[[[]]]]]]]],
    { __proto__: null },
    { constructor: { prototype: {} } },
  ),
  fc.string({ unit: 'binary' }).map((text) => CANARY + text),
  fc.jsonValue(),
);

function text({ pattern, minLength = 0, maxLength = 40 }: Schema): fc.Arbitrary<unknown> {
  const free = fc.string({ minLength, maxLength: Math.min(maxLength, minLength + 40) });
  if (pattern === undefined) {
    return fc.oneof(
      free,
      free.map((each) => (CANARY + each).slice(0, maxLength)),
    );
  }
  try {
    return fc.stringMatching(new RegExp(pattern));
  } catch {
    // Look-arounds of a date's pattern: not what fast-check can make.
    return fc.constantFrom('2026-11-22', '2026-11-22T01:00:00.000Z', CANARY);
  }
}

/** Values a schema lets in. */
export function valuesOf(schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  const inner = (each: Schema) => valuesOf(each, depth + 1);
  if (schema.nullable) {
    return fc.option(inner({ ...schema, nullable: false }), { nil: null });
  }
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices !== undefined && choices.length > 0) return fc.oneof(...choices.map(inner));
  switch (schema.type) {
    case 'string':
      return text(schema);
    case 'integer':
    case 'number':
      return fc.integer({
        min: Math.max(schema.minimum ?? 0, -(2 ** 31)),
        max: Math.min(schema.maximum ?? 100, 2 ** 31 - 1),
      });
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(inner(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.max(schema.minItems ?? 0, 3),
      });
    case 'object':
      return objects(schema, depth);
    default:
      return depth > 4 ? fc.constant(null) : odd;
  }
}

function objects({ properties = {}, required = [] }: Schema, depth: number) {
  const model = Object.fromEntries(
    Object.entries(properties).map(([name, each]) => [name, valuesOf(each, depth + 1)]),
  );
  return fc.record(model, { requiredKeys: required.filter((name) => name in properties) });
}

/** A value with one place, anywhere in it, made into something odd, gone, or doubled. */
export function mutants(of: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.tuple(of, fc.nat(1000), fc.nat(4), odd).map(([value, at, how, other]) => {
    const copy = structuredClone(value);
    const places = placesIn(copy);
    const place = places[at % Math.max(1, places.length)];
    if (place === undefined) return other;
    const { holder, key } = place;
    if (how === 0) delete (holder as Record<string, unknown>)[key];
    else if (how === 1) (holder as Record<string, unknown>)[`${CANARY}${key}`] = other;
    else (holder as Record<string, unknown>)[key] = other;
    return copy;
  });
}

type Place = { holder: object; key: string };

function placesIn(value: unknown): Place[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    { holder: value, key },
    ...placesIn(inner),
  ]);
}
