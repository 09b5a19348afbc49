import { ClassicSolve } from '../logic/ClassicSolve.js';
import { MAX_DISCS, PEG_NAMES } from '../logic/HanoiMath.js';
import * as format from '../logic/Format.js';
import { MoveCheck } from '../logic/MoveCheck.js';
import { Playback } from '../logic/Playback.js';
import { el, field, prefersReducedMotion, setText, setValue, setVisible } from './dom.js';
import { CheckReport } from './CheckReport.js';
import { DiscLedger } from './DiscLedger.js';
import { FirstSteps } from './FirstSteps.js';
import { PathPanel } from './PathPanel.js';
import { DEFAULT_SPEED, PlaybackControls } from './PlaybackControls.js';
import { SolveJobButton } from './SolveJobButton.js';
import { SolveFacts } from './SolveFacts.js';
import { describePosition, TowersStage } from './TowersStage.js';

const DEFAULT_DISCS = 5;
const GLIDE = 260;
const FASTEST_TWEEN = 8;
const FASTEST_TWEEN_DISCS = 20;
/** From here on the drawing alone does not tell much: most discs never seem to move. */
const LEDGER_FROM = 11;

/** The towers: any solve and any shortest path, played, stepped and scrubbed. */
export function TowersView(context) {
  const { client, announce } = context;
  let itinerary = new ClassicSolve(DEFAULT_DISCS);
  let playback = new Playback(itinerary.total, DEFAULT_SPEED);
  let glide = null;
  let frame = 0;
  let lastTime = 0;

  const check = new MoveCheck({
    fetchMoves: (...args) => client.moves(...args),
    onChange: () => report.update(check),
  });
  const stage = TowersStage();
  const caption = el('p', { class: 'move-caption' });
  const controls = PlaybackControls({ toggle, step, seek, speed: setSpeed });
  const report = CheckReport({ onRetry: () => check.retry() });
  const facts = SolveFacts();
  const ledger = DiscLedger();
  const path = PathPanel({ client, onPath: usePath });
  const submit = SolveJobButton(context, () => itinerary.discs);
  const firstSteps = FirstSteps(context);
  const discs = el('input', {
    type: 'number',
    min: 1,
    max: MAX_DISCS,
    step: 1,
    inputmode: 'numeric',
    class: 'disc-count',
  });
  discs.addEventListener('change', () => useSolve(Number(discs.value)));
  const title = el('h1', {}, 'Towers of Hanoi');
  const backToSolve = el(
    'button',
    { type: 'button', onClick: () => useSolve(itinerary.discs) },
    'Back to the whole solve',
  );

  const root = el(
    'div',
    { class: 'towers-view' },
    el(
      'header',
      { class: 'view-header' },
      title,
      el('div', { class: 'header-fields' }, backToSolve, field('Discs', discs), submit.root),
    ),
    firstSteps.root,
    el(
      'div',
      { class: 'towers-layout' },
      el(
        'section',
        { class: 'panel stage-panel', 'aria-label': 'Towers' },
        caption,
        stage.root,
        controls.root,
      ),
      el('div', { class: 'towers-side' }, facts.root, report.root, path.root),
    ),
    ledger.root,
  );

  function useSolve(count) {
    const kept = Number.isInteger(count)
      ? Math.min(MAX_DISCS, Math.max(1, count))
      : itinerary.discs;
    discs.value = String(kept);
    check.reset(kept);
    use(new ClassicSolve(kept));
  }

  function usePath(replay) {
    discs.value = String(replay.discs);
    use(replay);
    stage.root.scrollIntoView({ block: 'nearest' });
  }

  function use(next) {
    itinerary = next;
    playback = new Playback(next.total, playback.movesPerSecond);
    glide = null;
    draw();
    showRest();
  }

  function toggle() {
    if (playback.playing) playback.pause();
    else playback.play();
    glide = null;
    lastTime = performance.now();
    draw();
    if (playback.playing) schedule();
    else showRest();
  }

  function step(moves) {
    const before = playback.done;
    playback.step(moves);
    if (playback.done !== before && Math.abs(moves) === 1 && !prefersReducedMotion()) {
      glide = {
        k: moves > 0 ? playback.done : before,
        backwards: moves < 0,
        since: performance.now(),
      };
      schedule();
    }
    draw();
    showRest();
    announce(captionText());
  }

  function seek(done) {
    glide = null;
    playback.seek(done);
    draw();
    if (!playback.playing) showRest();
  }

  function setSpeed(movesPerSecond) {
    playback.movesPerSecond = movesPerSecond;
    draw();
  }

  function schedule() {
    if (frame === 0) frame = requestAnimationFrame(onFrame);
  }

  function onFrame(time) {
    frame = 0;
    const wasPlaying = playback.playing;
    playback.tick(Math.min(250, Math.max(0, time - lastTime)));
    lastTime = time;
    if (glide && time - glide.since >= GLIDE) glide = null;
    draw(time);
    if (playback.playing || glide) schedule();
    if (wasPlaying && !playback.playing) showRest();
  }

  function tweens() {
    const slow = playback.movesPerSecond <= FASTEST_TWEEN && itinerary.discs <= FASTEST_TWEEN_DISCS;
    return slow && !prefersReducedMotion();
  }

  function draw(time = performance.now()) {
    const flight = flightAt(time);
    const next = playback.atEnd ? null : itinerary.moveAt(playback.done + 1n);
    stage.draw({
      position: itinerary.positionAt(playback.done),
      flight,
      next: playback.playing ? null : next,
    });
    setText(caption, captionText());
    controls.update(playback);
    facts.update(itinerary, playback);
    ledger.update(itinerary, playback);
    setVisible(ledger.root, itinerary instanceof ClassicSolve && itinerary.discs >= LEDGER_FROM);
    setVisible(backToSolve, !(itinerary instanceof ClassicSolve));
    setVisible(report.root, itinerary instanceof ClassicSolve);
    setVisible(submit.root, itinerary instanceof ClassicSolve && context.live.may('submit'));
    if (itinerary instanceof ClassicSolve) check.want(playback.done + 1n);
  }

  function flightAt(time) {
    if (glide) {
      const share = Math.min(1, Math.max(0, (time - glide.since) / GLIDE));
      return { ...itinerary.moveAt(glide.k), phase: glide.backwards ? 1 - share : share };
    }
    if (playback.phase === 0 || !tweens()) return null;
    return { ...itinerary.moveAt(playback.done + 1n), phase: playback.phase };
  }

  function captionText() {
    if (playback.total === 0n) return 'Nothing to move: the two positions are the same.';
    if (playback.done === 0n) return `Ready: ${format.plural(playback.total, 'move')}. Press Play.`;
    const { disc, from, to } = itinerary.moveAt(playback.done);
    const end = playback.atEnd ? ' Done.' : '';
    return `Move ${format.count(playback.done)}: disc ${disc} from ${PEG_NAMES[from]} to ${PEG_NAMES[to]}.${end}`;
  }

  /** What is only worth saying when the picture stands still. */
  function showRest() {
    stage.describe(describePosition(itinerary.positionAt(playback.done)));
    if (!(itinerary instanceof ClassicSolve) || root.isConnected === false) return;
    context.replaceQuery({ n: itinerary.discs, move: playback.done || null });
  }

  const keys = {
    ' ': toggle,
    ArrowLeft: () => step(-1),
    ArrowRight: () => step(1),
    Home: () => seek(0n),
    End: () => seek(playback.total),
  };

  return {
    root,
    title: 'Towers',
    keys,
    show(route) {
      const count = Number(route.query.n ?? itinerary.discs);
      const move = /^\d{1,20}$/.test(route.query.move ?? '') ? BigInt(route.query.move) : null;
      if (count !== itinerary.discs || !discs.value) useSolve(count);
      if (move !== null && move !== playback.done) seek(move);
      draw();
    },
    hide() {
      playback.pause();
      cancelAnimationFrame(frame);
      frame = 0;
    },
    update() {
      firstSteps.update();
      submit.update();
      setValue(discs, String(itinerary.discs));
      setVisible(submit.root, itinerary instanceof ClassicSolve && context.live.may('submit'));
    },
  };
}
