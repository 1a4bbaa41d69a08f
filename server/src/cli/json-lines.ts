/** What a subcommand is given: nothing else of the process is its business. */
export type Io = {
  /** Chunks as they arrive; where they are cut does not matter. */
  stdin: AsyncIterable<string | Uint8Array>;
  /** May return a promise to be waited for when the reader is slow. */
  stdout: { write(text: string): unknown };
  /** The local day, `yyyy-MM-dd`, where the caller has a clock. */
  today?: string;
};

/** A JSON string may spend six bytes on each of its 4,096; nothing longer can be meant. */
const LONGEST_LINE = 65_536;

/**
 * Answers every line of stdin with one line of JSON, in order. A line that is no JSON or is too long
 * is answered as well, with its problem: the answers always stand beside their questions.
 */
export async function answerJsonLines(
  io: Io,
  answer: (line: { value: unknown } | { problem: 'not-json' | 'too-long' }) => unknown,
): Promise<void> {
  for await (const lines of linesOf(io.stdin)) {
    let answers = '';
    for (const line of lines) answers += `${JSON.stringify(answer(readLine(line)))}\n`;
    if (answers !== '') await io.stdout.write(answers);
  }
}

function readLine(line: string): { value: unknown } | { problem: 'not-json' | 'too-long' } {
  if (line.length > LONGEST_LINE) return { problem: 'too-long' };
  try {
    return { value: JSON.parse(line.replace(/^\ufeff/, '')) };
  } catch {
    return { problem: 'not-json' };
  }
}

/**
 * Lines end at LF alone: JSON strings may hold U+2028, at which node:readline would cut. What is
 * longer than the limit is dropped while it arrives, so that no line can fill the memory.
 */
async function* linesOf(chunks: AsyncIterable<string | Uint8Array>): AsyncGenerator<string[]> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let rest = '';
  for await (const chunk of chunks) {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    const lines = text.split('\n');
    const last = lines.pop() ?? '';
    if (lines.length > 0) {
      lines[0] = rest + lines[0];
      rest = '';
      yield lines;
    }
    rest = (rest + last).slice(0, LONGEST_LINE + 1);
  }
  rest += decoder.decode();
  if (rest !== '') yield [rest];
}
