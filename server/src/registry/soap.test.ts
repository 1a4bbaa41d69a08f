import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeQuestion } from './http-registry.ts';
import { queryBirth, queryName } from './query.ts';
import type { Question } from './registry.ts';
import { readEnvelope, textsOf, writeEnvelope } from './soap.ts';
import { readVerdict } from './verdict.ts';

const question: Question = {
  id: '01939c00-0000-7000-8000-000000000001',
  fields: {
    fullName: "H'Hen Niê",
    sex: 'female',
    birthDate: { value: '1990-09', precision: 'month' },
    number: { kind: 'cmnd', value: '240000011' },
  },
  officer: 'op-1',
};

test('a question holds the elements in the order of the service', () => {
  const text = writeQuestion(
    question,
    {
      url: 'http://gateway.test/',
      operation: 'verify',
      user: 'u',
      secret: 's',
      client: null,
      apiKey: null,
      procedure: 'G00',
      unit: 'H00',
      account: 'khop',
      phone: '0',
      nameStyle: 'no-apostrophe',
      parallel: 1,
      timeoutMs: 1,
      maxBytes: 1,
    },
    '066190000000',
  );
  const inner = /<soapenv:Body>(.*)<\/soapenv:Body>/.exec(text)?.[1];
  expect(inner).toBe(
    '<dan:XacThucThongTinCongDan><dan:MaYeuCau>01939c00-0000-7000-8000-000000000001</dan:MaYeuCau>' +
      '<dan:MaDVC>G00</dan:MaDVC><dan:MaTichHop>003</dan:MaTichHop>' +
      '<dan:MaCanBo>066190000000</dan:MaCanBo><dan:MaDonVi>H00</dan:MaDonVi>' +
      '<dan:TaiKhoan>khop</dan:TaiKhoan><dan:SoDienThoai>0</dan:SoDienThoai>' +
      '<dan:SoCMND>240000011</dan:SoCMND><dan:HoVaTen>HHEN NIE</dan:HoVaTen>' +
      '<dan:NgayThangNamSinh><dan:Nam>1990</dan:Nam></dan:NgayThangNamSinh>' +
      '</dan:XacThucThongTinCongDan>',
  );
});

test('names and dates as a gateway wants them', () => {
  expect(queryName("H'Hen Niê", 'spaced')).toBe('H HEN NIE');
  expect(queryName('H’Hen Niê', 'no-apostrophe')).toBe('HHEN NIE');
  expect(queryName("H'Hen Niê", 'joined')).toBe('HHENNIE');
  expect(queryName('  đặng   thuý ', 'spaced')).toBe('DANG THUY');
  expect(queryBirth({ value: '1990-09-02', precision: 'day' })).toEqual([
    'NgayThangNam',
    '19900902',
  ]);
});

test('whatever a name holds, the question stays one question', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const read = readEnvelope(writeEnvelope(['A', [['B', text]]]));
      expect(read).not.toBeNull();
      expect(Object.keys(read ?? {})).toEqual(['A']);
    }),
  );
});

test('no text makes the reader throw, and only a plain verdict is one', () => {
  const piece = fc.constantFrom(
    '<dan:TonTai>',
    '</dan:TonTai>',
    'true',
    'false',
    '<Body>',
    '</Body>',
    '<soapenv:Envelope>',
    '</soapenv:Envelope>',
    '<__proto__>',
    '</__proto__>',
    '<!DOCTYPE x>',
    '<![CDATA[',
    ']]>',
    '&amp;',
    '&#x0;',
  );
  const text = fc.array(fc.oneof(piece, fc.string({ unit: 'binary' })), { maxLength: 12 });
  fc.assert(
    fc.property(text, fc.constantFrom('verify' as const, 'lookup' as const), (parts, operation) => {
      const told = parts.join('');
      const answer = readVerdict(question, operation, 200, told);
      if (answer.outcome === 'match') expect(told).toContain('true');
      if (answer.outcome === 'mismatch' && operation === 'verify') expect(told).toContain('false');
    }),
    { numRuns: 2000 },
  );
});

test('a DOCTYPE is refused before it is parsed', () => {
  const honest = writeEnvelope(['KetQuaXacThuc', [['TonTai', 'true']]]);
  expect(readEnvelope(honest)).not.toBeNull();
  expect(readEnvelope(`<!DOCTYPE a [<!ENTITY b "c">]>${honest}`)).toBeNull();
});

test('prefixes are free, names are not', () => {
  const body = readEnvelope(
    '<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body><ns2:KetQuaXacThuc xmlns:ns2="http://dancuquocgia.bca"><ns2:TonTai>true</ns2:TonTai></ns2:KetQuaXacThuc></S:Body></S:Envelope>',
  );
  expect(textsOf(body ?? {}, 'TonTai')).toEqual(['true']);
});

test('a code among a citizen’s data is no refusal, a code in place of them is one', () => {
  const found = writeEnvelope([
    'CongDan',
    [
      ['SoCMND', '240000011'],
      ['code', '005'],
    ],
  ]);
  expect(readVerdict(question, 'lookup', 200, found).outcome).toBe('match');
  const refused = writeEnvelope(['KetQua', [['MaLoi', '005']]]);
  expect(readVerdict(question, 'lookup', 200, refused)).toMatchObject({ kind: 'refused' });
  expect(readVerdict(question, 'verify', 200, refused)).toMatchObject({ kind: 'refused' });
});
