import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as zlib from 'node:zlib';

/** Came with Node 20.15; without it nothing is kept. */
const crc32: ((data: Uint8Array) => number) | undefined = zlib.crc32;

const CHECKSUM_BYTES = 4;
const ENDING = '.compiled';

/** Several versions of the program and of Node take turns on one machine, but not for ever. */
const MOST_KEPT = 12;

/** Code that V8 has compiled for one source, in a folder that only this user can write to. */
export class CompiledCode {
  readonly #folder: string;
  readonly #path: string;
  readonly #checksum: (data: Uint8Array) => number;

  private constructor(folder: string, name: string, checksum: (data: Uint8Array) => number) {
    this.#folder = folder;
    this.#path = join(folder, `${name}${ENDING}`);
    this.#checksum = checksum;
  }

  /** The place for the code of the source at `path`; undefined where this Node cannot tell whole files from broken ones. */
  static of(path: string, source: Uint8Array, folder: string): CompiledCode | undefined {
    if (!crc32) return undefined;
    const identity = [basename(path), crc32(source).toString(16), process.versions.v8, process.arch];
    return new CompiledCode(folder, identity.join('-'), crc32);
  }

  /** What was kept, if it is whole: V8 itself runs whatever it is given. */
  read(): Buffer | undefined {
    try {
      const file = readFileSync(this.#path);
      const data = file.subarray(CHECKSUM_BYTES);
      return file.readUInt32LE() === this.#checksum(data) ? data : undefined;
    } catch {
      return undefined;
    }
  }

  /** Keeps code in one step, so that nobody reads half of it. Where that fails, the next start compiles once more. */
  write(data: Uint8Array): void {
    const draft = `${this.#path}.${process.pid}.tmp`;
    try {
      const checksum = Buffer.alloc(CHECKSUM_BYTES);
      checksum.writeUInt32LE(this.#checksum(data));
      writeFileSync(draft, Buffer.concat([checksum, data]), { mode: 0o600 });
      renameSync(draft, this.#path);
      this.#removeOldest();
    } catch {
      rmSync(draft, { force: true });
    }
  }

  #removeOldest(): void {
    const kept = readdirSync(this.#folder)
      .filter((name) => name.endsWith(ENDING) || name.endsWith('.tmp'))
      .map((name) => ({ path: join(this.#folder, name), time: statSync(join(this.#folder, name)).mtimeMs }))
      .sort((a, b) => b.time - a.time);
    for (const { path } of kept.slice(MOST_KEPT)) rmSync(path, { force: true });
  }
}
