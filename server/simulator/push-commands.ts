/** One line of a push: move a ref from one commit to another; zeros mean "not there". */
export interface PushCommand {
  readonly ref: string;
  readonly from: string;
  readonly to: string;
}

/** The beginning of a push, before the pack. */
export interface PushRequest {
  readonly commands: readonly PushCommand[];
  readonly capabilities: ReadonlySet<string>;
  readonly options: readonly string[];
}

/** A text as one packet line of git's protocol. */
export function packet(text: string | Uint8Array): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from((bytes.length + 4).toString(16).padStart(4, '0')), bytes]);
}

const FLUSH = Buffer.from('0000');

/** Reads commands and push options of a receive-pack request; null when it is not one. */
export function parsePush(body: Buffer): PushRequest | null {
  const first = readLines(body, 0);
  if (!first) return null;
  const commands: PushCommand[] = [];
  let capabilities = new Set<string>();
  for (const line of first.lines) {
    const [command, features] = line.split('\0');
    if (features !== undefined) capabilities = new Set(features.trim().split(' '));
    const match = /^([0-9a-f]{40}) ([0-9a-f]{40}) (\S.*)$/.exec((command ?? '').replace(/\n$/, ''));
    if (match?.[1] && match[2] && match[3]) commands.push({ from: match[1], to: match[2], ref: match[3] });
    else if (!line.startsWith('shallow ')) return null;
  }
  const options = capabilities.has('push-options') ? readLines(body, first.end)?.lines : [];
  return { commands, capabilities, options: (options ?? []).map((line) => line.replace(/\n$/, '')) };
}

function readLines(
  body: Buffer,
  start: number,
): { readonly lines: readonly string[]; readonly end: number } | null {
  const lines: string[] = [];
  let position = start;
  while (position + 4 <= body.length) {
    const size = Number.parseInt(body.toString('latin1', position, position + 4), 16);
    if (size === 0) return { lines, end: position + 4 };
    if (!(size >= 4) || position + size > body.length) return null;
    lines.push(body.toString('utf8', position + 4, position + size));
    position += size;
  }
  return null;
}

/** The answer that refuses a whole push as a pre-receive hook does: texts for the person, `ng` for every ref. */
export function encodeRefusal(push: PushRequest, refusals: ReadonlyMap<string, string>): Buffer {
  const report = Buffer.concat([
    packet('unpack ok\n'),
    ...push.commands.map(({ ref }) => packet(`ng ${ref} pre-receive hook declined\n`)),
    FLUSH,
  ]);
  if (!push.capabilities.has('side-band-64k')) return report;
  const texts = [...new Set(refusals.values())].map((text) => `GitLab: ${text}\n`).join('');
  const band = (channel: number, bytes: Uint8Array) => packet(Buffer.concat([Buffer.from([channel]), bytes]));
  return Buffer.concat([band(2, Buffer.from(texts)), band(1, report), FLUSH]);
}
