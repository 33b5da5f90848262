import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FileReader, judge, RELEVANT_WORD, UNUSUAL_BYTE } from '../../../server/src/cli/files/fileReader.ts';

const PIECES = ['linkerd', 'linker', '\\x6cinkerd', '\\', '\0', '\xff\xfe', '\xfe\xff', 'é', 'kind: Pod\n'];

test('a file in which the one search finds nothing is irrelevant', () => {
  const bytes = fc.array(fc.constantFrom(...PIECES)).map((pieces) => Buffer.from(pieces.join(''), 'latin1'));
  fc.assert(
    fc.property(bytes, (file) => {
      if (judge(file).kind === 'irrelevant') return;
      const text = file.toString('latin1');
      expect(RELEVANT_WORD.test(text) || UNUSUAL_BYTE.test(text), text).toBe(true);
    }),
  );
});

// Windows has no pipes among files, and lets only administrators make links.
test.skipIf(process.platform === 'win32')(
  'a file that was found may be a pipe by now, without end, or a link, which is not followed',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'linkerd-lint-'));
    const [file, pipe, link] = ['file', 'pipe', 'link'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(file, 'kind: Pod\n');
    symlinkSync(file, link);
    spawnSync('mkfifo', [pipe]);
    const reader = new FileReader();
    expect(reader.bytesOf(file)?.toString()).toBe('kind: Pod\n');
    expect(reader.bytesOf(pipe)?.toString()).toBe('');
    expect(() => reader.bytesOf(link)).toThrow('ELOOP');
    rmSync(folder, { recursive: true });
  },
);
