import { expect, test } from 'vitest';
import { parseAllDocuments, stringify, type ToStringOptions } from 'yaml';
import { referencesOf } from '../../../server/src/mesh/meshReferences.ts';
import { dedent } from '../../support/example.ts';
import { readFiles } from '../../support/lintMesh.ts';
import { TestRepository } from '../../support/navigate.ts';
import { SHOP } from './shop.ts';

/** Which field leads to which, without any names. */
function links({ mesh }: TestRepository): string[] {
  return [...mesh.uris].flatMap((uri) =>
    mesh
      .resourcesIn(uri)
      .flatMap((resource, index) =>
        referencesOf(mesh.seenFrom(resource), resource).flatMap(({ at, targets }) =>
          targets.map(
            (target) =>
              `${uri} ${index} ${at.join('.')} → ${target.resource.uri} ${mesh.resourcesIn(target.resource.uri).indexOf(target.resource)} ${target.at.join('.')}`,
          ),
        ),
      ),
  );
}

/** The same resources, each file written anew. What has a comma is quoted, because a renaming quotes it. */
function rewritten(write: (resources: readonly unknown[]) => string, ending = 'yaml'): string {
  return [...readFiles(dedent(SHOP))]
    .map(([path, text]) => {
      const resources = parseAllDocuments(text).map((document) => document.toJS() as unknown);
      const written = write(resources).replace(/: (http,3306)$/m, ': "$1"');
      return `# file: ${path.replace('yaml', ending)}\n${written.trimEnd()}\n`;
    })
    .join('');
}

const listOf = (items: readonly unknown[]) => ({ apiVersion: 'v1', items, kind: 'List' });
const documents = (options: ToStringOptions) => (resources: readonly unknown[]) =>
  resources.map((resource) => stringify(resource, options)).join('---\n');

/** What can be renamed, once for each place. */
const NAMES = [...(await TestRepository.read(SHOP)).renamable()].map(({ name }) => name).sort();

const FORMS: readonly (readonly [form: string, source: string, newline: string])[] = [
  ['as people write it', SHOP, '\n'],
  ['with the line ends of Windows', SHOP, '\r\n'],
  ['in block style', rewritten(documents({})), '\n'],
  ['in block style, with the line ends of Windows', rewritten(documents({})), '\r\n'],
  [
    'with quotes',
    rewritten(documents({ defaultKeyType: 'QUOTE_DOUBLE', defaultStringType: 'QUOTE_DOUBLE' })),
    '\n',
  ],
  [
    'with single quotes',
    rewritten(documents({ defaultKeyType: 'QUOTE_SINGLE', defaultStringType: 'QUOTE_SINGLE' })),
    '\n',
  ],
  ['in flow style', rewritten(documents({ collectionStyle: 'flow' })), '\n'],
  ['as Lists', rewritten((resources) => stringify(listOf(resources))), '\n'],
  ['as Lists in JSON', rewritten((resources) => JSON.stringify(listOf(resources), null, 2), 'json'), '\n'],
  ['as Lists in a line of JSON', rewritten((resources) => JSON.stringify(listOf(resources)), 'json'), '\n'],
];

test.each(FORMS)(
  '%s, a name is renamed everywhere: each reference leads where it led, and renaming it back restores the files',
  async (_, source, newline) => {
    const before = await TestRepository.read(source, newline);
    const places = [...before.renamable()];
    expect(places.map(({ name }) => name).sort()).toEqual(NAMES);
    for (const { path, offset, name } of places) {
      // As long as the old one, so that the place stays where it is.
      const after = await before.renamed(path, offset, 'z'.repeat(name.length));
      if (typeof after === 'string') throw new Error(`${path} ${offset} ${name}: ${after}`);
      expect(links(after), `${path} ${offset} ${name}`).toEqual(links(before));
      const back = await after.renamed(path, offset, name);
      expect(typeof back === 'string' ? back : back.files, `${path} ${offset} ${name}`).toEqual(before.files);
    }
  },
);
