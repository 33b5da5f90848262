import { Writable } from 'node:stream';

/** What every message of the base protocol begins with (LSP 3.17, Base Protocol). */
const HEADER = 'Content-Length:';

/**
 * A stream that hands header and content of a message to `target` in one piece. The connection writes them one after the
 * other, which wakes the client twice for every message.
 */
export function wholeMessages(target: Writable): Writable {
  let header: Buffer | undefined;
  return new Writable({
    write(chunk: Buffer, _, done) {
      if (header === undefined && chunk.toString('latin1', 0, HEADER.length) === HEADER) {
        header = chunk;
        done();
        return;
      }
      const message = header ? Buffer.concat([header, chunk]) : chunk;
      header = undefined;
      target.write(message, done);
    },
  });
}
