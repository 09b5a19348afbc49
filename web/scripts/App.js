import { LiveFeed } from '../logic/LiveFeed.js';
import { LiveState } from '../logic/LiveState.js';
import { formatRoute, parseRoute, VIEWS } from '../logic/Route.js';
import { ServiceClient } from '../logic/ServiceClient.js';
import { Session } from '../logic/Session.js';
import { Announcer } from './Announcer.js';
import { ConfirmDialog } from './ConfirmDialog.js';
import { ConnectionChip } from './ConnectionChip.js';
import { HelpDialog } from './HelpDialog.js';
import { setAttribute, setVisible } from './dom.js';
import { SignIn } from './SignIn.js';
import { StaleBanner } from './StaleBanner.js';
import { ThemeSwitch } from './ThemeSwitch.js';
import { Toasts } from './Toasts.js';
import { UserMenu } from './UserMenu.js';

/** Loaded when first shown, so that the first view stays small. */
const LOADERS = {
  towers: () => import('./TowersView.js').then((module) => module.TowersView),
  overview: () => import('./OverviewView.js').then((module) => module.OverviewView),
  jobs: () => import('./JobsView.js').then((module) => module.JobsView),
  breakers: () => import('./BreakersView.js').then((module) => module.BreakersView),
};

const main = document.getElementById('main');
const links = new Map(
  VIEWS.map((view) => [view, document.querySelector(`nav a[href="#/${view}"]`)]),
);
const session = new Session();
const live = new LiveState();
const client = new ServiceClient({ token: () => session.token });
const feed = new LiveFeed({
  client,
  handlers: {
    onStatus: (status) => live.acceptStatus(status),
    onEvent: (type, data) => live.acceptEvent(type, data),
    onConnection: (connection) => live.acceptConnection(connection),
  },
});
const announcer = Announcer();
const toasts = Toasts(announcer.announce);
const confirmation = ConfirmDialog();
const help = HelpDialog();
const context = {
  client,
  live,
  session,
  announce: announcer.announce,
  toast: toasts.show,
  confirm: confirmation.ask,
  route: () => parseRoute(location.hash),
  navigate: (route) => (location.hash = formatRoute(route)),
  replaceQuery: (query) =>
    history.replaceState(null, '', formatRoute({ ...parseRoute(location.hash), query })),
};
const banner = StaleBanner({ live, onRetry: () => feed.retryNow() });
const signIn = SignIn({ session, onSignedIn: restart });
const user = UserMenu({ live, session, onSignOut: signOut });
const chip = ConnectionChip({ live });
const views = new Map();
let shown = null;
let scheduled = false;

function restart() {
  feed.stop();
  if (!document.hidden) feed.start();
}

/** Nothing that was shown to one user may stay for the next. */
function signOut() {
  session.signOut();
  location.reload();
}

async function view(name) {
  if (!views.has(name)) {
    const create = await LOADERS[name]();
    if (!views.has(name)) views.set(name, create(context));
  }
  return views.get(name);
}

/**
 * Fetches the rest of the code while there is time, so that it is there even if the service dies,
 * or comes back as another version, which does not serve this one's files.
 */
function prepareViews() {
  const plots = () => import('../vendor/uPlot.esm.js');
  for (const load of [...Object.values(LOADERS), plots]) load().catch(() => {}); // tried again then
}

async function navigate() {
  const route = parseRoute(location.hash);
  for (const [name, link] of links)
    setAttribute(link, 'aria-current', name === route.view ? 'page' : null);
  let next;
  try {
    next = await view(route.view);
  } catch (error) {
    toasts.show(`The view could not be loaded: ${error.message}`, { tone: 'bad' });
    return;
  }
  if (parseRoute(location.hash).view !== route.view) return; // moved on while it was loading
  if (shown !== next) {
    shown?.hide?.();
    main.replaceChildren(next.root);
    shown = next;
    document.title = `${next.title} · Pagoda`;
    scrollTo(0, 0);
  }
  next.show?.(route);
  update();
}

/** Brings everything on screen up to date. Cheap when nothing changed. */
function update() {
  scheduled = false;
  const signedOut = live.connection.mode === 'signed-out';
  setVisible(signIn.root, signedOut);
  setVisible(main, !signedOut);
  signIn.update(live.connection);
  banner.update();
  user.update();
  chip.update();
  if (!signedOut) shown?.update();
}

function scheduleUpdate() {
  if (scheduled) return;
  scheduled = true;
  requestAnimationFrame(update);
}

function onKey(event) {
  const inField = event.target.closest?.('input, textarea, select, [contenteditable]');
  const inButton =
    event.target.closest?.('button, a, summary') && [' ', 'Enter'].includes(event.key);
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog:modal'))
    return;
  if (inField || inButton || (event.key.length === 1 && event.key !== ' ' && !help.keysOn()))
    return;
  const digit = VIEWS[Number(event.key) - 1];
  const action =
    event.key === '?'
      ? help.open
      : digit
        ? () => context.navigate({ view: digit })
        : shown?.keys?.[event.key];
  if (!action) return;
  event.preventDefault();
  action();
}

document.getElementById('tools').append(chip.root, user.root, ThemeSwitch().root, help.button);
document.getElementById('banner').append(banner.root);
main.before(signIn.root);
document.body.append(toasts.root, announcer.root, confirmation.root, help.root);
live.addEventListener('change', scheduleUpdate);
addEventListener('hashchange', navigate);
addEventListener('keydown', onKey);
document.addEventListener('visibilitychange', () => (document.hidden ? feed.stop() : feed.start()));
setInterval(() => document.hidden || scheduleUpdate(), 1000);
if (!document.hidden) feed.start();
navigate().then(() => setTimeout(prepareViews, 1000));
