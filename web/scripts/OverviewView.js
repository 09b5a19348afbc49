import * as format from '../logic/Format.js';
import { BreakersCard } from './BreakersCard.js';
import { BrokerCard } from './BrokerCard.js';
import { el, setText, setVisible } from './dom.js';
import { FirstSteps } from './FirstSteps.js';
import { HeadlineStrip } from './HeadlineStrip.js';
import { LivePlot } from './LivePlot.js';
import { QueueSwitch } from './QueueSwitch.js';
import { SolverCard } from './SolverCard.js';

/** The service at a glance: headline, one card a module, the last minutes as plots. */
export function OverviewView(context) {
  const { live } = context;
  const firstSteps = FirstSteps(context);
  const queueSwitch = QueueSwitch(context, { offersPause: true });
  const headline = HeadlineStrip();
  const cards = [BrokerCard(), BreakersCard(live), SolverCard()];
  const plots = [
    LivePlot({
      title: 'Throughput, jobs per second',
      series: [
        { name: 'donePerSecond', label: 'done', className: 'series-1' },
        { name: 'failedPerSecond', label: 'failed', className: 'series-2' },
      ],
      text: format.rate,
    }),
    LivePlot({
      title: 'Latency, last 60 seconds',
      series: [
        { name: 'waitP99', label: 'wait p99', className: 'series-1' },
        { name: 'runP99', label: 'run p99', className: 'series-2' },
        { name: 'runP50', label: 'run p50', className: 'series-3' },
      ],
      text: format.duration,
      least: 10,
    }),
    LivePlot({
      title: 'Depth, jobs',
      series: [
        { name: 'queued', label: 'queued', className: 'series-1' },
        { name: 'running', label: 'running', className: 'series-2' },
      ],
      text: format.count,
      least: 5,
      whole: true,
    }),
  ];
  const notReady = el('section', { class: 'notice panel', 'data-tone': 'bad', hidden: true });
  const build = el('p', { class: 'build' });
  const loading = el('p', { class: 'loading' }, 'Waiting for the service…');
  const content = el(
    'div',
    { hidden: true },
    headline.root,
    el(
      'div',
      { class: 'card-row' },
      cards.map((card) => card.root),
    ),
    el(
      'div',
      { class: 'plot-row' },
      plots.map((plot) => plot.root),
    ),
    build,
  );
  const root = el(
    'div',
    { class: 'overview-view' },
    el(
      'header',
      { class: 'view-header' },
      el('h1', {}, 'Overview'),
      el('div', { class: 'header-fields' }, queueSwitch.root),
    ),
    firstSteps.root,
    notReady,
    loading,
    content,
  );

  function update() {
    const { status, samples } = live;
    setVisible(loading, !status);
    setVisible(content, Boolean(status));
    firstSteps.update();
    queueSwitch.update();
    if (!status) return;
    headline.update(status, samples);
    for (const card of cards) card.update(status);
    for (const plot of plots) plot.update(samples.list);
    setVisible(notReady, !status.ready);
    if (!status.ready) setText(notReady, `Not ready: ${status.reasons.join('; ')}`);
    const up = live.now() - Date.parse(status.started_at);
    const { version, commit, java } = status.build;
    setText(
      build,
      `Pagoda ${version}${commit ? ` (${commit.slice(0, 7)})` : ''} on Java ${java}, up ${format.duration(Math.floor(up / 1000) * 1000)}`,
    );
  }

  return { root, title: 'Overview', update };
}
