import { expect, it } from 'vitest';
import { ConfigLookup } from '../../../server/src/config/configLookup.ts';
import { MemoryFiles, uriOf } from '../../support/memoryFiles.ts';

it('looks for a repository in each folder once, however many of them have a configuration', async () => {
  const folders = Array.from({ length: 100 }, (_, depth) => 'd/'.repeat(depth));
  const files = Object.fromEntries(
    folders.map((folder) => [`${folder}.linkerd-lint.yaml`, 'dataPlane: cni\n']),
  );
  const host = new MemoryFiles({ ...files, '.git/HEAD': 'ref: x\n' });
  const lookup = new ConfigLookup(host, []);
  for (const folder of folders)
    expect((await lookup.find(uriOf(`${folder}pod.yaml`)))?.folder).toBe(
      uriOf(folder).replace(/(?<!:\/\/)\/$/, ''),
    );
  const looks = host.read.filter((uri) => uri.endsWith('/.git/HEAD'));
  expect(looks).toHaveLength(new Set(looks).size);
});
