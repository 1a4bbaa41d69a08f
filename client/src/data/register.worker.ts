import { serveRegister } from './register/serve.ts';

// The file of the register's worker: the only one in data that names the worker's own globals.
serveRegister(
  {
    post: (message) => self.postMessage(message),
    listen: (onMessage) => {
      self.addEventListener('message', (event) => onMessage(event.data));
    },
    close: () => self.close(),
  },
  crypto.subtle,
  (length) => crypto.getRandomValues(new Uint8Array(length)),
);
