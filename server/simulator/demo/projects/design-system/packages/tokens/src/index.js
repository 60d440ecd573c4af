import JSON5 from 'json5';

/** Reads a theme file: JSON with comments. */
export function readTheme(text) {
  return JSON5.parse(text);
}

export const light = { ink: '#1b1f24', paper: '#ffffff', accent: '#2f5fd0' };
export const dark = { ink: '#e8eaed', paper: '#16181c', accent: '#86a8ff' };
