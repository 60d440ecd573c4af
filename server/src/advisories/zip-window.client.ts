import { read } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { RandomAccessReader } from 'yauzl';

/** Some fifty packed records: an archive whose entries lie in no order costs this much reading for each of them. */
const WINDOW_BYTES = 64 * 1024;

interface Window {
  readonly start: number;
  readonly bytes: Buffer;
}

/**
 * Reads a zip by windows of 64 kB, one over its directory and one over its entries. Each small record costs four reads
 * otherwise, which is most of the time that an archive of many records takes.
 */
export class ZipWindows extends RandomAccessReader {
  private windows: readonly Window[] = [];

  private constructor(
    private readonly file: FileHandle,
    readonly size: number,
  ) {
    super();
  }

  /** Opens the file; whoever opened it closes it with `close`. */
  static async open(path: string): Promise<ZipWindows> {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      return new ZipWindows(file, size);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** These bytes, valid until the next read; fails where the file has no more. */
  readBytes(position: number, length: number): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      this.find(position, length, (error, bytes) => {
        if (bytes === null) reject(error ?? ended());
        else resolve(bytes);
      });
    });
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.find(position, length, (error, bytes) => {
      bytes?.copy(buffer, offset);
      callback(bytes === null ? (error ?? ended()) : null);
    });
  }

  override close(callback: (error: Error | null) => void): void {
    this.windows = [];
    this.file.close().then(
      () => callback(null),
      (error: unknown) => callback(error instanceof Error ? error : ended()),
    );
  }

  private find(
    position: number,
    length: number,
    answer: (error: Error | null, bytes: Buffer | null) => void,
  ): void {
    const known = this.windows.find(({ start, bytes }) => isWithin(start, bytes.length, position, length));
    if (known !== undefined) {
      const from = position - known.start;
      // The one used last stays when another is needed.
      if (known !== this.windows[0]) this.windows = [known, ...this.windows.filter((each) => each !== known)];
      process.nextTick(answer, null, known.bytes.subarray(from, from + length));
      return;
    }
    if (position < 0 || length < 0 || position + length > this.size) {
      process.nextTick(answer, ended(), null);
      return;
    }
    const wanted = Math.min(Math.max(length, WINDOW_BYTES), this.size - position);
    read(this.file.fd, Buffer.allocUnsafe(wanted), 0, wanted, position, (error, count, bytes) => {
      if (error !== null || count < length) {
        answer(error ?? ended(), null);
        return;
      }
      this.windows = [{ start: position, bytes: bytes.subarray(0, count) }, ...this.windows.slice(0, 1)];
      answer(null, bytes.subarray(0, length));
    });
  }
}

function isWithin(start: number, size: number, position: number, length: number): boolean {
  return position >= start && position + length <= start + size;
}

function ended(): Error {
  return new Error('it ends too early');
}
