import { type SoapReply, soapFault } from './stand-in-answer.ts';

/** Ways in which a population service is known, or must be expected, to fail. */
export const MODES = [
  'ok',
  'slow',
  'hang',
  'down',
  'flap',
  'refuse-connection',
  'cut',
  'wrong',
  'garbage',
  'html',
  'empty',
  'truncated',
  'huge',
  'doctype',
  'two-verdicts',
  'maybe',
  'other-citizen',
  'fault',
  'unknown-code',
  'refused',
  'not-licensed',
  'error-with-false',
] as const;
export type Mode = (typeof MODES)[number];

/** What the mode makes of an honest reply; `hang` and `cut` end the line instead. */
export function spoil(mode: Mode, honest: SoapReply, asked: number): SoapReply | 'hang' | 'cut' {
  switch (mode) {
    case 'ok':
    case 'slow':
      return honest;
    case 'hang':
      return 'hang';
    case 'down':
      return { status: 503, body: '' };
    case 'flap':
      // Three questions up, three down: long enough for a breaker to open and to be wrong about it.
      return asked % 6 < 3 ? honest : { status: 502, body: '<html>bad gateway</html>' };
    case 'refuse-connection':
    case 'cut':
      return 'cut';
    case 'wrong':
      return {
        status: honest.status,
        body: honest.body.replace(/>(?:true|false)</, (told) =>
          told === '>true<' ? '>false<' : '>true<',
        ),
      };
    case 'garbage':
      return { status: 200, body: '\u0000\u0007�\u001f<<<>>&&&' };
    case 'html':
      return { status: 200, body: '<html><body>Đăng nhập mạng Wi-Fi</body></html>' };
    case 'empty':
      return { status: 200, body: '' };
    case 'truncated':
      return { status: 200, body: honest.body.slice(0, Math.floor(honest.body.length * 0.8)) };
    case 'huge':
      return { status: 200, body: honest.body + ' '.repeat(4 * 1024 * 1024) };
    case 'doctype':
      return {
        status: 200,
        body: `<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>${honest.body}`,
      };
    case 'two-verdicts':
      return {
        status: 200,
        body: honest.body.replace(
          /<dan:TonTai>.*<\/dan:TonTai>/,
          '<dan:TonTai>true</dan:TonTai><dan:TonTai>false</dan:TonTai>',
        ),
      };
    case 'maybe':
      return { status: 200, body: honest.body.replace(/>(?:true|false)</, '>null<') };
    case 'other-citizen':
      return {
        status: 200,
        body: honest.body.replace(/(<dan:So(?:DinhDanh|CMND)>)[^<]*/g, '$1000000000000'),
      };
    case 'fault':
      return soapFault('Server', 'internal error');
    case 'unknown-code':
      return soapFault('017', 'try again some other day');
    case 'refused':
      return soapFault('005', 'officer refused');
    case 'not-licensed':
      return soapFault('004', 'procedure not licensed');
    case 'error-with-false':
      return {
        status: 200,
        body: honest.body
          .replace('>true<', '>false<')
          .replace('<dan:TonTai>', '<dan:MaLoi>017</dan:MaLoi><dan:TonTai>'),
      };
  }
}
