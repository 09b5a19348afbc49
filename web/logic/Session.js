const KEY = 'pagoda.token';

/** The bearer token, kept for this tab only: it is gone when the tab closes. */
export class Session {
  #storage;

  constructor(storage = globalThis.sessionStorage) {
    this.#storage = storage;
  }

  get token() {
    return this.#storage.getItem(KEY);
  }

  signIn(token) {
    this.#storage.setItem(KEY, token);
  }

  signOut() {
    this.#storage.removeItem(KEY);
  }
}
