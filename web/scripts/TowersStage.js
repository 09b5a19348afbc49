import { PEG_NAMES } from '../logic/HanoiMath.js';
import { el, prefersReducedMotion, setAttribute, setText, svg } from './dom.js';

const FOOT = 30;
const HEAD = 44;
const MAX_DISC_HEIGHT = 40;
const SMALLEST_HUE = 32;
const LARGEST_HUE = 280;

/**
 * The three pegs as a drawing in real pixels. `draw` takes a position and, in mid-move, the flight
 * `{disc, from, to, phase}`; at rest it may take the next move as a ghost.
 */
export function TowersStage() {
  const rods = svg('g', { class: 'rods' });
  const discs = svg('g', { class: 'discs' });
  const ghost = svg('rect', { class: 'ghost' });
  const picture = svg('svg', { role: 'img' }, rods, ghost, discs);
  const root = el('div', { class: 'towers-stage' }, picture);
  let shape = null;
  let nodes = [];
  let last = null;

  function build(count) {
    nodes = Array.from({ length: count }, (_, index) => {
      const label = svg('text', {}, String(index + 1));
      const node = svg('g', { class: 'disc' }, svg('rect'), label);
      const share = count === 1 ? 0 : index / (count - 1);
      node.style.setProperty('--hue', SMALLEST_HUE + share * (LARGEST_HUE - SMALLEST_HUE));
      return node;
    });
    discs.replaceChildren(...nodes);
    root.style.setProperty('--discs', count);
  }

  function measure(count) {
    const width = Math.max(240, root.clientWidth);
    const height = Math.max(200, root.clientHeight);
    if (shape?.width === width && shape.height === height && shape.count === count) return;
    shape = shapeOf(width, height, count);
    setAttribute(picture, 'viewBox', `0 0 ${width} ${height}`);
    nodes.forEach((node, index) => sizeDisc(node, index + 1, shape));
    rods.replaceChildren(...[0, 1, 2].flatMap((peg) => rodNodes(peg, shape)));
  }

  function draw(scene) {
    last = scene;
    const { position, flight = null, next = null } = scene;
    if (nodes.length !== position.length) build(position.length);
    measure(position.length);
    const stacked = [0, 0, 0];
    for (let disc = position.length; disc >= 1; disc--) {
      if (disc === flight?.disc) continue;
      const peg = position[disc - 1];
      place(nodes[disc - 1], shape.pegX(peg), shape.slotY(stacked[peg]));
      stacked[peg] += 1;
    }
    if (flight) fly(nodes[flight.disc - 1], flight, stacked, shape);
    drawGhost(ghost, flight ? null : next, stacked, shape);
  }

  new ResizeObserver(() => last && draw(last)).observe(root);
  return { root, draw, describe: (text) => setAttribute(picture, 'aria-label', text) };
}

/** What a listener needs to know of a position. */
export function describePosition(position) {
  const pegs = PEG_NAMES.map((name, peg) => {
    const standing = position.flatMap((at, index) => (at === peg ? [index + 1] : []));
    if (standing.length === 0) return `${name} is empty`;
    if (standing.length > 8) return `${name} has ${standing.length} discs, ${standing[0]} on top`;
    return `${name} has ${standing.length === 1 ? 'disc' : 'discs'} ${standing.join(', ')} from the top`;
  });
  return `Three pegs: ${pegs.join('; ')}.`;
}

function shapeOf(width, height, count) {
  const spacing = width / 3;
  const floor = height - FOOT;
  const pitch = Math.min(MAX_DISC_HEIGHT + 2, (floor - HEAD - 6) / count);
  const thickness = pitch > 8 ? pitch - 2 : pitch * 0.85;
  const widest = Math.min(spacing - 12, 330);
  const narrowest = Math.max(14, widest * 0.2);
  return {
    width,
    height,
    count,
    floor,
    thickness,
    rodTop: Math.max(HEAD - 12, floor - pitch * count - 22),
    pegX: (peg) => spacing * (peg + 0.5),
    slotY: (slot) => floor - pitch * (slot + 1) + (pitch - thickness),
    liftY: Math.max(6, Math.min(HEAD - 16, floor - pitch * count - 34) - thickness / 2),
    widthOf: (disc) =>
      count === 1 ? widest * 0.6 : narrowest + ((widest - narrowest) * (disc - 1)) / (count - 1),
    half: Math.min(widest / 2 + 4, spacing / 2 - 2),
  };
}

function sizeDisc(node, disc, shape) {
  const [rect, label] = node.childNodes;
  const width = shape.widthOf(disc);
  setAttribute(rect, 'x', -width / 2);
  setAttribute(rect, 'width', width);
  setAttribute(rect, 'height', shape.thickness);
  setAttribute(rect, 'rx', Math.min(shape.thickness / 2, 7));
  setAttribute(label, 'y', shape.thickness / 2);
  const room = shape.thickness >= 13 && width >= 18;
  setText(label, room ? String(disc) : '');
}

function rodNodes(peg, shape) {
  const x = shape.pegX(peg);
  return [
    svg('line', { class: 'rod', x1: x, x2: x, y1: shape.rodTop, y2: shape.floor }),
    svg('line', {
      class: 'foot',
      x1: x - shape.half,
      x2: x + shape.half,
      y1: shape.floor + 1.5,
      y2: shape.floor + 1.5,
    }),
    svg('text', { class: 'peg-name', x, y: shape.floor + 19 }, PEG_NAMES[peg]),
  ];
}

function place(node, x, y) {
  setAttribute(node, 'transform', `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
}

/** Up, over and down; the share of each part follows its length. */
function fly(node, { from, to, phase }, stacked, shape) {
  const startY = shape.slotY(stacked[from]);
  const endY = shape.slotY(stacked[to]);
  const across = Math.abs(shape.pegX(to) - shape.pegX(from));
  const up = startY - shape.liftY;
  const down = endY - shape.liftY;
  const way = ease(phase) * (up + across + down);
  if (way < up) return place(node, shape.pegX(from), startY - way);
  if (way > up + across) return place(node, shape.pegX(to), shape.liftY + way - up - across);
  const share = (way - up) / across;
  const x = shape.pegX(from) + (shape.pegX(to) - shape.pegX(from)) * share;
  return place(node, x, shape.liftY);
}

function ease(phase) {
  if (prefersReducedMotion()) return 0;
  return phase < 0.5 ? 2 * phase * phase : 1 - 2 * (1 - phase) * (1 - phase);
}

function drawGhost(ghost, move, stacked, shape) {
  setAttribute(ghost, 'visibility', move ? 'visible' : 'hidden');
  if (!move) return;
  const width = shape.widthOf(move.disc);
  setAttribute(ghost, 'x', shape.pegX(move.to) - width / 2 + 0.75);
  setAttribute(ghost, 'y', shape.slotY(stacked[move.to]) + 0.75);
  setAttribute(ghost, 'width', width - 1.5);
  setAttribute(ghost, 'height', Math.max(1, shape.thickness - 1.5));
  setAttribute(ghost, 'rx', Math.min(shape.thickness / 2, 7));
}
