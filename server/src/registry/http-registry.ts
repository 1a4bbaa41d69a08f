import { createHash } from 'node:crypto';
import type { Clock } from '@khop/shared/time';
import { type NameStyle, queryBirth, queryName } from './query.ts';
import { type Answer, noVerdict, type Question, type Registry } from './registry.ts';
import { type Element, writeEnvelope } from './soap.ts';
import { readVerdict } from './verdict.ts';

/**
 * The road to the population database through NDXP or a province's LGSP. `verify` asks
 * XacThucThongTinCongDan (integration 003: right or wrong); `lookup` asks TraCuuThongTinCongDan
 * (037: the citizen's data, an empty body when there is none), which can compare the sex too.
 */
export type GatewaySettings = {
  url: string;
  operation: 'verify' | 'lookup';
  user: string;
  secret: string;
  /** X-Road-Client and ApiKey, where the gateway wants them. */
  client: string | null;
  apiKey: string | null;
  /** MaDVC, MaDonVi, TaiKhoan, SoDienThoai. */
  procedure: string;
  unit: string;
  account: string;
  phone: string;
  nameStyle: NameStyle;
  /** Questions on the way at once. */
  parallel: number;
  timeoutMs: number;
  maxBytes: number;
};

/** A portion ends before the worker's lease of it does, however slowly each question is answered. */
const PORTION_MS = 4 * 60_000;

export type HttpRegistryOptions = {
  settings: GatewaySettings;
  fetch: typeof globalThis.fetch;
  clock: Clock;
  /** MaCanBo: the officer's own ID number by account; null when the office knows none. */
  officerId(account: string): string | null;
};

/** The service reads its elements by their order (DOMAIN section 8). */
export function writeQuestion(
  question: Question,
  settings: GatewaySettings,
  officerId: string,
): string {
  const { fullName, birthDate, number } = question.fields;
  const body: Element[] = [
    ['MaYeuCau', question.id],
    ['MaDVC', settings.procedure],
    ['MaTichHop', settings.operation === 'verify' ? '003' : '037'],
    ['MaCanBo', officerId],
    ['MaDonVi', settings.unit],
    ['TaiKhoan', settings.account],
    ['SoDienThoai', settings.phone],
    [number.kind === 'personal-id' ? 'SoDinhDanh' : 'SoCMND', number.value],
    ['HoVaTen', queryName(fullName, settings.nameStyle)],
    ['NgayThangNamSinh', [queryBirth(birthDate)]],
  ];
  const name = settings.operation === 'verify' ? 'XacThucThongTinCongDan' : 'TraCuuThongTinCongDan';
  return writeEnvelope([name, body]);
}

function headersOf({ url, user, secret, client, apiKey }: GatewaySettings, clock: Clock) {
  const timestamp = String(clock.now());
  const proof = createHash('sha256')
    .update(new URL(url).pathname + user + timestamp + secret)
    .digest('hex');
  return {
    'content-type': 'text/xml; charset=utf-8',
    soapaction: '""',
    timestamp,
    authorization: `Basic ${Buffer.from(`${user}:${proof}`).toString('base64')}`,
    ...(client === null ? {} : { 'x-road-client': client }),
    ...(apiKey === null ? {} : { apikey: apiKey }),
  };
}

export function httpRegistry({ settings, fetch, clock, officerId }: HttpRegistryOptions): Registry {
  async function ask(question: Question, signal: AbortSignal): Promise<Answer> {
    const officer = officerId(question.officer);
    if (officer === null) return noVerdict(question.id, 'refused', 'officer without an own ID');
    const timeout = AbortSignal.timeout(settings.timeoutMs);
    try {
      const response = await fetch(settings.url, {
        method: 'POST',
        headers: headersOf(settings, clock),
        body: writeQuestion(question, settings, officer),
        redirect: 'error',
        signal: AbortSignal.any([signal, timeout]),
      });
      const text = await readBounded(response, settings.maxBytes);
      if (text === null) return noVerdict(question.id, 'bad-answer', 'answer too large');
      return readVerdict(question, settings.operation, response.status, text);
    } catch (error) {
      // The text of the error may name the question's URL or content: its kind is enough.
      const name = error instanceof Error ? error.name : 'error';
      return noVerdict(question.id, timeout.aborted ? 'timeout' : 'down', name);
    }
  }

  return {
    name: `gateway-${settings.operation}`,
    async check(batch, signal) {
      const answers: Answer[] = [];
      const rest = [...batch];
      const begun = clock.mono();
      const askInTurn = async () => {
        for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
          if (signal.aborted || clock.mono() - begun > PORTION_MS) return;
          const answer = await ask(next, signal);
          answers.push(answer);
          // A refusal or a dead line holds for the others too: they stay unasked.
          if (answer.outcome === 'error' && answer.kind !== 'bad-answer') rest.length = 0;
        }
      };
      await Promise.all(Array.from({ length: settings.parallel }, askInTurn));
      return answers;
    },
  };
}

/** The body as text, or null when it is longer than allowed (declared or real). */
async function readBounded(response: Response, maxBytes: number): Promise<string | null> {
  if (response.body === null) return '';
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body) {
    length += chunk.byteLength;
    // Leaving the loop cancels the body, so that an endless answer ends here.
    if (length > maxBytes) return null;
    chunks.push(chunk);
  }
  return new TextDecoder('utf-8').decode(Buffer.concat(chunks));
}
