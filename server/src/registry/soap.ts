import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** Namespace of the population service behind NDXP and LGSP. */
export const POPULATION_NAMESPACE = 'http://dancuquocgia.bca';
const SOAP_NAMESPACE = 'http://schemas.xmlsoap.org/soap/envelope/';

/** Name and text, or name and children: the service reads the elements by their order. */
export type Element = readonly [name: string, content: string | readonly Element[]];

/** A SOAP 1.1 message around one body element. */
export function writeEnvelope(body: Element | null): string {
  const inner = body === null ? '' : writeElement(body);
  return `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="${SOAP_NAMESPACE}" xmlns:dan="${POPULATION_NAMESPACE}"><soapenv:Header/><soapenv:Body>${inner}</soapenv:Body></soapenv:Envelope>`;
}

export function writeElement([name, content]: Element): string {
  const inner =
    typeof content === 'string' ? escapeText(content) : content.map(writeElement).join('');
  return `<dan:${name}>${inner}</dan:${name}>`;
}

function escapeText(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

const parser = new XMLParser({
  ignoreAttributes: true,
  removeNSPrefix: true,
  parseTagValue: false,
  processEntities: false,
  maxNestedTags: 30,
});

/** An element as parsed: its text, its children by local name, or several of one name. */
export type Node = string | { [name: string]: Node } | Node[];

/**
 * The children of the SOAP body, or null when the text is no SOAP message. Refused before parsing:
 * DOCTYPE and entities (external entities, expansion bombs), which no honest answer contains.
 */
export function readEnvelope(text: string): { [name: string]: Node } | null {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) return null;
  if (XMLValidator.validate(text) !== true) return null;
  let parsed: unknown;
  try {
    parsed = parser.parse(text);
  } catch {
    return null;
  }
  const envelope = childOf(parsed as Node, 'Envelope');
  const body = envelope === undefined ? undefined : childOf(envelope, 'Body');
  if (body === undefined || Array.isArray(body)) return null;
  if (typeof body === 'string') return body.trim() === '' ? {} : null;
  return body;
}

function childOf(node: Node, name: string): Node | undefined {
  if (typeof node !== 'object' || Array.isArray(node)) return undefined;
  return Object.hasOwn(node, name) ? node[name] : undefined;
}

/** Texts of all elements of that local name, at any depth, in document order. */
export function textsOf(node: Node, name: string): string[] {
  if (typeof node === 'string') return [];
  if (Array.isArray(node)) return node.flatMap((each) => textsOf(each, name));
  return Object.entries(node).flatMap(([key, child]) => {
    const children = Array.isArray(child) ? child : [child];
    return key === name
      ? children.filter((each) => typeof each === 'string').map(unescapeText)
      : children.flatMap((each) => textsOf(each, name));
  });
}

const ENTITIES: Record<string, string> = {
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
  '&apos;': "'",
};

function unescapeText(text: string): string {
  return text.replace(/&(?:lt|gt|amp|quot|apos);/g, (entity) => ENTITIES[entity] ?? entity);
}
