const stacks = new WeakMap();

/** Undoes `action` when the test ends, last things first: a page closes before its service stops. */
export function cleanup(t, action) {
  if (!stacks.has(t)) {
    const stack = [];
    stacks.set(t, stack);
    t.after(async () => {
      const errors = [];
      for (const undo of stack.reverse()) await undo().catch((error) => errors.push(error));
      if (errors.length > 0) throw errors[0];
    });
  }
  stacks.get(t).push(action);
}
