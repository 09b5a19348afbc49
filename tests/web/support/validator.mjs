import { createServer } from 'node:http';
import { cleanup } from './cleanup.mjs';

/** A validation server that can die and come back on its port. */
export async function validator(t) {
  let server = null;
  let port = 0;
  const up = () =>
    new Promise((resolve) => {
      server = createServer((request, response) =>
        request.resume().on('end', () => response.writeHead(204).end()),
      );
      server.listen(port, '127.0.0.1', () => resolve((port = server.address().port)));
    });
  const down = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  await up();
  cleanup(t, async () => server.listening && down());
  return { up, down, url: () => `http://127.0.0.1:${port}/validate` };
}
