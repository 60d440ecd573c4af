/**
 * What a stranger answered, as text that is safe to keep and to show: control characters and those that turn the direction of
 * text become U+FFFD; tabs and line breaks stay.
 */
export function safeAnswer(text: string): string {
  return text.replace(UNSAFE, '\uFFFD');
}

const UNSAFE =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/g;
