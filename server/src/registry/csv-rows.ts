/** A field longer than this is no field but a quote that was never closed. */
const MAX_FIELD = 2000;
const MAX_FIELDS = 60;

export type CsvRow = { row: number; fields: string[] } | { row: number; problem: 'too-long' };

/**
 * Rows of a CSV text that arrives in pieces (RFC 4180; `;`, `,` or tab, found in the first line;
 * BOM or none). `row` counts records from 1, the title row included. Memory is one row, whatever
 * the size of the file: a province's list is millions of rows.
 */
export async function* readCsvRows(
  chunks: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<CsvRow> {
  let delimiter: string | null = null;
  let fields: string[] = [];
  let field = '';
  let isQuoted = false;
  let mayClose = false;
  let isTooLong = false;
  let row = 0;
  let head = '';

  const endField = () => {
    if (fields.length < MAX_FIELDS) fields.push(field);
    else isTooLong = true;
    field = '';
    mayClose = false;
  };
  const endRow = (): CsvRow | null => {
    endField();
    const isEmpty = fields.length === 1 && fields[0] === '';
    row += 1;
    const done: CsvRow | null = isEmpty
      ? null
      : isTooLong
        ? { row, problem: 'too-long' }
        : { row, fields };
    fields = [];
    isTooLong = false;
    return done;
  };

  function* take(text: string): Generator<CsvRow> {
    for (const char of text) {
      if (isQuoted && !mayClose) {
        if (char === '"') mayClose = true;
        else if (field.length < MAX_FIELD) field += char;
        else {
          isTooLong = true;
          // The quote is taken as never opened, or one stray quote would eat the rest of the file.
          if (char === '\n') isQuoted = false;
        }
        if (isQuoted) continue;
      } else if (mayClose) {
        mayClose = false;
        if (char === '"') {
          field += '"';
          continue;
        }
        isQuoted = false;
      }
      if (char === delimiter) endField();
      else if (char === '\n') {
        const done = endRow();
        if (done !== null) yield done;
      } else if (char === '"' && field === '') isQuoted = true;
      else if (char !== '\r') {
        if (field.length < MAX_FIELD) field += char;
        else isTooLong = true;
      }
    }
  }

  for await (const chunk of chunks) {
    if (delimiter !== null) {
      yield* take(chunk);
      continue;
    }
    head += chunk;
    if (!head.includes('\n') && head.length < 10_000) continue;
    delimiter = findDelimiter(head);
    yield* take(withoutBom(head));
  }
  if (delimiter === null) {
    delimiter = findDelimiter(head);
    yield* take(withoutBom(head));
  }
  if (field !== '' || fields.length > 0) {
    const done = endRow();
    if (done !== null) yield done;
  }
}

function withoutBom(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function findDelimiter(head: string): string {
  const line = head.split('\n', 1)[0] ?? '';
  const counts = [';', ',', '\t'].map((each) => ({ each, count: line.split(each).length }));
  counts.sort((left, right) => right.count - left.count);
  return counts[0]?.each ?? ';';
}
