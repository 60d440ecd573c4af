import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

let allowedPort = 0;
let isClosed = false;

/**
 * From now on whatever runs in this thread reaches nothing but this port of 127.0.0.1 and starts no program, and asks
 * for no host's address. A second
 * wall: the package manager has no reason to do either.
 */
export function closeDoors(port: number): void {
  allowedPort = port;
  if (isClosed) return;
  isClosed = true;
  const connect = net.Socket.prototype.connect;
  net.Socket.prototype.connect = function guarded(this: net.Socket, ...args: unknown[]) {
    const target = targetOf(args);
    if (target?.host !== '127.0.0.1' || target.port !== allowedPort) {
      process.nextTick(() => this.destroy(refusal('an address that is not its registry')));
      return this;
    }
    return Reflect.apply(connect, this, args);
  };
  // No arrow: some of what it stands for is called with `new`.
  const refuse = function refuse(): never {
    throw refusal('another program or host');
  };
  for (const name of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork'] as const)
    Object.defineProperty(childProcess, name, { value: refuse });
  Object.defineProperty(childProcess.ChildProcess.prototype, 'spawn', { value: refuse });
  // Its registry has an address and no name.
  for (const names of [dns, dns.promises])
    for (const name of Object.keys(names))
      if (/^(?:lookup|resolve|reverse|Resolver$)/.test(name))
        Object.defineProperty(names, name, { value: refuse });
  Object.defineProperty(dgram, 'createSocket', { value: refuse });
  syncBuiltinESMExports();
}

function refusal(what: string): Error {
  return Object.assign(new Error(`The package manager wanted ${what}, which it may not.`), {
    code: 'EGUARD',
  });
}

/** Node passes options, port and host, or both already put in order in a list. */
function targetOf(args: readonly unknown[]): { readonly host: string; readonly port: number } | null {
  const [first, second] = args;
  if (Array.isArray(first)) return targetOf(first);
  if (typeof first === 'object' && first !== null) {
    if ('path' in first && first.path !== undefined && first.path !== null) return null;
    const port = 'port' in first ? Number(first.port) : 0;
    const host = 'host' in first && typeof first.host === 'string' ? first.host : 'localhost';
    return { host, port };
  }
  return { host: typeof second === 'string' ? second : 'localhost', port: Number(first) };
}
