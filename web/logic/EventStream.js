/**
 * Parses a server-sent event stream as the HTML standard says, from text in pieces of any size.
 * `push` returns the events that a piece completed, each `{type, data, id}`; `id` is the last one
 * seen, which is what a resumed stream has to name. `retry` is the server's wish in milliseconds.
 */
export class EventStreamParser {
  #line = '';
  #skipLineFeed = false;
  #first = true;
  #type = '';
  #data = [];
  #id = '';

  retry = null;

  push(text) {
    const events = [];
    let rest = this.#first && text.startsWith('\uFEFF') ? text.slice(1) : text;
    if (text !== '') this.#first = false;
    while (rest !== '') {
      if (this.#skipLineFeed && rest[0] === '\n') rest = rest.slice(1);
      this.#skipLineFeed = false;
      const end = rest.search(/[\r\n]/);
      if (end < 0) {
        this.#line += rest;
        break;
      }
      this.#skipLineFeed = rest[end] === '\r';
      this.#take(this.#line + rest.slice(0, end), events);
      this.#line = '';
      rest = rest.slice(end + 1);
    }
    return events;
  }

  #take(line, events) {
    if (line === '') {
      this.#dispatch(events);
      return;
    }
    const colon = line.indexOf(':');
    if (colon === 0) return; // a comment, which keeps the connection alive
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'data') this.#data.push(value);
    else if (name === 'event') this.#type = value;
    else if (name === 'id' && !value.includes('\0')) this.#id = value;
    else if (name === 'retry' && /^\d+$/.test(value)) this.retry = Number(value);
  }

  #dispatch(events) {
    if (this.#data.length > 0) {
      events.push({ type: this.#type || 'message', data: this.#data.join('\n'), id: this.#id });
    }
    this.#type = '';
    this.#data = [];
  }
}
