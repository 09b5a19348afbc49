/**
 * Parses JSON without changing its numbers: one that a Number can not hold, such as
 * 12345678901234567890 or 1.10, is kept as it is written, for `JSON.stringify` to write again.
 * Browsers without `JSON.rawJSON` give Numbers.
 */
export function parseExactly(text) {
  return JSON.parse(text, (key, value, context) => {
    if (typeof value !== 'number' || !JSON.rawJSON || context?.source === String(value))
      return value;
    return JSON.rawJSON(context.source);
  });
}
