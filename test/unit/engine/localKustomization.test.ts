import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type LocalFiles,
  readKustomizationIn,
  textsIn,
  whyNotLocal,
} from '../../../server/src/engine/localKustomization.ts';
import { child } from '../../../server/src/yaml/walkEntries.ts';

/** Files by absolute path. */
function disk(files: Readonly<Record<string, string>>): LocalFiles {
  const paths = Object.keys(files);
  return {
    textOf: (path) => files[path],
    kindOf: (path) => {
      if (path in files) return 'file';
      return paths.some((other) => other.startsWith(`${path}/`)) ? 'folder' : undefined;
    },
    namesIn: (folder) =>
      paths.filter((path) => posix.dirname(path) === folder).map((path) => posix.basename(path)),
    realPathOf: (path) => path,
    treeAround: () => undefined,
    resolve: (folder, path) => posix.resolve(folder, path),
  };
}

/** Why the kustomization in `/app` is not built. */
function why(kustomization: string, more: Readonly<Record<string, string>> = {}) {
  return whyNotLocal('/app', disk({ '/app/kustomization.yaml': kustomization, ...more }));
}

describe('a kustomization is built', () => {
  it.each<[string, string, Readonly<Record<string, string>>]>([
    [
      'with files and folders that are there',
      'resources: [web.yaml, ../base]',
      {
        '/app/web.yaml': 'kind: Pod\n',
        '/base/kustomization.yaml': 'resources: [api.yaml]\n',
        '/base/api.yaml': 'kind: Pod\n',
      },
    ],
    [
      'with folders that refer to each other',
      'resources: [../base]',
      {
        '/base/kustomization.yaml': 'resources: [../app]\n',
      },
    ],
    [
      'with addresses that are only texts',
      'commonAnnotations: {home: "https://example.org"}\nconfigMapGenerator: [{name: a, literals: ["URL=https://example.org"]}]',
      {},
    ],
    [
      'with patches in block scalars',
      'patches:\n- patch: |-\n    kind: Pod\n    metadata: {name: a}\n  target:\n    kind: >\n      Pod\n',
      {},
    ],
    [
      'with a resource and a patch in the list',
      'patchesStrategicMerge: ["kind: Pod\\nmetadata: {name: a}\\n"]',
      {},
    ],
    ['with a plugin', 'generators: [gen.yaml]', { '/app/gen.yaml': 'kind: A\n' }],
    ['with fields that name no files', 'images: [web]\nnamespace: shop', {}],
    ['with a field that is no list', 'resources: web.yaml', {}],
    [
      'with a plugin of several documents',
      'generators: [gen.yaml]',
      { '/app/gen.yaml': 'a: b\n---\nc: d\n' },
    ],
    ['with texts in any case', 'CommonAnnotations: {home: "https://example.org"}', {}],
    [
      'with an address in what kustomize does not read of it',
      'resources: []\n---\nresources: ["https://example.org"]',
      {},
    ],
  ])('%s', (_, kustomization, more) => {
    expect(why(kustomization, more)).toBeUndefined();
  });
});

describe('a kustomization is not built', () => {
  it.each<[string, string, string, Readonly<Record<string, string>>]>([
    [
      'if a resource is missing',
      'resources: [web.yaml]',
      'it refers to “web.yaml”, which is not on this disk and might be downloaded',
      {},
    ],
    [
      'if it has an address',
      'resources: ["https://example.org/base"]',
      'it refers to the address “https://example.org/base”',
      {},
    ],
    [
      'if it has one of git',
      'components: ["git@example.org:base"]',
      'it refers to the address “git@example.org:base”',
      {},
    ],
    [
      'if it loads a file from an address',
      'configMapGenerator: [{name: a, files: ["a=https://example.org/a"]}]',
      'it refers to the address “a=https://example.org/a”',
      {},
    ],
    [
      'if a field is spelled in another case',
      'Resources: [web.yaml]',
      'it refers to “web.yaml”, which is not on this disk and might be downloaded',
      {},
    ],
    [
      'if a base has an address',
      'bases: [../base]',
      'it refers to the address “ssh://example.org/base”',
      {
        '/base/kustomization.yaml': 'resources: ["ssh://example.org/base"]\n',
      },
    ],
    [
      'if a base has none',
      'resources: [../base]',
      '/base has no kustomization that can be read',
      { '/base/web.yaml': '' },
    ],
    ['if it is no mapping', 'a', '/app has no kustomization that can be read', {}],
    ['if it cannot be read', 'a: [', '/app has no kustomization that can be read', {}],
    [
      'if plugins are in a folder',
      'generators: [gen]',
      'its generators are in the folder “gen”, and may refer to addresses',
      { '/app/gen/a.yaml': '' },
    ],
    [
      'if a plugin refers to an address',
      'transformers: [t.yaml]',
      'its transformers refer to the address “https://example.org”',
      {
        '/app/t.yaml': 'url: https://example.org\n',
      },
    ],
    [
      'if a plugin in the list does',
      'validators: ["kind: A\\nurl: https://example.org\\n"]',
      'its validators refer to the address “https://example.org”',
      {},
    ],
    [
      'if a plugin cannot be read',
      'generators: [gen.yaml]',
      'its generators cannot be read: gen.yaml',
      { '/app/gen.yaml': 'a: [' },
    ],
    [
      'if a plugin is missing',
      'generators: [gen.yaml]',
      'it refers to “gen.yaml”, which is not on this disk and might be downloaded',
      {},
    ],
    [
      'if the second document of a plugin refers to an address',
      'generators: [gen.yaml]',
      'its generators refer to the address “https://example.org”',
      { '/app/gen.yaml': 'a: b\n---\n- c: [https://example.org]\n' },
    ],
    [
      'if an address is deep in it',
      'helmCharts: [{name: a, repo: "https://example.org"}]',
      'it refers to the address “https://example.org”',
      {},
    ],
    [
      'if an alias leads to an address',
      'a: {annotations: &a "https://example.org"}\nresources: [*a]',
      'it refers to the address “https://example.org”',
      {},
    ],
    [
      'if a tag may hide an address',
      'resources: [!!binary aHR0cHM6]',
      '/app has no kustomization that can be read',
      {},
    ],
    [
      'if a document of a plugin cannot be read',
      'generators: [gen.yaml]',
      'its generators cannot be read: gen.yaml',
      { '/app/gen.yaml': 'a: b\n---\nc: [\n' },
    ],
    [
      'if its aliases stand for more than anybody writes',
      [
        'a: &a [b, b]',
        ...['c', 'd', 'e'].map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'acd'[at]}`)}]`),
      ].join('\n'),
      '/app has no kustomization that can be read',
      {},
    ],
    [
      'if a folder with a line break in its name leads out',
      'resources: ["base\\n"]',
      'it refers to “base\n”, a name that kustomize may read in another way',
      { '/app/base\n/kustomization.yaml': 'resources: ["ssh://example.org/base"]\n' },
    ],
    [
      'if a text of several lines is neither a file nor a patch',
      'resources: ["example.org/base\\n"]',
      'it refers to “example.org/base\n”, which is not on this disk and might be downloaded',
      {},
    ],
    [
      'if older versions read another path',
      'resources: ["imageTags:"]',
      'it refers to “imageTags:”, a name that kustomize may read in another way',
      { '/app/imageTags:/kustomization.yaml': 'resources: []\n' },
    ],
    [
      'if plugins are in a folder with a line break in its name',
      'generators: ["gen\\n"]',
      'its generators are in the folder “gen\n”, and may refer to addresses',
      { '/app/gen\n/a.yaml': '' },
    ],
    ...['[1]', '[~]', '[[a]]', '[{a: b}]', '[web.yaml, outside:]'].map(
      (entries): [string, string, string, Readonly<Record<string, string>>] => [
        `if an entry is no text: ${entries}`,
        `resources: ${entries}`,
        'its resources have an entry that is not a text',
        { '/app/web.yaml': '' },
      ],
    ),
    [
      'if there is another one beside it',
      '',
      '/app has no kustomization that can be read',
      { '/app/Kustomization': 'namespace: shop\n' },
    ],
    ['if it is empty', '', '/app has no kustomization that can be read', {}],
    ['if it is null', '~', '/app has no kustomization that can be read', {}],
  ])('%s', (_, kustomization, reason, more) => {
    expect(why(kustomization, more)).toBe(reason);
  });
});

describe('a folder outside of the repository', () => {
  const within = (kustomization: string) => {
    const files = {
      '/app/kustomization.yaml': kustomization,
      '/app/inner/kustomization.yaml': 'resources: []\n',
      '/application/kustomization.yaml': 'resources: []\n',
    };
    return whyNotLocal('/app', { ...disk(files), treeAround: () => '/app' });
  };

  it('is not built', () => {
    expect(within('resources: [inner]\n')).toBeUndefined();
    expect(within('resources: [../application]\n')).toBe(
      'it refers to “../application”, which is outside of the repository',
    );
  });
});

describe('keys that kustomize may read otherwise', () => {
  it.each([
    ['a merge', 'resources: []\n<<: {resources: [../outside]}\n'],
    ['an alias', 'namespace: &key resources\n*key : [../outside]\n'],
    ['a repeated field', 'resources: [../outside]\nresources: []\n'],
    ['one in another case', 'resources: [../outside]\nRESOURCES: []\n'],
    ['one below', 'patches: [{path: ../outside, path: web.yaml}]\n'],
    ['one that begins with a question mark', '{?resources: [../outside]}\n'],
    ['a text of several lines', 'resources:\n- \n#c\n  web.yaml\n- ../outside\n'],
    ['one with an anchor below a comment', 'namespace:\n#c\n  &a- |-\n resources:\n - ../outside\n'],
    ['a block scalar below a comment', 'namespace:\n#c\n  |-\n resources:\n - ../outside\n'],
    ['one that ends with a colon', 'resources: [web.yaml, http://127.0.0.1/base:]\n'],
  ])('are not built: %s', (_, kustomization) => {
    expect(why(kustomization)).toBe('/app has no kustomization that can be read');
  });
});

describe('a character that only kustomize takes for the end of a line, or that nobody writes', () => {
  it.each(['\r', '\u0085', '\u2028', '\u2029', '\0', '\f', '\ufeff', '\ufffd'])(
    'hides no field: %j',
    (character) => {
      const hidden = `namespace: shop # a${character}resources: [../outside]\n`;
      expect(why(hidden)).toBe('/app has no kustomization that can be read');
      expect(why('generators: [gen.yaml]', { '/app/gen.yaml': hidden })).toBe(
        'its generators cannot be read: gen.yaml',
      );
    },
  );

  it('is no line break of Windows, tab, letter, or mark at the beginning', () => {
    expect(why('\ufeffnamespace: shop\t# für\u00a0日本 🙂\r\n')).toBeUndefined();
  });
});

describe('a link to a folder', () => {
  const files = {
    '/app/kustomization.yaml': 'resources: [../link]\n',
    '/real/base/kustomization.yaml': 'resources: [web.yaml, ../other.yaml]\n',
    '/real/base/web.yaml': '',
    '/real/other.yaml': '',
  };
  const linked = (texts: Readonly<Record<string, string>>): LocalFiles => {
    const real = disk(texts);
    return {
      ...real,
      kindOf: (path) => (path === '/link' ? 'folder' : real.kindOf(path)),
      realPathOf: (path) => (path === '/link' ? '/real/base' : path),
    };
  };

  it('is followed before the paths from there', () => {
    expect(whyNotLocal('/app', linked(files))).toBeUndefined();
    expect(whyNotLocal('/link', linked(files))).toBeUndefined();
    const { '/real/other.yaml': _, ...fewer } = files;
    for (const folder of ['/app', '/link'])
      expect(whyNotLocal(folder, linked(fewer))).toBe(
        'it refers to “../other.yaml”, which is not on this disk and might be downloaded',
      );
  });
});

describe('the kustomization in a folder', () => {
  const resources = (files: Readonly<Record<string, string>>) => {
    const root = readKustomizationIn('/app', disk(files));
    return root && textsIn(child(root, 'resources'));
  };

  it('is its first mapping', () => {
    expect(resources({ '/app/Kustomization': 'resources: [a.yaml, {b: c}, 1]\n' })).toEqual(['a.yaml', '1']);
    expect(resources({ '/app/kustomization.yml': 'resources: a.yaml\n' })).toEqual([]);
  });

  it('is none without a mapping, or without its file', () => {
    expect(resources({ '/app/kustomization.yaml': '- a\n' })).toBeUndefined();
    expect(
      resources({ '/app/web.yaml': 'resources: []\n', '/kustomization.yaml': 'a: b\n' }),
    ).toBeUndefined();
  });
});
