import { createServer } from 'node:http';

/** A validation server that accepts every job, and can die and come back on its port. */
export class Validator {
  #server = null;
  #port = 0;

  static async open() {
    const validator = new Validator();
    await validator.up();
    return validator;
  }

  get url() {
    return `http://127.0.0.1:${this.#port}/validate`;
  }

  up() {
    this.#server = createServer((request, response) =>
      request.resume().on('end', () => response.writeHead(204).end()),
    );
    return new Promise((resolve) => {
      this.#server.listen(this.#port, '127.0.0.1', () => {
        this.#port = this.#server.address().port;
        resolve();
      });
    });
  }

  async down() {
    const server = this.#server;
    if (server === null) return;
    this.#server = null;
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  }
}
