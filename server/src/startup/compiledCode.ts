import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** What the build writes as the last line of a bundle, so that no start has to go through all of it to know it again. */
const DIGEST_LINE = /^\/\/ ([0-9a-f]{16})\n$/;
const DIGEST_LINE_BYTES = 20;

const WORD_BYTES = 4;

/** What a disk loses of a file, it loses in sectors of 512 bytes at the least: two words of each are looked at. */
const WORDS_BETWEEN = 64;

const ENDING = '.compiled';

/** Several versions of the program and of Node take turns on one machine, but not for ever. */
const MOST_KEPT = 12;

/** Code that V8 has compiled for one source, in a folder that only this user can write to. */
export class CompiledCode {
  readonly #folder: string;
  readonly #path: string;

  private constructor(folder: string, name: string) {
    this.#folder = folder;
    this.#path = join(folder, `${name}${ENDING}`);
  }

  /** The place for the code of the source at `path`; undefined where the source does not say what its digest is. */
  static of(path: string, source: Buffer, folder: string): CompiledCode | undefined {
    const [, digest] = DIGEST_LINE.exec(source.toString('latin1', source.length - DIGEST_LINE_BYTES)) ?? [];
    if (digest === undefined) return undefined;
    const identity = [basename(path), digest, process.versions.v8, process.arch];
    return new CompiledCode(folder, identity.join('-'));
  }

  /** What was kept, if it is whole: V8 itself runs whatever it is given. */
  read(): Buffer | undefined {
    try {
      const file = readFileSync(this.#path);
      const data = file.subarray(0, file.length - WORD_BYTES);
      return file.readInt32LE(data.length) === sampled(data) ? data : undefined;
    } catch {
      return undefined;
    }
  }

  /** Keeps code in one step, so that nobody reads half of it. Where that fails, the next start compiles once more. */
  write(data: Buffer): void {
    const draft = `${this.#path}.${process.pid}.tmp`;
    try {
      const end = Buffer.alloc(WORD_BYTES);
      end.writeInt32LE(sampled(data));
      writeFileSync(draft, Buffer.concat([data, end]), { mode: 0o600 });
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

/**
 * A word that is another one where a part of `data` is missing or was overwritten. Node's own checksums are in a module
 * that takes longer to load than most of ours.
 */
function sampled(data: Buffer): number {
  const words = new Int32Array(data.buffer, data.byteOffset, Math.trunc(data.length / WORD_BYTES));
  let sum = data.length;
  for (let at = 0; at < words.length; at += WORDS_BETWEEN) sum = (Math.imul(sum, 31) + (words[at] ?? 0)) | 0;
  return sum;
}
