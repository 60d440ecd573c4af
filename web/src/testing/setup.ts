import '@testing-library/jest-dom';

const { TextDecoder, TextEncoder } = jest.requireActual<{
  TextDecoder: typeof globalThis.TextDecoder;
  TextEncoder: typeof globalThis.TextEncoder;
}>('node:util');
Object.assign(globalThis, { TextDecoder, TextEncoder });

/** What jsdom lacks and the component kit asks for. */
class NoResizeObserver implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

window.ResizeObserver = NoResizeObserver;
window.matchMedia = (query) => ({
  matches: false,
  media: query,
  onchange: null,
  addListener: () => undefined,
  removeListener: () => undefined,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
  dispatchEvent: () => false,
});
window.HTMLElement.prototype.scrollIntoView = () => undefined;
window.HTMLCanvasElement.prototype.getContext = () => null;
