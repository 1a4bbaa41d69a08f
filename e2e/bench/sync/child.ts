import { type ChildProcess, fork } from 'node:child_process';
import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Bytes and requests at a server's own sockets, headers and TCP payload included. */
export type Wired = { received: number; sent: number; requests: number };

/** Counts all that passes the sockets of a server from now on. */
export function meter(server: Server): () => Wired {
  const open = new Set<Socket>();
  const total: Wired = { received: 0, sent: 0, requests: 0 };
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => {
      open.delete(socket);
      total.received += socket.bytesRead;
      total.sent += socket.bytesWritten;
    });
  });
  server.on('request', (_request: unknown, _reply: ServerResponse) => {
    total.requests += 1;
  });
  return () => {
    const now = { ...total };
    for (const socket of open) {
      now.received += socket.bytesRead;
      now.sent += socket.bytesWritten;
    }
    return now;
  };
}

type Actions = Record<string, (...args: never[]) => unknown>;
type Ask = { ask: number; name: string; args: unknown[] };
type Reply = { ask: number; value?: unknown; failure?: string };

/** A child's side: says where it listens, then answers its parent until that goes away. */
export function serveParent(url: string, actions: Actions): void {
  process.on('message', async ({ ask, name, args }: Ask) => {
    try {
      const action = { cpu: () => process.cpuUsage(), ...actions }[name] as
        | ((...args: unknown[]) => unknown)
        | undefined;
      if (action === undefined) throw new Error(`no action ${name}`);
      process.send?.({ ask, value: await action(...args) } satisfies Reply);
    } catch (error) {
      process.send?.({ ask, failure: String((error as Error).stack) } satisfies Reply);
    }
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.({ ask: 0, value: url } satisfies Reply);
}

/** A server in a process of its own, as it would run: nothing of it shares the benchmark's thread. */
export type Child = {
  url: string;
  pid: number;
  ask<T>(name: string, ...args: unknown[]): Promise<T>;
  wired(): Promise<Wired>;
  /** kill -9 and wait: the data folder is thrown away, nothing is owed to it. */
  end(): Promise<void>;
};

export function startChild(file: URL, options: unknown): Promise<Child> {
  // Set by `--profile DIR`: each server leaves a CPU profile there.
  const profiles = process.env.KHOP_BENCH_PROFILES ?? '';
  const isProfiled = profiles !== '';
  const child: ChildProcess = fork(file, [JSON.stringify(options)], {
    execArgv: isProfiled ? ['--cpu-prof', `--cpu-prof-dir=${profiles}`] : [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let asked = 0;
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => {
      const gone = new Error(`${file.pathname} ended with ${code}`);
      reject(gone);
      for (const each of waiting.values()) each.reject(gone);
    });
    child.on('message', ({ ask, value, failure }: Reply) => {
      if (ask === 0) return resolve(made(String(value)));
      const asker = waiting.get(ask);
      waiting.delete(ask);
      if (failure === undefined) asker?.resolve(value);
      else asker?.reject(new Error(failure));
    });
  });

  function made(url: string): Child {
    const ask = <T>(name: string, ...args: unknown[]) =>
      new Promise<T>((resolve, reject) => {
        asked += 1;
        waiting.set(asked, { resolve: resolve as (value: unknown) => void, reject });
        child.send({ ask: asked, name, args } satisfies Ask);
      });
    return {
      url,
      pid: child.pid ?? 0,
      ask,
      wired: () => ask<Wired>('wired'),
      async end() {
        if (child.exitCode !== null || child.signalCode !== null) return;
        const gone = new Promise((resolve) => child.once('exit', resolve));
        if (isProfiled) child.disconnect();
        else child.kill('SIGKILL');
        await gone;
      },
    };
  }
}
