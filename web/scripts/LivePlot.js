import { summary } from '../logic/Samples.js';
import { el, setText } from './dom.js';

/** Loaded with the first plot: the other views do without it. */
const library = () => import('../vendor/uPlot.esm.js').then((module) => module.default);

const HEIGHT = 140;
const LONGEST = 600;
const SHORTEST = 60;
const WHOLE = [1, 2, 5]
  .flatMap((step) => [1, 10, 100, 1000, 1e4, 1e5, 1e6].map((size) => step * size))
  .sort((a, b) => a - b);

/**
 * The last minutes of some figures as lines. `series`: `[{name, label, className}]`; `text(value)`
 * formats a value; `least` is the least height of the plot, `whole` says that only whole numbers make sense. The picture is for the eyes, the legend says the same in words.
 */
export function LivePlot({ title, series, text, least = 1, whole = false }) {
  const values = new Map(series.map(({ name }) => [name, el('span', { class: 'value' })]));
  const probes = series.map(({ className }) => el('span', { class: `swatch ${className}` }));
  const legend = el(
    'ul',
    { class: 'legend' },
    series.map(({ name, label }, index) =>
      el('li', {}, probes[index], el('span', {}, label), values.get(name)),
    ),
  );
  const canvas = el('div', { class: 'canvas', 'aria-hidden': 'true' });
  const range = el('p', { class: 'range' });
  const root = el(
    'figure',
    { class: 'live-plot panel' },
    el('figcaption', {}, el('h2', {}, title), legend),
    canvas,
    range,
  );
  let plot = null;
  let samples = [];
  let loading = false;

  async function build() {
    if (loading) return;
    loading = true;
    const UPlot = await library().catch(() => null); // the next update tries again
    loading = false;
    if (UPlot === null) return;
    plot?.destroy();
    plot = new UPlot(options(), data(), canvas);
  }

  function options() {
    const ink = getComputedStyle(canvas).color;
    const line = getComputedStyle(canvas).borderTopColor;
    const axis = {
      stroke: ink,
      grid: { stroke: line, width: 1 },
      ticks: { stroke: line, size: 4 },
      font: '11px system-ui, sans-serif',
    };
    return {
      width: canvas.clientWidth,
      height: HEIGHT,
      legend: { show: false },
      cursor: { show: false },
      padding: [8, 8, 0, 0],
      scales: {
        x: { range: spanOf },
        y: { range: (_, low, high) => [0, Math.max(least, high * 1.1)] },
      },
      axes: [
        { ...axis, space: 70, size: 26, values: (_, ticks) => ticks.map(clockOfTick) },
        {
          ...axis,
          size: 56,
          space: 30,
          values: (_, ticks) => ticks.map(text),
          ...(whole ? { incrs: WHOLE } : {}),
        },
      ],
      series: [
        {},
        ...probes.map((probe) => ({
          stroke: getComputedStyle(probe).backgroundColor,
          width: 1.75,
          points: { show: false },
          spanGaps: false,
        })),
      ],
    };
  }

  function data() {
    return [
      samples.map(({ at }) => at / 1000),
      ...series.map(({ name }) => samples.map((sample) => sample[name])),
    ];
  }

  function update(list) {
    samples = list;
    const parts = series.map(({ name, label }) => {
      const figures = summary(samples, name);
      setText(values.get(name), figures?.latest === null || !figures ? '–' : text(figures.latest));
      return figures ? `${label} ${rangeOf(figures, text)}` : null;
    });
    const known = parts.filter(Boolean);
    setText(
      range,
      known.length ? `Last ten minutes: ${known.join(', ')}.` : 'Nothing to plot yet.',
    );
    if (!root.isConnected || canvas.clientWidth === 0) return;
    if (plot) plot.setData(data());
    else build();
  }

  new ResizeObserver(() => plot?.setSize({ width: canvas.clientWidth, height: HEIGHT })).observe(
    canvas,
  );
  document.addEventListener('themechange', () => plot && build());
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => plot && build());
  return { root, update };
}

/** "3", or "3 to 5". */
function rangeOf({ min, max }, text) {
  return text(min) === text(max) ? text(min) : `${text(min)} to ${text(max)}`;
}

/** All that is known, but no more than ten minutes and no less than one. */
function spanOf(plot, first, last) {
  return [Math.max(last - LONGEST, Math.min(first, last - SHORTEST)), last];
}

function clockOfTick(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    second: seconds % 60 ? '2-digit' : undefined,
  });
}
