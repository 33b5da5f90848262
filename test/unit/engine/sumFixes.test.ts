import { describe, expect, test } from 'vitest';
import type { AppliedSum } from '../../../server/src/engine/appliedSums.ts';
import type { Finding, Fix } from '../../../server/src/engine/finding.ts';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { type BuiltFix, builtFixes, fixWritten } from '../../../server/src/engine/sumFixes.ts';
import type { Build } from '../../../server/src/kustomize/applyKustomization.ts';
import { printResource } from '../../../server/src/kustomize/printedResource.ts';
import { readValueTree } from '../../../server/src/kustomize/readValueTree.ts';
import type { Value } from '../../../server/src/kustomize/valueTree.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { YamlDocument } from '../../../server/src/yaml/document.ts';
import { type Files, findingsIn } from '../../support/sumsOf.ts';
import { SWITCH_ON, switchedOff } from '../../support/switchedOn.ts';

const SKIP = 'config.linkerd.io/skip-outbound-ports';

const SPACED = `${SKIP}: '8080, 4190,4191' # for the database`;

/** A base with one resource, and overlays by their names. */
function repository(web: string, overlays: Files): Files {
  const kustomizations = Object.entries(overlays).map(([name, lines]) => [
    `overlays/${name}/kustomization.yaml`,
    `resources: [../../base]\n${lines}`,
  ]);
  return {
    'base/kustomization.yaml': 'resources: [web.yaml]\n',
    'base/web.yaml': web,
    ...Object.fromEntries(kustomizations),
  };
}

/** The fixes of one rule as `base/web.yaml safe: Remove the spaces`. */
async function fixesFor(files: Files, rule = 'skip-ports-whitespace'): Promise<string[]> {
  return (await found(files, rule)).flatMap(([path, { fixes }]) =>
    fixes.map(({ title, safety }) => `${path} ${safety}: ${title}`),
  );
}

async function found(files: Files, rule: string): Promise<(readonly [string, Finding])[]> {
  return [...(await findingsIn(files))].flatMap(([path, findings]) =>
    findings
      .filter((finding) => finding.rule === rule && finding.message.includes('(in '))
      .map((finding) => [path, finding] as const),
  );
}

/** The file with the finding after a fix, which removes the finding. */
async function fixed(files: Files, rule: string, named: RegExp): Promise<string> {
  const [[path, { fixes }] = ['', { fixes: [] }]] = await found(files, rule);
  const fix = fixes.find(({ title }) => named.test(title));
  const text = applyEdits(files[path] ?? '', fix?.edits ?? []);
  expect(await found({ ...files, [path]: text }, rule)).toEqual([]);
  return text;
}

describe('a fix of what only a sum has', () => {
  const SAFE = 'base/web.yaml safe: Remove the spaces';

  test('is made in the base if every overlay needs it, and keeps quotes, comments and line ends', async () => {
    const files = repository(switchedOff(SPACED), { prod: SWITCH_ON, stage: SWITCH_ON });
    expect(await fixesFor(files)).toEqual([SAFE]);
    const text = switchedOff(SPACED.replace(', ', ','));
    expect(await fixed(files, 'skip-ports-whitespace', /spaces/)).toBe(text);
    const crlf = repository(switchedOff(SPACED).replaceAll('\n', '\r\n'), { prod: SWITCH_ON });
    expect(await fixed(crlf, 'skip-ports-whitespace', /spaces/)).toBe(text.replaceAll('\n', '\r\n'));
  });

  test('may add something at the end', async () => {
    const files = repository(switchedOff(`${SKIP}: 8080,4191`), { prod: SWITCH_ON });
    expect(await fixed(files, 'skip-outbound-missing-proxy-ports', /^Add/)).toBe(
      switchedOff(`${SKIP}: "8080,4191,4190"`),
    );
  });

  test('is made in the base of what Flux changes, or in the Flux Kustomization', async () => {
    const flux = (patches: string) => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: apps}
spec:
${patches.replace(/^(?=.)/gm, '  ')}  path: ./base
  sourceRef: {kind: GitRepository, name: flux-system}
`;
    const base = {
      'base/kustomization.yaml': 'resources: [web.yaml]\n',
      'base/web.yaml': switchedOff(SPACED),
    };
    expect(await fixesFor({ ...base, 'clusters/apps.yaml': flux(SWITCH_ON) })).toEqual([SAFE]);
    const namespace = (lines: string) => `apiVersion: v1\nkind: Namespace\nmetadata: {name: shop${lines}}\n`;
    const files = {
      ...base,
      'base/web.yaml': namespace(''),
      'clusters/apps.yaml': flux(
        `patches:\n- patch: |\n${namespace(', annotations: {linkerd.io/inject: on}').replace(/^(?=.)/gm, '    ')}`,
      ),
    };
    expect(await fixed(files, 'invalid-inject-value', /enabled/)).toBe(
      files['clusters/apps.yaml'].replace('inject: on', 'inject: enabled'),
    );
  });

  test('is none where another overlay has no use for it', async () => {
    expect(await fixesFor(repository(switchedOff(SPACED), { dev: '', prod: SWITCH_ON }))).toEqual([]);
  });

  test('does not mind an overlay that writes another value or has no such resource', async () => {
    const other = SWITCH_ON.replace('disabled', 'enabled').replace(
      'linkerd.io/inject: enabled',
      `${SKIP}: "8080,4190,4191"`,
    );
    const removed = SWITCH_ON.replace(/spec:.*/, '$patch: delete');
    const files = repository(switchedOff(SPACED), { dev: other, none: removed, prod: SWITCH_ON });
    expect(await fixesFor(files)).toEqual([SAFE]);
  });

  test.each([
    ['is not followed', `${SWITCH_ON}replacements: [{path: more.yaml}]\n`],
    ['fails', `${SWITCH_ON}unheard: of\n`],
    ['may change it', `${SWITCH_ON}  target: {name: "we[b]"}\n`],
  ])('is a suggestion if another overlay %s, and none if that is the only one', async (_, lines) => {
    const suggested = SAFE.replace('safe', 'suggestion');
    expect(await fixesFor(repository(switchedOff(SPACED), { dev: lines, prod: SWITCH_ON }))).toEqual([
      suggested,
    ]);
    expect(await fixesFor(repository(switchedOff(SPACED), { prod: lines }))).toEqual([]);
  });

  test('is none in a file that is also applied as it is written', async () => {
    const flux = {
      'a.yaml':
        'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: a}\nspec: {path: plain}\n',
    };
    const files = {
      'plain/web.yaml': switchedOff(SPACED),
      'prod/kustomization.yaml': `resources: [../plain/web.yaml]\n${SWITCH_ON}`,
    };
    expect(await fixesFor(files)).toEqual([SAFE.replace('base', 'plain')]);
    expect(await fixesFor({ ...files, ...flux })).toEqual([]);
  });

  test.each([
    ['an anchor', `${SKIP}: &ports '8080, 4190,4191'`],
    ['a block', `${SKIP}: |-\n          8080, 4190,4191`],
  ])('is none for %s', async (_, lines) => {
    const files = repository(switchedOff(lines), { prod: SWITCH_ON });
    expect(await found(files, 'skip-ports-whitespace')).toHaveLength(1);
    expect(await fixesFor(files)).toEqual([]);
  });

  test('is none for what an alias repeats', async () => {
    const lines = `${SKIP}: &ports '8080, 4190,4191'\n        other: *ports`;
    expect(await fixesFor(repository(switchedOff(lines), { prod: SWITCH_ON }))).toEqual([]);
  });
});

describe('a fix at a patch', () => {
  const OFF = 'linkerd.io/inject: disabled';
  const BARE = switchedOff('kept: x').replace(/ +linkerd.*\n/, '');
  /** The base's patch writes a list that counts with the overlay. */
  const withPatch = (patch: string, web = BARE): Files => ({
    ...repository(web, { prod: SWITCH_ON }),
    'base/kustomization.yaml':
      'resources: [web.yaml]\npatches:\n- path: patch.yaml\n  target: {kind: Deployment|StatefulSet}\n',
    'base/patch.yaml': patch,
  });
  const merge = (lines: string) =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: any}\nspec:\n  template:\n    metadata:\n      annotations:\n        ${OFF}\n${lines}`;
  const list = (text: string) => `        ${SKIP}: "${text}" # first\n`;

  test('is made in a strategic merge patch', async () => {
    const files = withPatch(merge(list('8080, 4190,4191')));
    expect(await fixesFor(files)).toEqual(['base/patch.yaml safe: Remove the spaces']);
    expect(await fixed(files, 'skip-ports-whitespace', /spaces/)).toBe(merge(list('8080,4190,4191')));
  });

  test('is made in the value of an operation', async () => {
    const operation = (text: string) =>
      `[{"op": "add", "path": "/spec/template/metadata/annotations", "value": {"linkerd.io/inject": "disabled", "${SKIP}": "${text}"}}]\n`;
    const files = withPatch(operation('8080, 4190,4191'));
    expect(await fixed(files, 'skip-ports-whitespace', /spaces/)).toBe(operation('8080,4190,4191'));
  });

  test('is made in an inline patch, in its indentation', async () => {
    const inline = (text: string) =>
      `resources: [web.yaml]\npatches:\n- target: {kind: Deployment}\n  patch: |-\n${merge(list(text)).replace(/^(?=.)/gm, '    ')}`;
    const files = {
      ...repository(BARE, { prod: SWITCH_ON }),
      'base/kustomization.yaml': inline('8080, 4190,4191'),
    };
    expect(await fixed(files, 'skip-ports-whitespace', /spaces/)).toBe(inline('8080,4190,4191'));
  });

  test('removes a key only if the resource has no value of its own', async () => {
    const ports = (text: string) => `        config.linkerd.io/skip-inbound-ports: "${text}"\n`;
    const patch = merge(ports('8080,4190,4191'));
    const rule = 'skip-inbound-covers-control-port';
    expect(await fixed(withPatch(patch), rule, /^Remove/)).toBe(merge(''));
    const titles = await fixesFor(withPatch(patch, BARE + ports('80')), rule);
    expect(titles.filter((title) => title.includes('Remove'))).toEqual([]);
  });

  test('is none where another object has no use for it', async () => {
    const both = `${BARE}---\n${BARE.replace('Deployment', 'StatefulSet')}`;
    const files = withPatch(merge(list('8080, 4190,4191')), both);
    expect(await found(files, 'skip-ports-whitespace')).toHaveLength(1);
    expect(await fixesFor(files)).toEqual([]);
  });
});

describe('related places', () => {
  const places = async (files: Files, rule: string) =>
    (await found(files, rule)).flatMap(([path, { related, relatedElsewhere = [] }]) => [
      ...related.map(
        ({ range, message }) => `${path} ${files[path]?.slice(range.start, range.end)}: ${message}`,
      ),
      ...relatedElsewhere.map(({ uri, start, end, message }) => {
        const name = uri.slice('file:///'.length);
        const line = files[name]?.split('\n')[start.line]?.slice(start.character, end.character);
        return `${name} ${line}: ${message}`;
      }),
    ]);

  test('lead from a base to the patch with the last word', async () => {
    const files = repository(switchedOff(SPACED), { prod: SWITCH_ON });
    expect(await places(files, 'skip-ports-whitespace')).toEqual([
      'overlays/prod/kustomization.yaml enabled: Deployment web is changed here.',
    ]);
  });

  test('lead to the last three of its patches, and to none of another resource', async () => {
    const patch = (value: string, name = 'web') =>
      `- patch: |\n    apiVersion: apps/v1\n    kind: Deployment\n    metadata: {name: ${name}}\n    spec: {template: {spec: {${value}: true}}}\n`;
    const other = switchedOff('kept: x').replace('name: web', 'name: api');
    const patches = [patch('a'), patch('b'), patch('c'), patch('d', 'api')].join('');
    const files = repository(`${switchedOff(SPACED)}---\n${other}`, { prod: SWITCH_ON + patches });
    const lines = files['overlays/prod/kustomization.yaml']?.split('\n') ?? [];
    const related = (await found(files, 'skip-ports-whitespace')).flatMap(
      ([, { relatedElsewhere = [] }]) => relatedElsewhere,
    );
    expect(related.map(({ start }) => lines[start.line]?.trim())).toEqual(
      ['c', 'b', 'a'].map((value) => `spec: {template: {spec: {${value}: true}}}`),
    );
  });

  test('lead from a patch to the resource', async () => {
    const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop';
    const files = repository(`${namespace}}\n`, {
      prod: `patches:\n- patch: |-\n    ${namespace}, annotations: {linkerd.io/inject: on}}`.replace(
        /\n(?=kind|meta)/g,
        '\n    ',
      ),
    });
    expect(await places(files, 'invalid-inject-value')).toEqual([
      'base/web.yaml shop: Namespace shop, which this changes.',
    ]);
  });

  test('are those that the rule names, where these are', async () => {
    const host = SWITCH_ON.replace(
      'metadata: {annotations: {linkerd.io/inject: enabled}}',
      'spec: {hostNetwork: true}',
    );
    const web = switchedOff('kept: x').replace('disabled', 'enabled');
    expect(await places(repository(web, { prod: host }), 'inject-host-network')).toEqual([
      'overlays/prod/kustomization.yaml true: The pod uses the host’s network.',
    ]);
  });

  test('may be in the same file', async () => {
    const [first, ...second] = SWITCH_ON.split('\n');
    const host = second
      .join('\n')
      .replace('metadata: {annotations: {linkerd.io/inject: enabled}}', 'spec: {hostNetwork: true}');
    const web = switchedOff('kept: x');
    expect(
      await places(repository(web, { prod: `${first}\n${second.join('\n')}${host}` }), 'inject-host-network'),
    ).toEqual([
      'overlays/prod/kustomization.yaml true: The pod uses the host’s network.',
      'base/web.yaml web: Deployment web, which this changes.',
    ]);
  });
});

/** What `web.yaml` has. */
function writtenValue(text: string): Value {
  const value = readValueTree(new YamlDocument(text), (path) => ({ file: 'web.yaml', document: 0, path }));
  return value as Value;
}

describe('a fix in a built resource', () => {
  const TEXT = 'a: x y\nb: z\nlist:\n  - one\nmap:\n  c: d\n';
  const printed = printResource(writtenValue(TEXT));
  const edit = (old: string, newText: string, before = old) => {
    const start = printed.text.indexOf(before);
    return { range: { start, end: start + old.length }, newText };
  };
  const found = (fix: Partial<Fix>) => {
    const fixes: Fix[] = [{ title: 'Edit', safety: 'safe', isPreferred: true, edits: [], ...fix }];
    const finding = {
      rule: 'a-rule',
      severity: 'error',
      message: '',
      related: [],
      isUnnecessary: false,
    } as const;
    return builtFixes(printed, { ...finding, range: { start: 0, end: 1 }, fixes }).map(({ at, text }) => [
      at.path.join('.'),
      text,
    ]);
  };

  test('reads the text that its parts are printed in', () => {
    expect(printed.text).toBe(TEXT);
  });

  test.each([
    ['a part of a value', [edit('x', 'w')], 'a', 'w y'],
    ['two parts of a value', [edit('x', 'v'), edit('y', 'w')], 'a', 'v w'],
    ['the end of a value', [edit(' y', '')], 'a', 'x'],
    ['what is added to a value', [edit('', 'w', 'y')], 'a', 'x wy'],
    ['what is added at the end', [edit('', 'w', '\nb')], 'a', 'x yw'],
    ['the beginning of an item', [edit('o', 'n')], 'list.0', 'nne'],
    ['an entry that is removed', [edit('b: z\n', '')], 'b', undefined],
    ['an entry that is removed with what is before it', [edit('\nb: z', '')], 'b', undefined],
  ])('may be about %s', (_, edits, path, text) => {
    expect(found({ edits })).toEqual([[path, text]]);
  });

  const elsewhere = [{ uri: 'file:///other.yaml', edits: [] }];
  const companion = { labels: [], namespace: undefined, ports: [], named: [] };
  test.each<[string, Partial<Fix>]>([
    ['also edits another file', { edits: [edit('x', 'w')], elsewhere }],
    ['also concerns a Service', { edits: [edit('x', 'w')], companion }],
    ['edits nothing', { edits: [] }],
    ['edits two values', { edits: [edit('x', 'v'), edit('z', 'w')] }],
    ['writes another entry', { edits: [edit('b: z', 'b: w')] }],
    ['writes behind a value', { edits: [edit('z\n', 'w\n')] }],
    ['removes two entries', { edits: [edit('a: x y\nb: z\n', '')] }],
    ['removes one entry and edits another', { edits: [edit('b: z\n', ''), edit('d', 'e')] }],
    ['removes a mapping', { edits: [edit('map:\n  c: d\n', '')] }],
    ['removes all of an item', { edits: [edit('one', '')] }],
    ['makes a number of a value', { edits: [edit('z', '1')] }],
    ['makes a list of a value', { edits: [edit('z', '[w]')] }],
    ['breaks a value', { edits: [edit('z', '"')] }],
  ])('is not followed if it %s', (_, fix) => {
    expect(found(fix)).toEqual([]);
  });
});

describe('a fix of a file', () => {
  const FILE = 'a: old\nb: "1"\nlist: [x, {c: d}]\nmap: {e: f}\n';
  const FIXED = FILE.replace('old', 'new');
  const at = { file: 'web.yaml', document: 0, path: ['a'] };
  const FIX: BuiltFix = { rule: 'a-rule', title: 'Edit', safety: 'safe', isPreferred: true, at, text: 'new' };
  const built = (...texts: readonly string[]): Build => ({
    kind: 'built',
    resources: texts.map((text) => ({ value: writtenValue(text), previous: [], isGenerated: false })),
    isComplete: true,
    idlePatches: [],
    patched: [],
  });
  /** The safety of the fix if the sum is this before and this afterwards. */
  const safety = (
    before: Build,
    after: Build,
    { fix = FIX, others = [FIX] as readonly BuiltFix[], path = 'web.yaml' } = {},
  ) => {
    const sum: AppliedSum = {
      name: 'prod',
      folder: 'prod/',
      build: before,
      resourceFiles: new Set([path]),
      steps: 0,
      rebuild: () => after,
    };
    const [resource] = before?.kind === 'built' ? before.resources : [];
    const around = { path, file: SourceFile.read(FILE), sums: [sum], fixesIn: () => others };
    return fixWritten(fix, resource?.value ?? writtenValue(FILE), around)?.safety;
  };

  test('is made if that is all that changes in the sum', () => {
    expect(safety(built(FILE), built(FIXED))).toBe('safe');
  });

  test('removes an entry if that is all that changes', () => {
    const fix = { ...FIX, text: undefined };
    const without = FILE.replace('a: old\n', '');
    expect(safety(built(FILE), built(without), { fix, others: [fix] })).toBe('safe');
    expect(safety(built(FILE), built(FIXED), { fix, others: [fix] })).toBeUndefined();
  });

  test.each<[string, string]>([
    ['another text', FILE.replace('old', 'newer')],
    ['no string', FILE.replace('old', '[new]')],
    ['a number', FILE.replace('old', '1')],
    ['nothing', FILE.replace('a: old\n', '')],
  ])('is not made if its value becomes %s', (_, after) => {
    expect(safety(built(FILE), built(after))).toBeUndefined();
  });

  test.each<[string, string, string]>([
    ['a text', 'e: f', 'e: g'],
    ['a type', 'b: "1"', 'b: 1'],
    ['a text that becomes a mapping', 'e: f', 'e: {}'],
    ['an entry that is gone', 'b: "1"\n', ''],
    ['a new entry', '{e: f}', '{e: f, g: h}'],
    ['a mapping that becomes a text', '{e: f}', 'e'],
    ['a mapping that is gone', 'map: {e: f}\n', ''],
    ['an item', '[x,', '[y,'],
    ['an entry of an item', 'c: d', 'c: e'],
    ['an item that is gone', ', {c: d}', ''],
    ['a new item', '{c: d}]', '{c: d}, z]'],
    ['a list that becomes a text', '[x, {c: d}]', 'x'],
    ['a list that is gone', 'list: [x, {c: d}]\n', ''],
    ['what is not certain any more', 'e: f', `e: \${F}`],
  ])('is not made if the sum differs in more: %s', (_, before, after) => {
    expect(safety(built(FILE), built(FIXED.replace(before, after)))).toBeUndefined();
    // Nor if only the other thing changes where there is no finding.
    expect(safety(built(FILE), built(FILE.replace(before, after)), { others: [] })).toBeUndefined();
  });

  test.each<[string, Build]>([
    ['has another resource then', built(FIXED, 'kind: Job\n')],
    ['has none then', built()],
    ['is not followed then', undefined],
    ['does not build then', { kind: 'failed', reason: 'duplicate-resource', at }],
  ])('is not made if the sum %s', (_, after) => {
    expect(safety(built(FILE), after)).toBeUndefined();
  });

  test.each<[string, Partial<BuiltFix>]>([
    ['of another rule', { rule: 'other-rule' }],
    ['of another name', { title: 'Add' }],
    ['with another text', { text: 'newer' }],
    ['of another value', { at: { ...at, path: ['b'] } }],
  ])('is not made where a sum that it changes needs only a fix %s', (_, other) => {
    expect(safety(built(FILE), built(FIXED), { others: [{ ...FIX, ...other }] })).toBeUndefined();
  });

  test('is not made in another file than the one with the value', () => {
    expect(safety(built(FILE), built(FIXED), { path: 'other.yaml' })).toBeUndefined();
  });

  test('leaves what is not certain aside', () => {
    const [before, after] = [FILE, FIXED].map((text) => built(text.replace('map: {e: f}', `map: \${M}`)));
    expect(safety(before, after)).toBe('safe');
    expect(safety(before, built(FIXED))).toBeUndefined();
  });

  test('of an item is made as well', () => {
    const fix = { ...FIX, at: { ...at, path: ['list', 0] } };
    const after = built(FILE.replace('[x,', '[new,'));
    expect(safety(built(FILE), after, { fix, others: [fix] })).toBe('safe');
  });
});
