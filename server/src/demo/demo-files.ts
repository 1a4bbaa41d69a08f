import { formatPartialDate } from '@khop/shared/partial-date';
import type { Citizen } from '../registry/match.ts';
import type { Commune } from './demo-person.ts';

/** The population list as CSV with BOM and semicolons, as a Vietnamese Excel writes it. */
export function* populationCsv(citizens: Iterable<Citizen>): Generator<string> {
  yield '\uFEFFSố định danh;Số CMND;Họ và tên;Giới tính;Ngày sinh\r\n';
  for (const { number, oldNumber, fullName, sex, birthDate } of citizens) {
    const birth = formatPartialDate(birthDate);
    yield `${number ?? ''};${oldNumber ?? ''};${fullName};${sex === 'male' ? 'Nam' : 'Nữ'};${birth}\r\n`;
  }
}

/** Every site record beside the truth, with what was made wrong in it: the key to all tests. */
export function* personsJson({ seed, persons, records }: Commune): Generator<string> {
  const byKey = new Map(persons.map((person) => [person.key, person]));
  yield `{"synthetic":true,"seed":${seed},"records":[\n`;
  for (const [nth, record] of records.entries()) {
    const truth = byKey.get(record.person) ?? null;
    yield `${nth === 0 ? '' : ',\n'}${JSON.stringify({ ...record, truth })}`;
  }
  yield '\n]}\n';
}
