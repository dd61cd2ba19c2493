/** Gives Node the parts of a browser that the client uses. `EventSource` is Node's own, behind a flag. */
export function becomeBrowser() {
  globalThis.document = Object.assign(new EventTarget(), { hidden: false });
  const window = new EventTarget();
  globalThis.addEventListener = window.addEventListener.bind(window);
  Object.defineProperty(globalThis, 'navigator', { value: { onLine: true }, configurable: true });
}

/** Waits until a condition holds. */
export async function until(condition) {
  const deadline = performance.now() + 10_000;
  while (!condition()) {
    if (performance.now() > deadline) {
      throw new Error(`Never came true: ${condition}`);
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
}
