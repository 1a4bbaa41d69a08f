import { connect, createServer, type Socket } from 'node:net';

/** Where on its way an exchange is lost, and what else a network does to it. */
export const LOSSES = [
  'before-request',
  'in-request-headers',
  'in-request-body',
  'before-reply',
  'in-reply-headers',
  'in-reply-body',
  'after-reply',
  'silence',
  'repeated',
  'reordered',
  'request-shortened',
  'reply-shortened',
] as const;
export type Loss = (typeof LOSSES)[number];

/** A network between tablets and office that loses bytes where it is told to, by its seed. */
export type LossyProxy = {
  url: string;
  counts: Map<Loss | 'delivered', number>;
  /** Losses that befell a push. */
  lostPushes: number;
  /** Share of exchanges that meet a loss. */
  harshness: number;
  /** Delivers what was held back: the office hears old requests after new ones. */
  flush(): Promise<void>;
  close(): void;
};

export async function openProxy(
  office: () => string,
  chance: { next(): number },
): Promise<LossyProxy> {
  const sockets = new Set<Socket>();
  const held: Buffer[] = [];
  let queue: Loss[] = [];

  /** Every loss as often as the others, in an order by chance. */
  function drawLoss(): Loss {
    if (queue.length === 0) queue = [...LOSSES].sort(() => chance.next() - 0.5);
    return queue.pop() ?? 'silence';
  }

  async function meet(client: Socket, request: Buffer): Promise<void> {
    const isStream = request.subarray(0, 64).toString().startsWith('GET /api/events');
    const loss = !isStream && chance.next() < proxy.harshness ? drawLoss() : 'delivered';
    proxy.counts.set(loss, (proxy.counts.get(loss) ?? 0) + 1);
    const cut = (bytes: Buffer, from: number, to = bytes.length) =>
      bytes.subarray(0, from + Math.floor(chance.next() * Math.max(0, to - from)));
    const body = bodyAt(request);
    if (isStream) return stream(client, request);
    if (loss !== 'delivered' && /^POST \/api\/journals/.test(headOf(request)))
      proxy.lostPushes += 1;
    switch (loss) {
      case 'delivered':
        client.write(await exchange(request));
        return;
      case 'before-request':
        break;
      case 'in-request-headers':
        await exchange(cut(request, 1, body));
        break;
      case 'in-request-body':
        await exchange(cut(request, body));
        break;
      case 'before-reply':
        void exchange(request);
        break;
      case 'in-reply-headers': {
        const reply = await exchange(request);
        client.write(cut(reply, 1, bodyAt(reply)));
        break;
      }
      case 'in-reply-body': {
        const reply = await exchange(request);
        client.write(cut(reply, bodyAt(reply)));
        break;
      }
      case 'after-reply':
        client.write(await exchange(request));
        break;
      case 'silence':
        // The tablet gives up by itself.
        await exchange(request);
        return;
      case 'repeated':
        await exchange(request);
        client.write(await exchange(request));
        return;
      case 'reordered':
        held.push(request);
        if (held.length > 3) {
          const [old] = held.splice(Math.floor(chance.next() * held.length), 1);
          if (old !== undefined) await exchange(old);
        }
        break;
      case 'request-shortened':
        client.write(await exchange(shortened(cut(request, body), request)));
        return;
      case 'reply-shortened': {
        const reply = await exchange(request);
        client.write(shortened(cut(reply, bodyAt(reply)), reply));
        break;
      }
    }
    client.end();
    client.destroySoon();
  }

  function stream(client: Socket, request: Buffer): void {
    const { hostname, port } = new URL(office());
    const upstream = connect(Number(port), hostname);
    upstream.on('error', () => client.destroy());
    client.on('close', () => upstream.destroy());
    upstream.write(request);
    upstream.pipe(client);
  }

  /** Sends the bytes as they are and answers with all that comes back; a cut request gets what it gets. */
  function exchange(bytes: Buffer): Promise<Buffer> {
    const { hostname, port } = new URL(office());
    return new Promise((resolve) => {
      const upstream = connect(Number(port), hostname);
      const chunks: Buffer[] = [];
      sockets.add(upstream);
      upstream.on('data', (chunk) => chunks.push(chunk));
      upstream.on('error', () => upstream.destroy());
      upstream.on('close', () => {
        sockets.delete(upstream);
        resolve(Buffer.concat(chunks));
      });
      if (isWhole(bytes)) upstream.write(bytes);
      else upstream.end(bytes, () => upstream.destroy());
    });
  }

  const server = createServer((client) => {
    let got = Buffer.alloc(0);
    sockets.add(client);
    client.on('error', () => client.destroy());
    client.on('close', () => sockets.delete(client));
    client.on('data', (chunk) => {
      got = Buffer.concat([got, chunk]);
      if (!isWhole(got)) return;
      const request = closing(got);
      got = Buffer.alloc(0);
      void meet(client, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const proxy: LossyProxy = {
    url: `http://127.0.0.1:${port}`,
    counts: new Map(),
    lostPushes: 0,
    harshness: 0,
    async flush() {
      for (const request of held.splice(0)) await exchange(request);
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
  return proxy;
}

const END = '\r\n\r\n';

function bodyAt(bytes: Buffer): number {
  const end = bytes.indexOf(END);
  return end < 0 ? bytes.length : end + END.length;
}

function isWhole(bytes: Buffer): boolean {
  if (bytes.indexOf(END) < 0) return false;
  const length = /\r\ncontent-length: *(\d+)/i.exec(headOf(bytes))?.[1];
  return bytes.length >= bodyAt(bytes) + Number(length ?? 0);
}

function headOf(bytes: Buffer): string {
  return bytes.subarray(0, bodyAt(bytes)).toString('latin1');
}

function withHead(bytes: Buffer, change: (head: string) => string): Buffer {
  return Buffer.concat([
    Buffer.from(change(headOf(bytes)), 'latin1'),
    bytes.subarray(bodyAt(bytes)),
  ]);
}

/** One exchange a connection, so that the end of the reply is the end of the connection. */
function closing(request: Buffer): Buffer {
  return withHead(request, (head) =>
    head.replace(/\r\nconnection: [^\r]*/i, '\r\nconnection: close'),
  );
}

/** What was cut, with headers that claim it was all: a proxy in between that lost the rest. */
function shortened(cut: Buffer, whole: Buffer): Buffer {
  if (!/\r\ncontent-length:/i.test(headOf(whole))) return cut;
  const length = cut.length - bodyAt(whole);
  return withHead(cut, (head) =>
    head.replace(/\r\ncontent-length: *\d+/i, `\r\ncontent-length: ${length}`),
  );
}
