// Adds up one member of a list of objects: JSON in, JSON out.
import { readFileSync, appendFileSync } from 'node:fs';

const { items, member } = JSON.parse(readFileSync(0, 'utf8'));
if (!Array.isArray(items)) {
  console.error('the payload has no list "items"');
  process.exit(65); // no further attempt can help: the data are wrong
}
appendFileSync(process.env.PAGODA_REPORT, `log ${items.length} items\n`);
const total = items.reduce((sum, item) => sum + item[member], 0);
process.stdout.write(JSON.stringify({ total }));
