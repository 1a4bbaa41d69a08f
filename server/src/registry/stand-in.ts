import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { answerSoap, type Population } from './stand-in-answer.ts';
import { MODES, type Mode, spoil } from './stand-in-mode.ts';

const MAX_QUESTION = 64 * 1024;

export type StandIn = {
  server: Server;
  setMode(mode: Mode): void;
  /** Questions received, and MaYeuCau → how often it came: who was asked about twice. */
  seen(): { mode: Mode; asked: number; timesById: ReadonlyMap<string, number> };
};

/**
 * A population service for demonstrations and tests, not a product: it holds a synthetic file and
 * fails on command. `POST /` takes the SOAP question; `GET /control` tells the state;
 * `POST /control` with `{"mode": "down"}` changes it while running.
 */
export function standIn(options: {
  population: Population;
  mode: Mode;
  sleep(ms: number): Promise<void>;
  slowMs: number;
}): StandIn {
  let mode = options.mode;
  let asked = 0;
  const timesById = new Map<string, number>();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (mode === 'refuse-connection') {
      request.socket.destroy();
      return;
    }
    const text = await readText(request);
    const id = /<(?:\w+:)?MaYeuCau>([^<]*)</.exec(text)?.[1] ?? '';
    timesById.set(id, (timesById.get(id) ?? 0) + 1);
    const reply = spoil(mode, answerSoap(text, options.population), asked);
    asked += 1;
    if (reply === 'hang') return;
    if (reply === 'cut') {
      response.writeHead(200, { 'content-type': 'text/xml', 'content-length': '500' });
      response.write('<?xml version="1.0"?><soapenv:Env', () => request.socket.destroy());
      return;
    }
    if (mode === 'slow') await options.sleep(options.slowMs);
    response.writeHead(reply.status, { 'content-type': 'text/xml; charset=utf-8' });
    response.end(reply.body);
  }

  async function control(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'POST') {
      const wanted = /"mode"\s*:\s*"([a-z-]+)"/.exec(await readText(request))?.[1];
      const known = MODES.find((each) => each === wanted);
      if (known === undefined) {
        response.writeHead(400).end(JSON.stringify({ modes: MODES }));
        return;
      }
      mode = known;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ mode, asked, modes: MODES }));
  }

  const server = createServer((request, response) => {
    const road = request.url === '/control' ? control : answer;
    road(request, response).catch(() => request.socket.destroy());
  });
  return {
    server,
    setMode: (next) => {
      mode = next;
    },
    seen: () => ({ mode, asked, timesById }),
  };
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.byteLength;
    if (length > MAX_QUESTION) throw new RangeError('question too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf-8');
}

/** Listens on the port (0: any free one) of this machine alone; gives the URL to ask. */
export function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const actual = typeof address === 'object' && address !== null ? address.port : port;
      resolve(`http://127.0.0.1:${actual}/`);
    });
  });
}
