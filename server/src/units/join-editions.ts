import { strictKey } from '@khop/shared/name';
import { type Unit, unitKey } from '@khop/shared/unit';
import type { Gathering } from './gather.ts';

/**
 * [U10] Connects two whole lists, one after the other, of which no map exists: units of one code, name
 * and province are one. What is left over on both sides under one name in one province, and alone
 * there, is connected too, and told. Everything else stays unconnected, and is told.
 */
export function joinEditions(gathering: Gathering, from: string, to: string): void {
  const { units, notes, connect } = gathering;
  const of = (edition: string) =>
    [...units.values()].filter((each) => each.edition === edition && each.level !== 'hamlet');
  const later = new Map(of(to).map((each) => [each.code, each]));
  const left: Unit[] = [];
  const taken = new Set<Unit>();
  for (const unit of of(from)) {
    const next = later.get(unit.code);
    const isSame =
      next !== undefined && next.parent === unit.parent && bareName(next) === bareName(unit);
    if (!isSame) {
      left.push(unit);
      continue;
    }
    taken.add(next);
    connect(unit, next, 'same-code');
    if (strictKey(unit.name) !== strictKey(next.name)) {
      const detail = `${unitKey(unit)} ${unit.name} → ${unitKey(next)} ${next.name}`;
      notes.push({ about: next.name, kind: 'kind-changed', detail });
    }
  }
  const free = [...later.values()].filter((each) => !taken.has(each));
  for (const unit of left) {
    const isLike = (each: Unit) =>
      each.parent === unit.parent && strictKey(each.name) === strictKey(unit.name);
    const [next, ...others] = free.filter(isLike);
    if (next === undefined || others.length > 0 || left.filter(isLike).length > 1) {
      notes.push({ about: unit.name, kind: 'no-successor', detail: unitKey(unit) });
      continue;
    }
    free.splice(free.indexOf(next), 1);
    connect(unit, next, 'same-name');
    const detail = `${unitKey(unit)} / ${unitKey(next)}`;
    notes.push({ about: unit.name, kind: 'code-differs', detail });
  }
  for (const unit of free) {
    notes.push({ about: unit.name, kind: 'no-predecessor', detail: unitKey(unit) });
  }
}

const KINDS = /^(thành phố|tỉnh|phường|xã|thị trấn|đặc khu)\s+/iu;

/** The name without its kind: a xã that became a phường is the same place. */
function bareName({ name }: Unit): string {
  return strictKey(name.replace(KINDS, '')).replace(/[\s\p{Pd}']+/gu, ' ');
}
