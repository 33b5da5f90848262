/** A link that carries files in its fragment, which browsers send to no server. */
import { type Contents, checkContents } from './contents.ts';

/** Length of a fragment: what browsers and messengers still pass on. */
const LONGEST_FRAGMENT = 32_000;
/** Bytes of all files together; a short fragment can unpack to far more. */
const LARGEST_CONTENTS = 400_000;

const PREFIX = '#files=';

/**
 * The fragment for these contents, with its `#`.
 *
 * @throws {Error} with a sentence for people, if they are too large for a link
 */
export async function toFragment(contents: Contents): Promise<string> {
  const packed = streamOf(JSON.stringify(contents), new CompressionStream('deflate-raw'));
  const fragment = PREFIX + toBase64Url(new Uint8Array(await new Response(packed).arrayBuffer()));
  if (fragment.length > LONGEST_FRAGMENT) throw new Error('These files are too large for a link.');
  return fragment;
}

/**
 * The contents of a fragment; undefined if it carries none.
 *
 * @throws {Error} with a sentence for people, if it is damaged or too large
 */
export async function fromFragment(fragment: string): Promise<Contents | undefined> {
  if (!fragment.startsWith(PREFIX)) return undefined;
  if (fragment.length > LONGEST_FRAGMENT) throw new Error('This link is too long to be read.');
  try {
    return checkContents(JSON.parse(await unpack(fromBase64Url(fragment.slice(PREFIX.length)))));
  } catch (cause) {
    throw new Error('This link is damaged, or not of this playground.', { cause });
  }
}

/** Stops as soon as there is more than allowed, so a link cannot fill the memory. */
async function unpack(packed: Uint8Array<ArrayBuffer>): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let size = 0;
  const reader = streamOf(packed, new DecompressionStream('deflate-raw')).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.byteLength;
    if (size > LARGEST_CONTENTS) {
      await reader.cancel();
      throw new Error('It unpacks to more than is allowed.');
    }
    text += decoder.decode(part.value, { stream: true });
  }
  return text + decoder.decode();
}

function streamOf(data: string | Uint8Array<ArrayBuffer>, through: CompressionStream | DecompressionStream) {
  return new Blob([data]).stream().pipeThrough(through) as ReadableStream<Uint8Array<ArrayBuffer>>;
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
}
