import { describe, expect, it, test } from 'vitest';
import {
  filesNeeded,
  locateMeshFindings,
  placeOfField,
  rewriteField,
} from '../../../server/src/engine/locateMeshFindings.ts';
import { type MeshFinding, MeshLinter } from '../../../server/src/engine/meshLinter.ts';
import type { FieldFix, KustomizeConfiguration } from '../../../server/src/engine/meshRule.ts';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import type { FieldPath } from '../../../server/src/facts/resourceFacts.ts';
import type { AppliedResource } from '../../../server/src/mesh/appliedResource.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { LineIndex } from '../../../server/src/text/lineIndex.ts';
import { throwFailure } from '../../support/lint.ts';
import { lintMesh } from '../../support/lintMesh.ts';
import { factsOf } from '../../support/meshOf.ts';
import { measured } from '../../support/processorTime.ts';

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
  annotations: {linkerd.io/inject: enabled, config.linkerd.io/skip-inbound-ports: "8080,9090"}
spec: {containers: [{name: web, image: web}]}
`;

/** A file with that many Servers, each of which has findings that name others. */
function servers(count: number): string {
  const each = Array.from(
    { length: count },
    (_, index) =>
      `apiVersion: policy.linkerd.io/v1beta3\nkind: Server\nmetadata: {name: s${index}, namespace: shop}\nspec: {podSelector: {}, port: 8080}\n`,
  );
  return each.join('---\n');
}

it('a file of many resources, each with findings, is not searched anew for each of them', () => {
  const findingsAt = (count: number) =>
    measured(() =>
      lintMesh(
        new Map([
          ['pod.yaml', POD],
          ['servers.yaml', servers(count)],
        ]),
      ).get('servers.yaml'),
    );
  findingsAt(50);
  const [few, many] = [findingsAt(50), findingsAt(400)];
  expect(many.result?.length).toBeGreaterThanOrEqual(400);
  // Eight times as many resources: 64 times as much for each pair of them, 512 where each pair is searched for.
  expect(many.milliseconds).toBeLessThan(200 * few.milliseconds);
});

const server = (name: string, port: number | string = 8080) =>
  `apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata:
  name: ${name}
spec:
  podSelector: {}
  port: ${port}
`;

const uriFor = (path: string) => `file:///repo/${path}`;

/** The resources of some files, and the findings of a rule in these or other versions of the files. */
class Files {
  readonly #sources: ReadonlyMap<string, SourceFile>;
  readonly #linter = new MeshLinter([], throwFailure);

  constructor(readonly texts: Readonly<Record<string, string>>) {
    this.#sources = new Map(
      Object.entries(texts).map(([path, text]) => [uriFor(path), SourceFile.read(text)]),
    );
    this.#linter.update(
      Object.entries(texts).map(([path, text]) => ({ path, uri: uriFor(path), facts: factsOf(text, path) })),
    );
  }

  resource(path: string, index = 0): AppliedResource {
    return this.#linter.model.resourcesOf(path)[index] as AppliedResource;
  }

  locate(...findings: readonly Partial<MeshFinding>[]) {
    const all = findings.map(
      (finding): MeshFinding => ({
        rule: 'a-rule',
        severity: 'error',
        resource: this.resource('a.yaml'),
        at: [],
        message: 'wrong',
        ...finding,
      }),
    );
    return locateMeshFindings(all, (uri) => this.#sources.get(uri), uriFor);
  }

  /** The texts after the only fix of a finding, by path; undefined if there is no fix. */
  fixed(fix: Partial<FieldFix>): Record<string, string> | undefined {
    const [found] = this.locate({ fixes: [{ title: 'Edit', edits: [], isPreferred: true, ...fix }] });
    const [made] = found?.fixes ?? [];
    if (!made) return undefined;
    const own = this.texts['a.yaml'] ?? '';
    const texts: Record<string, string> =
      made.edits.length > 0 ? { 'a.yaml': applyEdits(own, made.edits) } : {};
    for (const { uri, isNew, edits } of made.elsewhere ?? []) {
      const path = uri.slice(uriFor('').length);
      const text = isNew ? '' : (this.texts[path] ?? '');
      const lines = new LineIndex(text);
      const changes = edits.map(({ start, end, newText }) => ({
        range: { start: lines.offsetAt(start), end: lines.offsetAt(end) },
        newText,
      }));
      texts[path] = applyEdits(text, changes);
    }
    return texts;
  }
}

describe('a finding about a resource', () => {
  const text = `# first\n${server('other')}---\n${server('web')}`;
  const files = new Files({ 'a.yaml': text });
  const textAt = (finding: Partial<MeshFinding>) =>
    files.locate({ resource: files.resource('a.yaml', 1), ...finding }).map(({ range }) => {
      expect(range.start).toBeGreaterThan(text.indexOf('---'));
      return text.slice(range.start, range.end);
    });

  it.each<[string, FieldPath, MeshFinding['part'], string]>([
    ['at the value of its field', ['metadata', 'name'], undefined, 'web'],
    ['at the key, if the rule says so', ['spec', 'port'], 'key', 'port'],
    [
      'at the innermost field around one that is missing',
      ['spec', 'podSelector', 'matchLabels', 'app'],
      undefined,
      '{}',
    ],
    ['at the kind, if it is about the whole resource', [], undefined, 'Server'],
  ])('is %s', (_, at, part, expected) => {
    expect(textAt(part ? { at, part } : { at })).toEqual([expected]);
  });

  it('is one if it is the same in several manifest sets', () => {
    const messages = (...given: readonly Partial<MeshFinding>[]) =>
      files.locate(...given).map(({ rule, message }) => `${rule} ${message}`);
    expect(messages({}, {})).toEqual(['a-rule wrong']);
    expect(messages({}, { message: 'worse' })).toEqual(['a-rule wrong', 'a-rule worse']);
    expect(messages({}, { rule: 'b-rule' })).toEqual(['a-rule wrong', 'b-rule wrong']);
    expect(files.locate({}, { at: ['spec', 'port'] })).toHaveLength(2);
    expect(files.locate({}, { severity: 'hint' }).map(({ severity }) => severity)).toEqual(['error']);
  });

  it('is none where the resource is not in the text any more, or the file cannot be read', () => {
    const before = new Files({ 'b.yaml': server('web'), 'c.yaml': server('web') });
    const after = new Files({ 'b.yaml': server('web', 9090) });
    for (const path of ['b.yaml', 'c.yaml']) {
      const resource = before.resource(path);
      expect(before.locate({ resource })).toHaveLength(1);
      expect(after.locate({ resource })).toEqual([]);
    }
  });

  it('is at the right one of several with the same name', () => {
    const list = `kind: List\nitems:\n${['a', 'b', 'c'].map((port) => `- apiVersion: policy.linkerd.io/v1beta3\n  kind: Server\n  metadata: {name: web}\n  spec: {podSelector: {}, port: ${port}}\n`).join('')}`;
    const three = new Files({ 'a.yaml': list });
    const ports = [0, 1, 2].flatMap((index) =>
      three
        .locate({ resource: three.resource('a.yaml', index), at: ['spec', 'port'] })
        .map(({ range }) => list.slice(range.start, range.end)),
    );
    expect(ports.sort()).toEqual(['a', 'b', 'c']);
  });

  it('has nothing more than the rule says', () => {
    expect(files.locate({})).toEqual([
      {
        rule: 'a-rule',
        severity: 'error',
        range: { start: text.indexOf('Server'), end: text.indexOf('Server') + 'Server'.length },
        message: 'wrong',
        fixes: [],
        related: [],
        isUnnecessary: false,
      },
    ]);
  });
});

describe('a place that explains a finding', () => {
  const files = new Files({
    'a.yaml': `${server('web')}---\n${server('api')}`,
    'b.yaml': `# b\n${server('web')}`,
  });
  const here = files.resource('a.yaml', 1);
  const elsewhere = files.resource('b.yaml');

  it('is at its key, in the same file or in another one', () => {
    const related = [here, elsewhere].map((resource) => ({ resource, at: ['spec', 'port'], message: 'see' }));
    const [found] = files.locate({ related });
    const start = (files.texts['a.yaml'] ?? '').lastIndexOf('port');
    expect(found?.related).toEqual([{ range: { start, end: start + 4 }, message: 'see' }]);
    expect(found?.relatedElsewhere).toEqual([
      {
        uri: uriFor('b.yaml'),
        start: { line: 7, character: 2 },
        end: { line: 7, character: 6 },
        message: 'see',
      },
    ]);
  });

  it('is left out where it is not in the text any more', () => {
    const text = server('gone');
    const gone = new Files({ 'a.yaml': text, 'b.yaml': text, 'c.yaml': text });
    const related = ['a.yaml', 'b.yaml', 'c.yaml'].map((path) => ({
      resource: gone.resource(path),
      at: [],
      message: 'see',
    }));
    const [found] = files.locate({ related });
    expect(found).not.toHaveProperty('relatedElsewhere');
    expect(found?.related).toEqual([]);
  });
});

describe('a fix of a finding about a resource', () => {
  const files = new Files({
    'a.yaml': server('web'),
    'b.yaml': `${server('api')}---\n${server('db')}`,
    'c.yaml': server('{{ .Values.name }}'),
  });
  const set = (path: string, value: string, index = 0, at: FieldPath = ['spec', 'port']) => ({
    resource: files.resource(path, index),
    at,
    change: { kind: 'set', value } as const,
  });

  it('edits this file and others', () => {
    const edits = [set('a.yaml', 'http'), set('b.yaml', 'one'), set('b.yaml', 'two', 1)];
    expect(files.fixed({ edits })).toEqual({
      'a.yaml': server('web', 'http'),
      'b.yaml': `${server('api', 'one')}---\n${server('db', 'two')}`,
    });
    expect(files.fixed({ edits: edits.slice(0, 1) })).toEqual({ 'a.yaml': server('web', 'http') });
    expect(files.fixed({ edits: edits.slice(1, 2) })).toEqual({
      'b.yaml': `${server('api', 'one')}---\n${server('db')}`,
    });
  });

  it('is none if one of its edits cannot be made', () => {
    const gone = new Files({ 'd.yaml': server('gone') });
    for (const other of [
      { ...set('a.yaml', 'http'), resource: gone.resource('d.yaml') },
      set('a.yaml', 'http', 0, ['spec', 'podSelector']),
    ])
      expect(files.fixed({ edits: [set('a.yaml', 'http'), other] })).toBeUndefined();
  });

  it('is a suggestion, and as preferred as the rule says', () => {
    for (const isPreferred of [true, false]) {
      const [found] = files.locate({
        fixes: [{ title: 'Edit', edits: [set('a.yaml', 'http')], isPreferred }],
      });
      const start = server('web').indexOf('8080');
      expect(found?.fixes).toEqual([
        {
          title: 'Edit',
          safety: 'suggestion',
          isPreferred,
          edits: [{ range: { start, end: start + 4 }, newText: 'http' }],
        },
      ]);
    }
  });
});

describe('a file that a fix writes for kustomize', () => {
  const configuration = (beside: readonly string[], root = ''): KustomizeConfiguration => ({
    beside: beside.map(uriFor),
    root,
    name: 'references.yaml',
    text: 'nameReference: []\n',
  });
  const fixed = (files: Readonly<Record<string, string>>, beside: readonly string[], root = '') =>
    new Files({ 'a.yaml': server('web'), ...files }).fixed({ configuration: configuration(beside, root) });
  const LIST = 'resources: [web.yaml]\n';
  const NAMED = `${LIST}configurations:\n  - references.yaml\n`;
  const TEXT = 'nameReference: []\n';

  test.each<[string, Readonly<Record<string, string>>, readonly string[], string, Record<string, string>]>([
    [
      'beside the files',
      { 'base/kustomization.yaml': LIST, 'kustomization.yaml': LIST },
      ['base/a.yaml', 'base/b.yaml'],
      '',
      { 'base/kustomization.yaml': NAMED, 'base/references.yaml': TEXT },
    ],
    [
      'in the root of the set, if the files are in several folders',
      { 'base/kustomization.yaml': LIST, 'prod/kustomization.yml': LIST },
      ['base/a.yaml', 'api/b.yaml'],
      'prod',
      { 'prod/kustomization.yml': NAMED, 'prod/references.yaml': TEXT },
    ],
    [
      'in the root, if there is no kustomization beside the files',
      { 'prod/Kustomization': LIST },
      ['base/a.yaml'],
      'prod/',
      { 'prod/Kustomization': NAMED, 'prod/references.yaml': TEXT },
    ],
    [
      'in the root, if the kustomization beside the files cannot be read',
      { 'base/kustomization.yaml': '- a\n', 'kustomization.yaml': LIST },
      ['base/a.yaml'],
      '',
      { 'kustomization.yaml': NAMED, 'references.yaml': TEXT },
    ],
    [
      'in braces, where the kustomization is',
      { 'kustomization.yaml': '{"resources": [web.yaml]}\n' },
      ['a.yaml'],
      '',
      {
        'kustomization.yaml': '{"resources": [web.yaml], "configurations": ["references.yaml"]}\n',
        'references.yaml': TEXT,
      },
    ],
  ])('is %s', (_, files, beside, root, expected) => {
    expect(fixed(files, beside, root)).toEqual(expected);
  });

  test.each<[string, Readonly<Record<string, string>>]>([
    ['there is one of its name', { 'kustomization.yaml': LIST, 'references.yaml': 'a: b\n' }],
    ['there is no kustomization', {}],
    ['the kustomization is empty', { 'kustomization.yaml': '' }],
  ])('is none if %s', (_, files) => {
    expect(fixed(files, ['b.yaml'])).toBeUndefined();
  });

  it('is a new file, beside edits of the one that names it', () => {
    const files = new Files({ 'a.yaml': server('web'), 'kustomization.yaml': LIST });
    const fix = { title: 'Edit', edits: [], isPreferred: true, configuration: configuration(['b.yaml']) };
    const [found] = files.locate({ fixes: [fix] });
    const start = { line: 0, character: 0 };
    expect(found?.fixes[0]?.elsewhere).toMatchObject([
      { uri: uriFor('kustomization.yaml') },
      { uri: uriFor('references.yaml'), isNew: true, edits: [{ start, end: start, newText: TEXT }] },
    ]);
  });

  it('and its kustomization are read before, with all files of the finding', () => {
    const files = new Files({ 'a.yaml': server('web'), 'b.yaml': server('api'), 'c.yaml': server('db') });
    const [a, b, c] = ['a.yaml', 'b.yaml', 'c.yaml'].map((path) => files.resource(path));
    const finding = { rule: '', severity: 'error', at: [], message: '' } as const;
    const change = { kind: 'remove' } as const;
    const needed = filesNeeded(
      [
        { ...finding, resource: a as AppliedResource },
        {
          ...finding,
          resource: a as AppliedResource,
          related: [{ resource: b as AppliedResource, at: [], message: '' }],
          fixes: [
            {
              title: '',
              isPreferred: false,
              edits: [{ resource: c as AppliedResource, at: [], change }],
              configuration: configuration(['base/a.yaml'], 'prod'),
            },
            { title: '', isPreferred: false, edits: [] },
          ],
        },
      ],
      uriFor,
    );
    expect([...needed].sort()).toEqual(
      [
        ...['a.yaml', 'b.yaml', 'c.yaml'],
        ...['base/', 'prod/'].flatMap((folder) =>
          ['Kustomization', 'kustomization.yaml', 'kustomization.yml', 'references.yaml'].map(
            (name) => folder + name,
          ),
        ),
      ]
        .map(uriFor)
        .sort(),
    );
  });
});

describe('a field in the text of a file', () => {
  const text = `# first\n---\n${server('web')}`;
  const files = new Files({ 'a.yaml': text });
  const resource = files.resource('a.yaml');
  const rewritten = (path: FieldPath, source = text) => {
    const edit = rewriteField(SourceFile.read(source), resource, path, (value) => `${value}-2`);
    return edit && applyEdits(source, [edit]);
  };

  it('is written anew', () => {
    expect(rewritten(['metadata', 'name'])).toBe(text.replace('web', 'web-2'));
  });

  it.each<[string, FieldPath, string]>([
    ['it is missing', ['metadata', 'namespace'], text],
    ['it is missing in a text', ['metadata', 'name', 'first'], text],
    ['it is no text', ['spec', 'podSelector'], text],
    ['the resource is another one', ['metadata', 'name'], text.replace('8080', '9090')],
  ])('is not if %s', (_, path, source) => {
    expect(rewritten(path, source)).toBeUndefined();
  });

  it('has a place if it is written', () => {
    const file = SourceFile.read(text);
    expect(placeOfField(file, resource, ['metadata', 'name'])).toEqual({
      uri: uriFor('a.yaml'),
      start: { line: 5, character: 8 },
      end: { line: 5, character: 11 },
    });
    expect(placeOfField(file, resource, ['metadata', 'namespace'])).toBeUndefined();
    expect(placeOfField(SourceFile.read('a: b\n'), resource, ['metadata', 'name'])).toBeUndefined();
  });
});
