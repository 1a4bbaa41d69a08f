import pg from 'pg';
import type { Moved } from './store.ts';

export type Ear = { close(): Promise<void> };

const RETRY_MS = 1_000;

/**
 * One connection that listens, so that a page served by one process wakes tablets at another. Lost
 * with its server, it is made anew until it is there again: a hint missed meanwhile costs only time,
 * an ear lost for good would cost every hint. Throws when there is no server to begin with.
 */
export async function openEar(
  url: string,
  channel: string,
  tell: (moved: Moved) => void,
): Promise<Ear> {
  let isClosed = false;
  let ear = make();
  let retry: NodeJS.Timeout | null = null;

  function make(): pg.Client {
    const made = new pg.Client({ connectionString: url, application_name: 'khop-ear' });
    // What ends a connection is told as its end.
    made.on('error', () => undefined);
    made.on('notification', ({ payload }) => {
      tell(new Map(JSON.parse(payload ?? '[]') as [string, number][]));
    });
    made.once('end', () => {
      if (isClosed) return;
      retry = setTimeout(() => {
        ear = make();
        void begin(ear).catch(() => ear.end());
      }, RETRY_MS);
      retry.unref();
    });
    return made;
  }

  async function begin(client: pg.Client): Promise<void> {
    await client.connect();
    await client.query(`listen ${channel}`);
  }

  async function close(): Promise<void> {
    isClosed = true;
    if (retry !== null) clearTimeout(retry);
    await ear.end();
  }

  try {
    await begin(ear);
  } catch (error) {
    await close();
    throw error;
  }
  return { close };
}
