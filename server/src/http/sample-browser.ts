import type { App } from '../app.ts';

type Method = 'GET' | 'POST' | 'DELETE';

/** A browser at a desk: keeps the office's cookies and says where its requests come from. */
export function sampleBrowser(app: App, address = '198.51.100.1') {
  const cookies = new Map<string, string>();
  return {
    cookies,
    async ask(method: Method, url: string, payload?: object) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const reply = await app.inject({
        method,
        url,
        remoteAddress: address,
        headers: {
          host: 'localhost:8080',
          origin: 'http://localhost:8080',
          'sec-fetch-site': 'same-origin',
          'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Chrome/156.0 Safari/537.36 Edg/156.0',
          ...(cookie === '' ? {} : { cookie }),
        },
        ...(payload === undefined ? {} : { payload }),
      });
      for (const { name, value } of reply.cookies) {
        if (value === '') cookies.delete(name);
        else cookies.set(name, value);
      }
      return reply;
    },
  };
}
