/** Which page of a list is shown, and where those before it begin: an address has only the last. */
export class PageTrail {
  #cursors = [null];

  /** 1 is the first page. */
  get number() {
    return this.#cursors.length;
  }

  /** Where the page begins; null for the first. */
  get cursor() {
    return this.#cursors.at(-1);
  }

  /** Goes where an address says, `{page, after}`. True if that is another page. */
  follow({ page, after }) {
    const cursor = after ?? null;
    const number = cursor === null ? 1 : Math.min(Math.max(2, Math.trunc(page) || 2), 1_000_000);
    if (cursor === this.cursor && number === this.number) return false;
    const known = this.#cursors.indexOf(cursor);
    this.#cursors =
      known >= 0
        ? this.#cursors.slice(0, known + 1)
        : number === this.number + 1
          ? [...this.#cursors, cursor]
          : [null, ...Array(number - 2).fill(undefined), cursor];
    return true;
  }

  /** The address of this page. */
  here() {
    return this.#address(this.number);
  }

  /** The address of the page before; of the first, if nobody knows where that one begins. */
  newer() {
    return this.#address(this.number - 1);
  }

  /** The address of the page that begins at `next`. */
  older(next) {
    return { page: this.number + 1, after: next };
  }

  #address(number) {
    const after = this.#cursors[number - 1] ?? null;
    return after === null ? { page: null, after: null } : { page: number, after };
  }
}
