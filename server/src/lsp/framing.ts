/** Bytes of a header. Clients send about twenty. */
const LARGEST_HEADER = 8_192;

/** Bytes of a message: many times the largest file that is read. */
const LARGEST_CONTENT = 256_000_000;

const HEADER_END = '\r\n\r\n';

/** What a header is, or the beginning of one. */
const MAYBE_HEADER = /^(?:[A-Za-z-]+:[^\r\n]*\r\n)*(?:[A-Za-z-]*(?::[^\r\n]*)?\r?)$/;

/**
 * Watches whether the bytes of a stream are messages (LSP 3.17, Base Protocol). The library waits for ever after a wrong
 * length, deaf to all that follows; a server that ends is started again by its editor.
 */
export class Framing {
  /** What has arrived of a header, a character for each byte. */
  #header = '';
  /** Bytes that are missing of the content. */
  #content = 0;

  /** Takes the next bytes; gives what is wrong with them, if anything. */
  accept(chunk: Uint8Array): string | undefined {
    for (let at = 0; ; ) {
      const taken = Math.min(this.#content, chunk.length - at);
      this.#content -= taken;
      at += taken;
      if (at === chunk.length) return undefined;
      const known = this.#header.length;
      const bytes = chunk.subarray(at, at + LARGEST_HEADER - known);
      this.#header += Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
      const end = this.#header.indexOf(HEADER_END);
      if (end === -1) return this.#problemSoFar();
      const length = contentLength(this.#header.slice(0, end));
      if (typeof length === 'string') return length;
      at += end + HEADER_END.length - known;
      this.#header = '';
      this.#content = length;
    }
  }

  #problemSoFar(): string | undefined {
    if (!MAYBE_HEADER.test(this.#header)) return 'the header is invalid';
    return this.#header.length >= LARGEST_HEADER ? 'a header does not end' : undefined;
  }
}

/** Bytes of the content that follows a header, or what is wrong with the header. */
function contentLength(header: string): number | string {
  if (!MAYBE_HEADER.test(header)) return 'the header is invalid';
  const lengths = header
    .split('\r\n')
    .flatMap((line) => /^content-length:(.*)/i.exec(line)?.[1]?.trim() ?? []);
  const [length = ''] = lengths;
  if (lengths.length !== 1 || !/^\d{1,9}$/.test(length)) return 'a header has no valid Content-Length';
  return Number(length) > LARGEST_CONTENT ? 'a message is too large' : Number(length);
}
