import * as format from '../logic/Format.js';
import { el, setAttribute, setText, setValue, uniqueId } from './dom.js';
import { Icon, setIcon } from './Icon.js';

/** Moves a second that can be chosen; the closed form keeps up with any of them. */
export const SPEEDS = [0.5, 1, 2, 4, 8, 15, 30, 60, 250, 1e3, 1e4, 1e6, 1e9, 1e12, 1e15];
export const DEFAULT_SPEED = 2;

const EXACT_BITS = 52n;

/**
 * Play, pause, step, jump, scrub, speed. It only asks: `actions` are `toggle()`, `step(moves)`,
 * `seek(done)` and `speed(movesPerSecond)`.
 */
export function PlaybackControls(actions) {
  const playIcon = Icon('play');
  const playWord = el('span', {}, 'Play');
  const play = el(
    'button',
    { class: 'primary play', type: 'button', onClick: actions.toggle },
    playIcon,
    playWord,
  );
  const button = (icon, label, key, onClick) =>
    el(
      'button',
      {
        type: 'button',
        class: 'icon-button',
        'aria-label': label,
        title: `${label} (${key})`,
        onClick,
      },
      Icon(icon),
    );
  const start = button('start', 'To the start', 'Home', () => actions.seek(0n));
  const back = button('previous', 'One move back', '←', () => actions.step(-1));
  const forward = button('next', 'One move on', '→', () => actions.step(1));
  let total = 0n;
  const end = button('end', 'To the end', 'End', () => actions.seek(total));

  const slider = el('input', {
    type: 'range',
    min: 0,
    step: 1,
    'aria-label': 'Position: moves done',
  });
  slider.addEventListener('input', () => actions.seek(fromSlider(slider.value, total)));
  const exact = el('input', {
    inputmode: 'numeric',
    autocomplete: 'off',
    spellcheck: 'false',
    class: 'exact',
    'aria-label': 'Moves done',
  });
  const goTo = () => {
    const digits = exact.value.replace(/[\s,._']/g, '');
    if (/^\d{1,20}$/.test(digits)) actions.seek(BigInt(digits));
    setAttribute(exact, 'aria-invalid', /^\d{1,20}$/.test(digits) ? null : 'true');
  };
  exact.addEventListener('change', goTo);
  const ofTotal = el('span', { class: 'of-total' });

  const speedId = uniqueId('speed');
  const speed = el('input', {
    id: speedId,
    type: 'range',
    min: 0,
    max: SPEEDS.length - 1,
    step: 1,
  });
  speed.addEventListener('input', () => actions.speed(SPEEDS[Number(speed.value)]));
  const speedText = el('output', { for: speedId });

  const root = el(
    'div',
    { class: 'playback-controls', role: 'group', 'aria-label': 'Playback' },
    el('div', { class: 'scrubber' }, slider, el('div', { class: 'move-number' }, exact, ofTotal)),
    el('div', { class: 'buttons' }, start, back, play, forward, end),
    el('div', { class: 'speed' }, el('label', { for: speedId }, 'Speed'), speed, speedText),
  );

  function update(playback) {
    total = playback.total;
    setIcon(playIcon, playback.playing ? 'pause' : 'play');
    setText(
      playWord,
      playback.playing ? 'Pause' : playback.atEnd && total > 0n ? 'Play again' : 'Play',
    );
    for (const node of [start, back]) setAttribute(node, 'disabled', playback.atStart);
    for (const node of [forward, end]) setAttribute(node, 'disabled', playback.atEnd);
    setAttribute(play, 'disabled', total === 0n);
    setAttribute(slider, 'max', Number(total >> shiftOf(total)));
    slider.value = String(playback.done >> shiftOf(total));
    const done = format.count(playback.done);
    setAttribute(slider, 'aria-valuetext', `${done} of ${format.plural(total, 'move')} done`);
    setValue(exact, done);
    setText(ofTotal, `of ${format.plural(total, 'move')}`);
    const index = SPEEDS.indexOf(playback.movesPerSecond);
    if (Number(speed.value) !== index) speed.value = String(index);
    const text = speedLabel(playback.movesPerSecond);
    setAttribute(speed, 'aria-valuetext', text);
    setText(speedText, text);
  }

  return { root, update };
}

/** 1e9 → "1 billion moves/s". */
export function speedLabel(movesPerSecond) {
  const named = [
    [1e15, 'quadrillion'],
    [1e12, 'trillion'],
    [1e9, 'billion'],
    [1e6, 'million'],
  ].find(([size]) => movesPerSecond >= size);
  if (named) return `${movesPerSecond / named[0]} ${named[1]} moves/s`;
  const number = movesPerSecond < 1 ? String(movesPerSecond) : format.count(movesPerSecond);
  return `${number} ${movesPerSecond === 1 ? 'move' : 'moves'}/s`;
}

/** A slider counts in Numbers; beyond 52 bits it moves in larger steps. */
function shiftOf(total) {
  const bits = BigInt(total.toString(2).length);
  return bits > EXACT_BITS ? bits - EXACT_BITS : 0n;
}

function fromSlider(value, total) {
  const shift = shiftOf(total);
  const scaled = BigInt(value);
  return scaled >= total >> shift ? total : scaled << shift;
}
