import type { Readable, Writable } from 'node:stream';
import type { DataCallback, Message, MessageReader, MessageWriter } from 'vscode-languageserver';
import { AbstractMessageReader, AbstractMessageWriter, Disposable } from './library.ts';

const END_OF_HEADER = '\r\n\r\n';

/**
 * Messages from a stream, as LSP's base protocol has them (3.17, Base Protocol). Each is handed on as soon as its last
 * byte is there, without the turns of the event loop that the library's reader takes for other encodings.
 */
export class BaseProtocolReader extends AbstractMessageReader implements MessageReader {
  readonly #input: Readable;
  #chunks: Buffer[] = [];
  #bytes = 0;
  /** How many bytes must be there before it is worth to look at them. */
  #wanted = 0;

  constructor(input: Readable) {
    super();
    this.#input = input;
  }

  /** Calls `callback` for every message that arrives. What is none is reported as an error, and passed over. */
  listen(callback: DataCallback): Disposable {
    const take = (chunk: Buffer) => {
      this.#chunks.push(chunk);
      this.#bytes += chunk.length;
      while (this.#bytes >= this.#wanted && this.#takeMessage(callback));
    };
    this.#input.on('data', take);
    this.#input.on('error', (error) => this.fireError(error));
    this.#input.on('close', () => this.fireClose());
    return Disposable.create(() => this.#input.off('data', take));
  }

  /** Hands on the first message. Tells whether there was a whole one. */
  #takeMessage(callback: DataCallback): boolean {
    const bytes = this.#chunks.length === 1 ? this.#chunks[0] : Buffer.concat(this.#chunks);
    if (!bytes) return false;
    this.#chunks = [bytes];
    const headerEnd = bytes.indexOf(END_OF_HEADER);
    if (headerEnd < 0) return this.#waitFor(bytes.length + 1);
    const start = headerEnd + END_OF_HEADER.length;
    const length = contentLength(bytes.toString('latin1', 0, headerEnd));
    if (length === undefined) {
      this.#drop(bytes, start);
      this.fireError(new Error('A message has no Content-Length.'));
      return true;
    }
    if (bytes.length < start + length) return this.#waitFor(start + length);
    this.#drop(bytes, start + length);
    this.#handOn(bytes.toString('utf8', start, start + length), callback);
    return true;
  }

  #waitFor(bytes: number): false {
    this.#wanted = bytes;
    return false;
  }

  #drop(bytes: Buffer, count: number): void {
    this.#chunks = bytes.length > count ? [bytes.subarray(count)] : [];
    this.#bytes = bytes.length - count;
    this.#wanted = 0;
  }

  #handOn(content: string, callback: DataCallback): void {
    try {
      callback(JSON.parse(content) as Message);
    } catch (error) {
      this.fireError(error instanceof Error ? error : new Error(String(error)));
    }
  }
}

function contentLength(header: string): number | undefined {
  const digits = /^Content-Length: *([0-9]+) *$/im.exec(header)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Messages to a stream, header and content in one piece: two would wake the client twice for every message. */
export class BaseProtocolWriter extends AbstractMessageWriter implements MessageWriter {
  readonly #output: Writable;
  #failures = 0;

  constructor(output: Writable) {
    super();
    this.#output = output;
    output.on('error', (error) => this.fireError(error));
    output.on('close', () => this.fireClose());
  }

  /** Writes a message. Rejects where the stream does not take it. */
  write(message: Message): Promise<void> {
    const content = JSON.stringify(message);
    const whole = `Content-Length: ${Buffer.byteLength(content)}${END_OF_HEADER}${content}`;
    return new Promise((resolve, reject) =>
      this.#output.write(whole, (error) => {
        if (!error) return resolve();
        this.fireError(error, message, ++this.#failures);
        reject(error);
      }),
    );
  }

  /** Ends the stream. */
  end(): void {
    this.#output.end();
  }
}
