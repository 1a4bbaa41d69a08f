import type { Register } from '../../tablet.ts';
import type { RegisterPort } from '../../world.ts';
import { makeLive } from '../live.ts';
import { StorageTrouble } from '../storage-trouble.ts';
import type { Questions } from './register.ts';
import type { Call, Errands, Message, Reply } from './serve.ts';

type Asked<Name extends keyof Errands> = (
  ...args: Parameters<Errands[Name]>
) => Promise<ReturnType<Errands[Name]>>;
type Errand = Exclude<keyof Errands, 'question'>;

/** This thread's end of the register: every errand as a promise, and the register of the screens. */
export type RegisterClient = { [Name in Errand]: Asked<Name> } & {
  screens: Register;
  /** Pages of the cache that the register holds since it was opened. */
  fed: ReadonlySet<number>;
  /** By scope the epoch whose truth the first of them were; null where some of an ended one lay between. */
  epochs: Map<string, string | null>;
  /** Says that answers may have changed. */
  touch(): void;
  setReady(isReady: boolean): void;
  end(): void;
};

const QUESTIONS: readonly (keyof Questions)[] = [
  'find',
  'byNumber',
  'near',
  'person',
  'day',
  'dayCounts',
  'tasks',
  'session',
  'sessions',
  'lots',
  'balance',
];

export function connectRegister(port: RegisterPort): RegisterClient {
  const waiting = new Map<number, { answer(value: unknown): void; fail(error: Error): void }>();
  const version = makeLive(0);
  let asked = 0;
  let isReady = false;

  port.listen((message) => {
    const reply = message as Reply;
    const asker = waiting.get(reply.ask);
    waiting.delete(reply.ask);
    if ('failure' in reply) asker?.fail(troubleOf(reply.failure));
    else asker?.answer(reply.value);
  });

  function ask(call: Call): Promise<unknown> {
    asked += 1;
    const message: Message = { ask: asked, call };
    return new Promise((answer, fail) => {
      waiting.set(message.ask, { answer, fail });
      port.post(message);
    });
  }

  function errand<Name extends Errand>(name: Name): Asked<Name> {
    return async (...args) =>
      (await ask({ name, args } as unknown as Call)) as ReturnType<Errands[Name]>;
  }

  const fed = new Set<number>();
  const epochs = new Map<string, string | null>();
  const open = errand('open');
  const feed = errand('feed');
  const touch = () => version.set(version.get() + 1);
  const persons = errand('persons');
  const questions = Object.fromEntries(
    QUESTIONS.map((name) => [
      name,
      (...args: unknown[]) => ask({ name: 'question', args: [name, args] }),
    ]),
  ) as Questions;

  return {
    open(key, site, entryKeys) {
      fed.clear();
      epochs.clear();
      return open(key, site, entryKeys);
    },
    close: errand('close'),
    add: errand('add'),
    addSealed: errand('addSealed'),
    feed(pages) {
      for (const { id } of pages) fed.add(id);
      return feed(pages);
    },
    post: errand('post'),
    persons,
    live: errand('live'),
    released: errand('released'),
    derive: errand('derive'),
    pack: errand('pack'),
    repack: errand('repack'),
    screens: {
      ...questions,
      version,
      size: async () => ({ persons: await persons(), ready: isReady }),
    },
    fed,
    epochs,
    touch,
    end: () => port.close(),
    setReady(ready) {
      isReady = ready;
      touch();
    },
  };
}

function troubleOf(failure: { name: string; message: string; kind: string | null }): Error {
  if (failure.name === 'StorageTrouble') return new StorageTrouble('broken');
  return Object.assign(new Error(failure.message), { name: failure.name });
}
