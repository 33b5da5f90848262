/**
 * Makes a zip archive smaller without changing what is in it: Zopfli looks longer for what repeats than zlib does, and
 * writes the same format. Of the .vsix, which everybody downloads, it saves 4 % in a few seconds.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import { deflateAsync } from '@gfx/zopfli';

/** Five take 2 kB more off than one, and twice the time; fifteen take off nothing more. */
const ITERATIONS = 5;

const DEFLATED = 8;
/** Of the general purpose bits: sizes follow the content. We write them before it. */
const HAS_DESCRIPTOR = 0x0008;

/** Sizes and offsets of APPNOTE.TXT, parts 4.3.7, 4.3.12 and 4.3.16. */
const LOCAL_HEADER = 30;
const CENTRAL_HEADER = 46;
const END = 22;

/** Writes the archive `path` anew. */
export async function squeezeZip(path) {
  const bytes = readFileSync(path);
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const entry of entriesOf(bytes)) {
    const content = await squeezed(entry);
    const header = localHeader(entry.header, content.length, entry.name);
    directory.push(centralHeader(entry.header, content.length, offset), entry.name);
    parts.push(header, entry.name, content);
    offset += header.length + entry.name.length + content.length;
  }
  const central = Buffer.concat(directory);
  writeFileSync(path, Buffer.concat([...parts, central, endOf(parts.length / 3, central.length, offset)]));
}

/** The entries of an archive's central directory: its header, name and content as they are stored. */
function* entriesOf(bytes) {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const header = bytes.subarray(at, at + CENTRAL_HEADER);
    const [nameLength, extra, comment] = [28, 30, 32].map((field) => header.readUInt16LE(field));
    const local = header.readUInt32LE(42);
    const start = local + LOCAL_HEADER + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    yield {
      header,
      name: bytes.subarray(at + CENTRAL_HEADER, at + CENTRAL_HEADER + nameLength),
      content: bytes.subarray(start, start + header.readUInt32LE(20)),
    };
    at += CENTRAL_HEADER + nameLength + extra + comment;
  }
}

async function squeezed({ header, content }) {
  if (header.readUInt16LE(10) !== DEFLATED) return content;
  const smaller = Buffer.from(await deflateAsync(inflateRawSync(content), { numiterations: ITERATIONS }));
  return smaller.length < content.length ? smaller : content;
}

/** The header with its fields for the content's size and offset, no extra fields and no comment. */
function centralHeader(original, size, offset) {
  const header = Buffer.from(original);
  header.writeUInt16LE(header.readUInt16LE(8) & ~HAS_DESCRIPTOR, 8);
  header.writeUInt32LE(size, 20);
  header.fill(0, 30, 34);
  header.writeUInt32LE(offset, 42);
  return header;
}

/** What stands before the content: the same fields, from the version on. */
function localHeader(original, size, name) {
  const header = Buffer.alloc(LOCAL_HEADER);
  header.write('PK\x03\x04', 'latin1');
  centralHeader(original, size, 0).copy(header, 4, 6, 30);
  header.writeUInt16LE(name.length, 26);
  return header;
}

function endOf(count, size, offset) {
  const end = Buffer.alloc(END);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}
