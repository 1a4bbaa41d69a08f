import type { $ZodType } from 'zod/v4/core';

/**
 * True only for a value that the schema would answer with an equal one: right in every place, and
 * without a key the schema does not know. False says nothing: then the schema itself is asked.
 */
export type PlainCheck = (value: unknown) => boolean;

// What zod keeps about a schema, as far as plain JSON needs it.
type Def = {
  type: string;
  checks?: { _zod: { def: CheckDef } }[];
  shape?: Record<string, $ZodType>;
  catchall?: $ZodType;
  options?: $ZodType[];
  discriminator?: string;
  innerType?: $ZodType;
  element?: $ZodType;
  values?: unknown[];
  entries?: Record<string, unknown>;
  format?: string;
};
type CheckDef = {
  check: string;
  pattern?: RegExp;
  minimum?: number;
  maximum?: number;
  value?: number;
  inclusive?: boolean;
  fn?: (value: unknown) => unknown;
};

function defOf(schema: $ZodType): Def {
  return schema._zod.def as unknown as Def;
}

/** Turns a schema of plain JSON into a quick check. Throws for a kind of schema it does not know. */
export function plainCheck(schema: $ZodType): PlainCheck {
  const def = defOf(schema);
  const kind = kindCheck(def);
  const checks = (def.checks ?? []).map((check) => ruleCheck(check._zod.def));
  const [first] = checks;
  if (first === undefined) return kind;
  if (checks.length === 1) return (value) => kind(value) && first(value);
  return (value) => kind(value) && checks.every((check) => check(value));
}

function kindCheck(def: Def): PlainCheck {
  switch (def.type) {
    case 'string':
      return (value) => typeof value === 'string';
    case 'number':
      return def.format === 'safeint'
        ? (value) => Number.isSafeInteger(value)
        : (value) => Number.isFinite(value);
    case 'literal':
      return oneOf(def.values ?? []);
    case 'enum':
      return oneOf(Object.values(def.entries ?? {}));
    case 'nullable': {
      const inner = plainCheck(innerOf(def));
      return (value) => value === null || inner(value);
    }
    case 'optional':
      return plainCheck(innerOf(def));
    case 'array': {
      const element = plainCheck(def.element ?? unknownKind(def));
      return (value) => Array.isArray(value) && value.every(element);
    }
    case 'union':
      return unionCheck(def);
    case 'object':
      return objectCheck(def);
    default:
      return unknownKind(def);
  }
}

function oneOf(values: readonly unknown[]): PlainCheck {
  return (value) => values.includes(value);
}

function innerOf(def: Def): $ZodType {
  return def.innerType ?? unknownKind(def);
}

function unknownKind(def: Def): never {
  throw new Error(`no plain check for ${def.type}`);
}

function unionCheck({ options = [], discriminator }: Def): PlainCheck {
  const checks = options.map(plainCheck);
  if (discriminator === undefined) return (value) => checks.some((check) => check(value));
  const byTag = new Map<unknown, PlainCheck>();
  for (const [index, option] of options.entries()) {
    const tag = defOf(option).shape?.[discriminator];
    const check = checks[index];
    if (tag === undefined || check === undefined) throw new Error('an option without its tag');
    for (const value of defOf(tag).values ?? []) byTag.set(value, check);
  }
  return (value) => isRecord(value) && byTag.get(value[discriminator])?.(value) === true;
}

function objectCheck({ shape = {}, catchall }: Def): PlainCheck {
  if (catchall !== undefined) throw new Error('no plain check for an object with other keys');
  const fields = Object.entries(shape).map(([key, schema]) => ({
    key,
    check: plainCheck(schema),
    isOptional: defOf(schema).type === 'optional',
  }));
  return (value) => {
    if (!isRecord(value)) return false;
    let present = 0;
    for (const { key, check, isOptional } of fields) {
      const field = value[key];
      if (field === undefined) {
        if (!isOptional) return false;
      } else if (check(field)) present += 1;
      else return false;
    }
    // A key more than that is one the schema does not know.
    return Object.keys(value).length === present;
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function ruleCheck(def: CheckDef): PlainCheck {
  const { check, pattern, minimum, maximum, value: limit, inclusive, fn } = def;
  if (check === 'string_format' && pattern !== undefined) {
    return (value) => pattern.test(value as string);
  }
  if (check === 'min_length' && minimum !== undefined) {
    return (value) => (value as string | unknown[]).length >= minimum;
  }
  if (check === 'max_length' && maximum !== undefined) {
    return (value) => (value as string | unknown[]).length <= maximum;
  }
  if (check === 'greater_than' && limit !== undefined) {
    return (value) => (value as number) > limit || (inclusive === true && value === limit);
  }
  if (check === 'less_than' && limit !== undefined) {
    return (value) => (value as number) < limit || (inclusive === true && value === limit);
  }
  if (check === 'custom' && fn !== undefined) return (value) => fn(value) === true;
  throw new Error(`no plain check for ${check}`);
}
