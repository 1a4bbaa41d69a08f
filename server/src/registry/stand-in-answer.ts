import { foldedKey } from '@khop/shared/name';
import type { Citizen } from './match.ts';
import { type Element, type Node, readEnvelope, textsOf, writeEnvelope } from './soap.ts';

/** Citizens by personal ID and by old number. */
export type Population = ReadonlyMap<string, readonly Citizen[]>;

export type SoapReply = { status: number; body: string };

/** The elements of a question in the order the service demands. */
const ORDER = [
  'MaYeuCau',
  'MaDVC',
  'MaTichHop',
  'MaCanBo',
  'MaDonVi',
  'TaiKhoan',
  'SoDienThoai',
  'SoDinhDanh',
  'SoCMND',
  'HoVaTen',
  'NgayThangNamSinh',
];

export function soapFault(code: string, text: string): SoapReply {
  const body = writeEnvelope([
    'Fault',
    [
      ['faultcode', code],
      ['faultstring', text],
    ],
  ]);
  return { status: 500, body };
}

/**
 * What the population service would answer to this text: accent-blind, sex not asked (DOMAIN
 * section 8). Refuses, as the real one, a question whose elements are out of order or missing.
 */
export function answerSoap(text: string, population: Population): SoapReply {
  const body = readEnvelope(text);
  if (body === null) return soapFault('900', 'not a SOAP message');
  const operation = Object.keys(body)[0];
  const asked = operation === undefined ? undefined : body[operation];
  if (typeof asked !== 'object' || Array.isArray(asked)) return soapFault('901', 'empty question');
  if (!isInOrder(Object.keys(asked))) return soapFault('902', 'elements out of order');
  const found = findCitizen(asked, population);
  if (operation === 'XacThucThongTinCongDan') {
    const element: Element = ['KetQuaXacThuc', [['TonTai', String(found !== undefined)]]];
    return { status: 200, body: writeEnvelope(element) };
  }
  if (operation === 'TraCuuThongTinCongDan') return { status: 200, body: citizenData(found) };
  return soapFault('903', 'unknown operation');
}

function isInOrder(names: readonly string[]): boolean {
  const places = names.map((name) => ORDER.indexOf(name));
  const isSorted = places.every((place, index) => place > (places[index - 1] ?? -1));
  return isSorted && ['MaYeuCau', 'MaCanBo', 'HoVaTen'].every((name) => names.includes(name));
}

function findCitizen(asked: { [name: string]: Node }, population: Population) {
  const number = textsOf(asked, 'SoDinhDanh')[0];
  const oldNumber = textsOf(asked, 'SoCMND')[0];
  const name = foldedKey(textsOf(asked, 'HoVaTen')[0] ?? '');
  const day = textsOf(asked, 'NgayThangNam')[0];
  const year = textsOf(asked, 'Nam')[0];
  return population.get(number ?? oldNumber ?? '')?.find((citizen) => {
    const { value, precision } = citizen.birthDate;
    const isBorn =
      day === undefined
        ? value.slice(0, 4) === year
        : precision === 'day' && value.replaceAll('-', '') === day;
    const own = number === undefined ? citizen.oldNumber : citizen.number;
    const isNumber = own === (number ?? oldNumber);
    return isNumber && isBorn && foldedKey(citizen.fullName) === name;
  });
}

function citizenData(citizen: Citizen | undefined): string {
  if (citizen === undefined) return writeEnvelope(null);
  const { value, precision } = citizen.birthDate;
  return writeEnvelope([
    'CongdanCollection',
    [
      [
        'CongDan',
        [
          ['SoDinhDanh', citizen.number ?? ''],
          ['SoCMND', citizen.oldNumber ?? ''],
          ['HoVaTen', [['Ten', citizen.fullName]]],
          ['GioiTinh', citizen.sex === 'male' ? '1' : '2'],
          [
            'NgayThangNamSinh',
            precision === 'day'
              ? [['NgayThangNam', value.replaceAll('-', '')]]
              : [['Nam', value.slice(0, 4)]],
          ],
        ],
      ],
    ],
  ]);
}

/** Citizens under both of their numbers, for `answerSoap`. */
export function populationOf(citizens: Iterable<Citizen>): Population {
  const byNumber = new Map<string, Citizen[]>();
  for (const citizen of citizens) {
    for (const number of [citizen.number, citizen.oldNumber]) {
      if (number === null) continue;
      const same = byNumber.get(number);
      if (same === undefined) byNumber.set(number, [citizen]);
      else same.push(citizen);
    }
  }
  return byNumber;
}
