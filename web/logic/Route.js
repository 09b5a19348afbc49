/** The views, in the order of the navigation; the first is where people arrive. */
export const VIEWS = ['towers', 'overview', 'jobs', 'breakers'];

/** Reads `#/jobs/ID?state=failed` as `{view, item, query}`; what is unknown becomes the first view. */
export function parseRoute(hash) {
  const [path, search = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [view, item] = path.split('/', 2);
  if (!VIEWS.includes(view)) return { view: VIEWS[0], item: null, query: {} };
  return { view, item: decode(item), query: Object.fromEntries(new URLSearchParams(search)) };
}

/** The inverse; query members that are null, undefined or empty are left out. */
export function formatRoute({ view, item = null, query = {} }) {
  const kept = Object.entries(query).filter(
    ([, value]) => value !== null && value !== undefined && value !== '',
  );
  const search = new URLSearchParams(kept.map(([name, value]) => [name, String(value)])).toString();
  return `#/${view}${item ? `/${encodeURIComponent(item)}` : ''}${search ? `?${search}` : ''}`;
}

function decode(item) {
  if (!item) return null;
  try {
    return decodeURIComponent(item);
  } catch {
    return item; // a lone percent sign is not an encoding
  }
}
