import { type Answer, MAX_RAW, noVerdict, type Question } from './registry.ts';
import { type Node, readEnvelope, textsOf } from './soap.ts';

/** Elements in which gateways are known to put a code of their own. */
const CODE_ELEMENTS = [
  'MaLoi',
  'MaKetQua',
  'errorCode',
  'ErrorCode',
  'code',
  'faultcode',
  'faultstring',
];

/** GioiTinh in the citizen's data (QCVN 109:2017): 0 unknown. */
const SEX_BY_CODE: Record<string, 'male' | 'female'> = { '1': 'male', '2': 'female' };

/**
 * The verdict in a gateway's answer. Only a plain `true` or `false`, or the citizen's data, is a
 * verdict; whatever else came is an error and says nothing about the person.
 */
export function readVerdict(
  question: Question,
  operation: 'verify' | 'lookup',
  status: number,
  text: string,
): Answer {
  const { id } = question;
  const raw = text.slice(0, MAX_RAW);
  const body = readEnvelope(text);
  // A citizen's data hold codes of all sorts: of places, of peoples.
  const isCitizen = operation === 'lookup' && body !== null && numbersIn(body).length > 0;
  const code = body === null || isCitizen ? null : codeIn(body);
  if (code === '004') return noVerdict(id, 'not-licensed', raw);
  if (code === '005') return noVerdict(id, 'refused', raw);
  if (status === 401 || status === 403) return noVerdict(id, 'refused', raw);
  if (status < 200 || status > 299) return noVerdict(id, 'down', raw);
  if (body === null) return noVerdict(id, 'bad-answer', raw);
  if (code !== null || 'Fault' in body) return noVerdict(id, 'down', raw);
  const outcome = operation === 'verify' ? readVerified(body) : readCitizen(question, body);
  return outcome === null ? noVerdict(id, 'bad-answer', raw) : { id, outcome, raw };
}

function codeIn(body: { [name: string]: Node }): string | null {
  for (const element of CODE_ELEMENTS) {
    for (const text of textsOf(body, element)) {
      const code = /\b0*(00[1-9]|0[1-9]\d|[1-9]\d\d)\b/.exec(text)?.[1];
      if (code !== undefined && code !== '200') return code;
    }
  }
  return null;
}

function readVerified(body: { [name: string]: Node }): 'match' | 'mismatch' | null {
  const found = textsOf(body, 'TonTai').map((text) => text.trim().toLowerCase());
  if (found.length !== 1) return null;
  if (found[0] === 'true' || found[0] === '1') return 'match';
  return found[0] === 'false' || found[0] === '0' ? 'mismatch' : null;
}

function readCitizen(
  question: Question,
  body: { [name: string]: Node },
): 'match' | 'mismatch' | null {
  if (Object.keys(body).length === 0) return 'mismatch';
  const { number, sex } = question.fields;
  // Somebody else's data in answer to our question is no verdict about ours.
  if (!numbersIn(body).some((each) => each.trim() === number.value)) return null;
  const told = SEX_BY_CODE[textsOf(body, 'GioiTinh')[0]?.trim() ?? ''];
  return told === undefined || told === sex ? 'match' : 'mismatch';
}

function numbersIn(body: { [name: string]: Node }): string[] {
  return [...textsOf(body, 'SoDinhDanh'), ...textsOf(body, 'SoCMND')];
}
