import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Contents } from '../../playground/src/contents.ts';
import { fromFragment, toFragment } from '../../playground/src/shareLink.ts';

const CONTENTS: Contents = {
  dataPlane: 'cni',
  files: [
    { name: 'mesh/pod.yaml', text: 'kind: Pod # Grüße, 你好\n' },
    { name: '.linkerd-lint.yaml', text: '' },
  ],
};

/** A fragment as a person with bad intentions would make it. */
const forged = (contents: unknown) =>
  `#files=${deflateRawSync(JSON.stringify(contents)).toString('base64url')}`;

describe('a link', () => {
  it('carries files and data plane, in characters that every program leaves alone', async () => {
    const fragment = await toFragment(CONTENTS);
    expect(fragment).toMatch(/^#files=[\w-]+$/);
    expect(await fromFragment(fragment)).toEqual(CONTENTS);
  });

  it('is not made for more than programs pass on', async () => {
    const noise = Array.from({ length: 20_000 }, (_, at) => (at * 2_654_435_761) % 4_294_967_296).join();
    await expect(toFragment({ ...CONTENTS, files: [{ name: 'a.yaml', text: noise }] })).rejects.toThrow(
      'too large',
    );
  });

  it.each(['', '#', '#other=1'])('without files is none: %j', async (fragment) => {
    expect(await fromFragment(fragment)).toBeUndefined();
  });

  it.each([
    ['is no base64', '#files=%%%'],
    ['is not compressed', '#files=AAAA'],
    ['is no JSON', `#files=${deflateRawSync('{').toString('base64url')}`],
    ['is null', forged(null)],
    ['has no files', forged({ dataPlane: 'cni', files: [] })],
    ['has too many files', forged({ dataPlane: 'cni', files: Array(21).fill({ name: 'a', text: '' }) })],
    ['has another data plane', forged({ ...CONTENTS, dataPlane: 'ebpf' })],
    ['leads upwards', forged({ ...CONTENTS, files: [{ name: '../a.yaml', text: '' }] })],
    ['has a name with markup', forged({ ...CONTENTS, files: [{ name: '<b>', text: '' }] })],
    ['has a file without text', forged({ ...CONTENTS, files: [{ name: 'a.yaml' }] })],
    ['has a name twice', forged({ ...CONTENTS, files: Array(2).fill({ name: 'a.yaml', text: '' }) })],
    [
      'unpacks to gigabytes',
      forged({ ...CONTENTS, files: [{ name: 'a.yaml', text: 'a'.repeat(2_000_000) }] }),
    ],
  ])('that %s is refused', async (_, fragment) => {
    await expect(fromFragment(fragment)).rejects.toThrow('This link is damaged');
  });

  it('that is too long is not even unpacked', async () => {
    await expect(fromFragment(`#files=${'A'.repeat(40_000)}`)).rejects.toThrow('too long');
  });
});
