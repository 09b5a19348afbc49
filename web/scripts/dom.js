/**
 * The few helpers that components build the page with. Data enters the page only as text nodes,
 * attributes and SVG numbers, never as markup.
 */

const SVG = 'http://www.w3.org/2000/svg';

/** An HTML element. `props`: `class`, `onEvent` listeners, anything else is an attribute. */
export function el(tag, props = {}, ...children) {
  return fill(document.createElement(tag), props, children);
}

/** An SVG element; the same rules. */
export function svg(tag, props = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), props, children);
}

function fill(node, props, children) {
  for (const [name, value] of Object.entries(props)) {
    if (/^on[A-Z]/.test(name)) node.addEventListener(name.slice(2).toLowerCase(), value);
    else setAttribute(node, name, value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

/** Sets or, for null and false, removes an attribute; untouched if it is the same already. */
export function setAttribute(node, name, value) {
  if (value === null || value === undefined || value === false) {
    if (node.hasAttribute(name)) node.removeAttribute(name);
    return;
  }
  const text = value === true ? '' : String(value);
  if (node.getAttribute(name) !== text) node.setAttribute(name, text);
}

/** Replaces a node's text, untouched if it is the same already. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Shows or hides a node. */
export function setVisible(node, visible) {
  if (node.hidden === visible) node.hidden = !visible;
}

/** Sets an input's value, but never under the fingers of whoever edits it. */
export function setValue(input, value) {
  if (document.activeElement !== input && input.value !== value) input.value = value;
}

const rows = new WeakMap();

/**
 * Makes `container` hold one child for each item, in order. Children are made once by `create(item)`
 * as `{root, update}` and kept by key, so that focus and selection survive.
 */
export function reconcile(container, items, keyOf, create) {
  const old = rows.get(container) ?? new Map();
  const next = new Map();
  let place = container.firstChild;
  for (const item of items) {
    const key = keyOf(item);
    const row = old.get(key) ?? create(item);
    next.set(key, row);
    old.delete(key);
    row.update(item);
    if (row.root === place) place = place.nextSibling;
    else container.insertBefore(row.root, place);
  }
  for (const row of old.values()) row.root.remove();
  rows.set(container, next);
}

let nextId = 0;

/** An id for an element that a label or description refers to. */
export function uniqueId(prefix) {
  nextId += 1;
  return `${prefix}-${nextId}`;
}

/** A labelled form field: `{root, input}`. */
export function field(label, input, hint = null) {
  const id = uniqueId('field');
  input.id = id;
  const parts = [el('label', { for: id }, label), input];
  if (hint) {
    const hintId = `${id}-hint`;
    input.setAttribute('aria-describedby', hintId);
    parts.push(el('p', { class: 'hint', id: hintId }, hint));
  }
  return el('div', { class: 'field' }, parts);
}

/** Whether the user asked the system for less motion. */
export function prefersReducedMotion() {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
