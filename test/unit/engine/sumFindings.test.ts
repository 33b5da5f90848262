import { describe, expect, test } from 'vitest';
import { AppliedSums } from '../../../server/src/engine/appliedSums.ts';
import type { Finding } from '../../../server/src/engine/finding.ts';
import type { LintSettings } from '../../../server/src/engine/lintDocument.ts';
import { Linter } from '../../../server/src/engine/linter.ts';
import type { Rule } from '../../../server/src/engine/rule.ts';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { sumLinterOf } from '../../../server/src/engine/sumFindings.ts';
import { RULES } from '../../../server/src/rules/registry.ts';
import { kustomizedWorkload } from '../../support/kustomizedWorkload.ts';
import { linter, settingsOf, throwFailure, UNKNOWN } from '../../support/lint.ts';
import { MemoryFiles, uriOf } from '../../support/memoryFiles.ts';
import { pageExamplesOf } from '../../support/rulePages.ts';
import { type Files, findingLines, findingsIn } from '../../support/sumsOf.ts';
import { turnsDuring } from '../../support/turnsDuring.ts';

/** Rules about values that kustomize makes strings of in an object's own metadata. */
const STRINGS = new Set(['annotation-value-not-string', 'annotation-value-null']);

describe('a kustomization that changes nothing', () => {
  const ids = RULES.map(({ id }) => id).filter((id) => !STRINGS.has(id));

  test.each(ids)('has the findings of what is written: %s', async (id) => {
    for (const { text, settings } of pageExamplesOf(id)) {
      const files = { 'kustomization.yaml': 'resources: [web.yaml]\n', 'web.yaml': text };
      const found = await findingsIn(files, settings);
      const written = linter.lint(SourceFile.read(text), settings);
      expect(shown(found.get('web.yaml')), text).toEqual(shown(written));
      expect(shown(found.get('kustomization.yaml')), text).toEqual([]);
    }
  });
});

function shown(findings: readonly Finding[] = []): string[] {
  return findings.map(({ rule, range, message }) => `${rule} ${range.start} ${message}`);
}

const PORTS = 'config.linkerd.io/opaque-ports';

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

function patch(lines: string, target = ''): string {
  return `patches:\n- ${target}patch: |-\n${lines.replace(/^(?=.)/gm, '    ')}`;
}

const HEAD = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n';
const DELETE = patch(`${HEAD}$patch: delete\n`);
const setPorts = (value: string) =>
  patch(`${HEAD}spec: {template: {metadata: {annotations: {${PORTS}: ${value}}}}}\n`);
const WRONG = kustomizedWorkload('', `${PORTS}: "80800"\n`);
const RIGHT = kustomizedWorkload('', `${PORTS}: "8080"\n`);
const IN_BASE = 'base/web.yaml:12 invalid-opaque-ports';

describe('a finding in a base', () => {
  test.each([
    ['repairs', setPorts('"8080"')],
    ['removes', setPorts('null')],
    ['deletes', DELETE],
  ])('is none if the only overlay %s what is wrong', async (_, overlay) => {
    expect(await findingLines(repository(WRONG, { prod: overlay }))).toEqual([]);
  });

  test('is one as long as an overlay leaves it', async () => {
    const files = repository(WRONG, { dev: DELETE, prod: setPorts('"8080"'), stage: '' });
    expect(await findingLines(files)).toEqual([IN_BASE]);
  });

  test('stays where an overlay does more than is followed, or fails', async () => {
    const unknown = 'replacements: [{path: more.yaml}]\n';
    expect(await findingLines(repository(WRONG, { prod: setPorts('"8080"') + unknown }))).toEqual([IN_BASE]);
    expect(await findingLines(repository(WRONG, { prod: `${DELETE}unheard: of\n` }))).toEqual([IN_BASE]);
  });

  test('stays where overlays together have more patches than are followed', async () => {
    const withOverlays = (count: number): Files => {
      const overlays = Array.from({ length: count }, (_, index) => [`${index}`, setPorts('"8080"')]);
      const files = repository(WRONG, Object.fromEntries(overlays));
      const idle = '- {patch: "[]", target: {kind: None}}\n'.repeat(5_000);
      return { ...files, 'base/kustomization.yaml': `resources: [web.yaml]\npatches:\n${idle}` };
    };
    expect(await findingLines(withOverlays(1))).toEqual([]);
    expect(await findingLines(withOverlays(20))).toEqual([IN_BASE]);
  });

  test('stays in a base that no kustomization uses, and in a file of none', async () => {
    expect(await findingLines(repository(WRONG, {}))).toEqual([IN_BASE]);
    expect(await findingLines({ 'base/web.yaml': WRONG })).toEqual([IN_BASE]);
  });

  test('stays if a component could repair it that is not there', async () => {
    const files = repository(WRONG, { prod: `${setPorts('"8080"')}components: [../more]\n` });
    expect(await findingLines(files)).toEqual([IN_BASE]);
  });

  test('stays where what an overlay writes is not certain', async () => {
    expect(await findingLines(repository(WRONG, { prod: setPorts("'{{ .Values.ports }}'") }))).toEqual([
      IN_BASE,
    ]);
    const whole = setPorts('1').replace(/annotations: .*/, "annotations: '{{ .Values.annotations }}'}}}");
    expect(await findingLines(repository(WRONG, { prod: whole }))).toEqual([IN_BASE]);
  });

  test.each([
    ['is none if what it depends on is other', 'false', []],
    ['stays if that is not certain', "'{{ .Values.host }}'", ['base/web.yaml:12 inject-host-network']],
  ])('%s', async (_, value, expected) => {
    const web = `${kustomizedWorkload('', 'linkerd.io/inject: enabled\n')}    spec: {hostNetwork: true}\n`;
    const overlay = patch(`${HEAD}spec: {template: {spec: {hostNetwork: ${value}}}}\n`);
    expect(await findingLines(repository(web, { prod: overlay }))).toEqual(expected);
  });

  test.each([
    ['is none in an item of a list either', 'disabled', []],
    ['and stays there', "'{{ .Values.inject }}'", ['base/web.yaml:15 proxy-uid-collision']],
  ])('%s', async (_, value, expected) => {
    const containers =
      '    spec:\n      containers:\n      - {name: web, image: web, securityContext: {runAsUser: 2102}}\n';
    const web = kustomizedWorkload('', 'linkerd.io/inject: enabled\n') + containers;
    const overlay = patch(
      `${HEAD}spec: {template: {metadata: {annotations: {linkerd.io/inject: ${value}}}}}\n`,
    );
    expect(await findingLines(repository(web, { prod: overlay }))).toEqual(expected);
  });

  const IN_PATCH = 'patches: [{path: patch.yaml}]\n';
  const withPatch = (web: string, text: string, overlay = IN_PATCH): Files => ({
    ...repository(web, { prod: overlay }),
    'overlays/prod/patch.yaml': text,
  });
  const annotationsPatch = (annotations: string) =>
    `${HEAD}spec: {template: {metadata: {annotations: ${annotations}}}}\n`;
  const asItem = (text: string) => text.replace(/^(?=.)/gm, '  ').replace(/^ {2}/, '- ');
  const asList = (text: string, kind = 'kind: List') => `apiVersion: v1\n${kind}\nitems:\n${asItem(text)}`;

  test.each([
    ['the value', `{${PORTS}: "\${PORTS}"}`],
    ['all annotations', `"\${ANNOTATIONS}"`],
  ])('stays where Flux substitutes %s of a patch', async (_, annotations) => {
    for (const [web, found] of [
      [WRONG, IN_BASE],
      [asList(WRONG), 'base/web.yaml:15 invalid-opaque-ports'],
    ] as const) {
      expect(await findingLines(withPatch(web, annotationsPatch(annotations)))).toEqual([found]);
      expect(await findingLines(withPatch(web, annotationsPatch(`{${PORTS}: "8080"}`)))).toEqual([]);
    }
  });

  test('stays where Flux substitutes what it depends on', async () => {
    const web = `${kustomizedWorkload('', 'linkerd.io/inject: enabled\n')}    spec: {hostNetwork: true}\n`;
    const network = (value: string) => `${HEAD}spec: {template: {spec: {hostNetwork: ${value}}}}\n`;
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as Flux has it
    expect(await findingLines(withPatch(web, network('"${HOST}"')))).toEqual([
      'base/web.yaml:12 inject-host-network',
    ]);
    expect(await findingLines(withPatch(web, network('false')))).toEqual([]);
  });

  test('stays where its resource may have become another one', async () => {
    const api = RIGHT.replace('name: web', 'name: api');
    const overlay = `${DELETE}- target: {name: api}\n  path: patch.yaml\n`;
    const replaced = (value: string) =>
      withPatch(`${WRONG}---\n${api}`, `- {op: replace, path: "", value: ${value}}\n`, overlay);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as Flux has it
    expect(await findingLines(replaced('"${RESOURCE}"'))).toEqual([IN_BASE]);
  });

  test.each([
    ['kind: List', 1],
    ['kind:  List', 1],
    ['kind: "List"', 1],
    ["kind: 'DeploymentList'", 1],
  ])('stays if it is about a list whose items are deleted: %s', async (kind, count) => {
    const about = `${kind}\nmetadata: {annotations: {linkerd.io/inject: enabled}}`;
    const found = await findingLines(repository(asList(WRONG, about), { prod: DELETE }));
    expect(found).toEqual(['base/web.yaml:3 annotation-wrong-kind'].slice(0, count));
  });

  test('goes with a resource that only mentions a list', async () => {
    const web = WRONG.replace('kept: x', 'kept: |\n      kind: List');
    expect(await findingLines(repository(web, { prod: '' }))).toEqual([
      'base/web.yaml:13 invalid-opaque-ports',
    ]);
    expect(await findingLines(repository(web, { prod: DELETE }))).toEqual([]);
  });

  test('stays in a document in which an alias may repeat it', async () => {
    const aliased = WRONG.replace('kept: x', 'kept: &kept x\n    other: *kept');
    expect(await findingLines(repository(aliased, { prod: setPorts('"8080"') }))).toEqual([
      'base/web.yaml:13 invalid-opaque-ports',
    ]);
  });

  test('goes with its document, whatever is not certain in another one', async () => {
    const other = RIGHT.replace('name: web', 'name: api').replace('kept: x', `kept: \${KEPT}`);
    for (const text of [`${WRONG}---\n${other}`, `${other}---\n${WRONG}`])
      expect(await findingLines(repository(text, { prod: DELETE }))).toEqual([]);
  });

  test('goes with its item of a list, and not if it is about the list', async () => {
    const item = (text: string) => text.replace(/^(?=.)/gm, '  ').replace(/^ {2}/, '- ');
    const listOf = (lines: string) =>
      `apiVersion: v1\nkind: List\n${lines}items:\n${item(WRONG)}${item(RIGHT.replace('name: web', 'name: api'))}`;
    expect(await findingLines(repository(listOf(''), { prod: DELETE }))).toEqual([]);
    const ofList = listOf('metadata: {annotations: {linkerd.io/inject: enabled}}\n');
    expect(await findingLines(repository(ofList, { prod: DELETE }))).toEqual([
      'base/web.yaml:3 annotation-wrong-kind',
    ]);
  });

  test('is one of a component too', async () => {
    const component = {
      'mesh/kustomization.yaml': 'kind: Component\nresources: [web.yaml]\n',
      'mesh/web.yaml': WRONG,
    };
    const using = (lines: string) => ({
      ...component,
      'prod/kustomization.yaml': `components: [../mesh]\n${lines}`,
    });
    expect(await findingLines(using(''))).toEqual(['mesh/web.yaml:12 invalid-opaque-ports']);
    expect(await findingLines(using(setPorts('"8080"')))).toEqual([]);
  });

  test('is repaired by a JSON patch in a file', async () => {
    const overlay = 'patches:\n- target: {kind: Deployment}\n  path: remove.yaml\n';
    const operation =
      '- op: remove\n  path: /spec/template/metadata/annotations/config.linkerd.io~1opaque-ports\n';
    const files = { ...repository(WRONG, { prod: overlay }), 'overlays/prod/remove.yaml': operation };
    expect(await findingLines(files)).toEqual([]);
  });
});

describe('a base that is applied by itself', () => {
  const REPAIRED = repository(WRONG, { prod: setPorts('"8080"') });
  const flux = (path: string) =>
    `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: a}\nspec: {path: ${path}}\n`;
  const argo = (path: string) =>
    `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\nspec: {source: {path: ${path}}}\n`;

  test.each([
    ['Flux', flux('./base')],
    ['Argo CD', argo('base')],
  ])('keeps a finding that every overlay repairs: by %s', async (_, text) => {
    expect(await findingLines({ ...REPAIRED, 'clusters/a.yaml': text })).toEqual([IN_BASE]);
  });

  test('is judged as kustomize builds it', async () => {
    const namespace =
      'apiVersion: v1\nkind: Namespace\nmetadata: {name: a, annotations: {linkerd.io/inject: on}}\n';
    const fixed = patch(namespace.replace('on}', 'enabled}'));
    const files = repository(namespace, { prod: fixed });
    expect(await findingLines(files)).toEqual([]);
    expect(await findingLines({ ...files, 'a.yaml': flux('base/') })).toEqual([
      'base/web.yaml:3 invalid-inject-value in base',
    ]);
  });

  test('is one below a folder of which Flux makes a kustomization, and none in one of Argo CD', async () => {
    const files = Object.fromEntries(Object.entries(REPAIRED).map(([path, text]) => [`apps/${path}`, text]));
    expect(await findingLines({ ...files, 'a.yaml': flux('apps') })).toEqual([`apps/${IN_BASE}`]);
    expect(await findingLines({ ...files, 'a.yaml': argo('apps') })).toEqual([]);
    // The root may be that of another repository.
    expect(await findingLines({ ...files, 'a.yaml': flux('./') })).toEqual([]);
    const inner = { 'apps/kustomization.yaml': 'resources: [overlays/prod]\n', 'a.yaml': flux('apps') };
    expect(await findingLines({ ...files, ...inner })).toEqual([]);
  });

  test('keeps a finding in a folder without a kustomization', async () => {
    const files = {
      'plain/web.yaml': WRONG,
      'prod/kustomization.yaml': `resources: [../plain/web.yaml]\n${setPorts('"8080"')}`,
    };
    expect(await findingLines(files)).toEqual([]);
    for (const text of [flux('plain'), argo('plain')])
      expect(await findingLines({ ...files, 'a.yaml': text })).toEqual([
        'plain/web.yaml:12 invalid-opaque-ports',
      ]);
  });

  test('is no component', async () => {
    const files = {
      'mesh/kustomization.yaml': 'kind: Component\nresources: [web.yaml]\n',
      'mesh/web.yaml': WRONG,
      'prod/kustomization.yaml': `components: [../mesh]\n${setPorts('"8080"')}`,
    };
    expect(await findingLines({ ...files, 'a.yaml': flux('mesh') })).toEqual([]);
  });
});

describe('what an overlay breaks', () => {
  test('is a finding at its line', async () => {
    expect(await findingLines(repository(RIGHT, { dev: '', prod: setPorts('"80800"') }))).toEqual([
      'overlays/prod/kustomization.yaml:7 invalid-opaque-ports',
    ]);
  });

  test('is a finding at the value that is wrong with it, once, with the overlays named', async () => {
    const host = patch(`${HEAD}spec: {template: {spec: {hostNetwork: true}}}\n`);
    const web = kustomizedWorkload('', 'linkerd.io/inject: enabled\n');
    expect(await findingLines(repository(web, { dev: '', prod: host, stage: host }))).toEqual([
      'base/web.yaml:12 inject-host-network in overlays/prod and 1 more',
    ]);
  });

  test('is a finding at the line of its patch in a file, which is in no sum as a resource', async () => {
    const overlay = { prod: 'patches: [{path: web.yaml}]\n' };
    const wrong = `${HEAD}spec:\n  template:\n    metadata:\n      annotations: {${PORTS}: "80800"}\n`;
    const files = { ...repository(RIGHT, overlay), 'overlays/prod/web.yaml': wrong };
    expect(await findingLines(files)).toEqual(['overlays/prod/web.yaml:7 invalid-opaque-ports']);
  });

  test('is a finding at the value of a JSON patch', async () => {
    const overlay = patch(
      '- op: replace\n  path: /spec/template/metadata/annotations/config.linkerd.io~1opaque-ports\n  value: "80800"\n',
      'target: {kind: Deployment}\n  ',
    );
    expect(await findingLines(repository(RIGHT, { prod: overlay }))).toEqual([
      'overlays/prod/kustomization.yaml:7 invalid-opaque-ports',
    ]);
  });
});

// Each as kustomize 5.8.2 itself does it: see the tests of the model.
describe('what surprises in kustomize', () => {
  const NAMESPACE = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  annotations:\n';

  test('values without quotes become texts in the metadata of the object itself', async () => {
    const lines = '    linkerd.io/inject: on\n    config.linkerd.io/skip-inbound-ports: 4190_4191\n';
    expect(await findingLines({ 'web.yaml': NAMESPACE + lines })).toEqual([
      'web.yaml:6 annotation-value-not-string',
      'web.yaml:7 annotation-value-not-string',
    ]);
    expect(await findingLines(repository(NAMESPACE + lines, {}))).toEqual([
      'base/web.yaml:6 invalid-inject-value in base',
      'base/web.yaml:7 skip-ports-no-valid-token in base',
    ]);
  });

  test('values without quotes stay numbers in a pod template, where “on” becomes a text', async () => {
    const web = kustomizedWorkload('', `linkerd.io/inject: on\n${PORTS}: 0x1F90\n`);
    expect(await findingLines(repository(web, {}))).toEqual([
      'base/web.yaml:12 invalid-inject-value in base',
      'base/web.yaml:13 annotation-value-not-string',
    ]);
  });

  test('null removes an annotation, and with a target becomes its value', async () => {
    const lines = `${NAMESPACE}    linkerd.io/inject: enable\n`;
    const removing = `${NAMESPACE}    linkerd.io/inject: null\n`;
    expect(await findingLines(repository(lines, { prod: patch(removing) }))).toEqual([]);
    const targeted = patch(removing, 'target: {kind: Namespace}\n  ');
    expect(await findingLines(repository(lines, { prod: targeted }))).toEqual([
      'overlays/prod/kustomization.yaml:10 patch-null-kept',
    ]);
  });

  test('the last of two equal keys counts in the metadata of the object itself, which is still worth a finding', async () => {
    const lines = '    linkerd.io/inject: enabled\n    linkerd.io/inject: disabled\n';
    expect(await findingLines(repository(NAMESPACE + lines, {}))).toEqual([
      'base/web.yaml:7 duplicate-annotation',
    ]);
  });

  test('two equal keys in a pod template end the build, so that nothing else is said', async () => {
    const web = kustomizedWorkload(
      '',
      `${PORTS}: "80800"\nlinkerd.io/inject: enabled\nlinkerd.io/inject: enabled\n`,
    );
    expect(await findingLines(repository(web, { prod: setPorts('"8080"') }))).toEqual([
      IN_BASE,
      'base/web.yaml:14 duplicate-annotation',
    ]);
  });

  test('commonAnnotations reach the pods of Deployments, and not those of Rollouts', async () => {
    const common = 'commonAnnotations:\n  linkerd.io/inject: enabled\n';
    const onHost = (kind: string) => `${kustomizedWorkload('', '', kind)}    spec: {hostNetwork: true}\n`;
    expect(await findingLines(repository(kustomizedWorkload(), { prod: common }))).toEqual([]);
    expect(await findingLines(repository(onHost('apps/v1 Deployment'), { prod: common }))).toEqual([
      'overlays/prod/kustomization.yaml:3 inject-host-network in overlays/prod',
    ]);
    expect(await findingLines(repository(onHost('argoproj.io/v1alpha1 Rollout'), { prod: common }))).toEqual(
      [],
    );
  });

  test('a patch replaces the containers of a Rollout, and merges those of a Deployment', async () => {
    const uid = (kind: string) =>
      `${kustomizedWorkload('', 'linkerd.io/inject: enabled\n', kind)}    spec:\n      containers:\n      - {name: web, image: web, securityContext: {runAsUser: 2102}}\n`;
    const containers = (kind: string) => {
      const [apiVersion, name] = kind.split(' ');
      return patch(
        `apiVersion: ${apiVersion}\nkind: ${name}\nmetadata: {name: web}\nspec: {template: {spec: {containers: [{name: proxy, image: x}]}}}\n`,
      );
    };
    const rollout = 'argoproj.io/v1alpha1 Rollout';
    const deployment = 'apps/v1 Deployment';
    const found = ['base/web.yaml:15 proxy-uid-collision'];
    expect(await findingLines(repository(uid(rollout), {}))).toEqual(found);
    expect(await findingLines(repository(uid(rollout), { prod: containers(rollout) }))).toEqual([]);
    expect(await findingLines(repository(uid(deployment), { prod: containers(deployment) }))).toEqual(found);
  });

  test('a JSON patch that replaces what is absent adds it, and one that removes it ends the build', async () => {
    const operate = (operation: string) =>
      patch(
        `- op: ${operation}\n  path: /spec/template/metadata/annotations/config.linkerd.io~1opaque-ports\n  value: "80800"\n`,
        'target: {kind: Deployment}\n  ',
      );
    expect(await findingLines(repository(kustomizedWorkload(), { prod: operate('replace') }))).toEqual([
      'overlays/prod/kustomization.yaml:7 invalid-opaque-ports',
    ]);
    const inject = kustomizedWorkload('', 'linkerd.io/inject: enable\n');
    expect((await findingLines(repository(inject, { prod: operate('remove') })))[0]).toBe(
      'base/web.yaml:12 invalid-inject-value',
    );
  });
});

describe('annotations that a kustomization writes into the metadata of an object itself', () => {
  const OPERATION = '- op: add\n  path: /metadata/annotations/linkerd.io~1inject\n  value: enabled\n';

  test.each(['patches', 'patchesJson6902'])(
    'are findings where it writes them to some: %s',
    async (field) => {
      const web = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web, annotations: {kept: x}}\n';
      const overlay = patch(OPERATION, 'target: {version: v1, kind: ConfigMap, name: web}\n  ');
      expect(await findingLines(repository(web, { prod: overlay.replace('patches', field) }))).toEqual([
        'overlays/prod/kustomization.yaml:7 annotation-wrong-kind in overlays/prod',
      ]);
    },
  );

  test.each([
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\n',
    'metadata: {name: web}\napiVersion: v1\nkind: ConfigMap\n',
  ])('are none where it writes them to all: %j', async (web) => {
    const all = 'commonAnnotations: {linkerd.io/inject: enabled}\n';
    expect(await findingLines(repository(web, { prod: all }))).toEqual([]);
  });
});

describe('files of any kind', () => {
  test('a comment that suppresses a finding holds for what an overlay breaks', async () => {
    const host = patch(`${HEAD}spec: {template: {spec: {hostNetwork: true}}}\n`);
    const web = kustomizedWorkload(
      '',
      '# linkerd-lint-disable-next-line inject-host-network\nlinkerd.io/inject: enabled\n',
    );
    expect(await findingLines(repository(web, { prod: host }))).toEqual([]);
  });

  test('lists and several documents are told apart', async () => {
    const list = `apiVersion: v1\nkind: List\nitems:\n${[WRONG, RIGHT.replace('name: web', 'name: api')]
      .map((item) => item.replace(/^(?=.)/gm, '  ').replace(/^ {2}/, '- '))
      .join('')}`;
    const found = await findingLines(repository(list, {}));
    expect(found).toEqual(['base/web.yaml:15 invalid-opaque-ports']);
    expect(await findingLines(repository(list, { prod: setPorts('"8080"') }))).toEqual([]);
    const documents = `${RIGHT.replace('name: web', 'name: api')}---\n${WRONG}`;
    expect(await findingLines(repository(documents, { prod: DELETE }))).toEqual([]);
  });

  test.each([
    ['a cycle', { 'base/kustomization.yaml': 'resources: [web.yaml, ../base]\n' }],
    ['an empty kustomization', { 'overlays/prod/kustomization.yaml': '' }],
    ['no mapping', { 'overlays/prod/kustomization.yaml': '- a\n' }],
    ['broken YAML', { 'overlays/prod/kustomization.yaml': 'resources: [../../base\npatches: {' }],
    ['a missing file', { 'base/kustomization.yaml': 'resources: [web.yaml, gone.yaml]\n' }],
    ['an address', { 'base/kustomization.yaml': 'resources: [web.yaml, "https://example.com/x.yaml"]\n' }],
  ])('%s leaves the findings of the base', async (_, files) => {
    expect(await findingLines({ ...repository(WRONG, { prod: '' }), ...files })).toContain(IN_BASE);
  });
});

describe('names that overlays give', () => {
  const ROUTE = `apiVersion: policy.linkerd.io/v1beta3
kind: HTTPRoute
metadata: {name: web}
spec:
  parentRefs:
  - {group: policy.linkerd.io, kind: Server, name: web, namespace: other}
`;

  test('are in what is said of one of them, and other overlays are counted', async () => {
    const files = repository(ROUTE, {
      dev: 'namespace: dev\n',
      prod: 'namespace: shop\n',
      other: 'namespace: other\n',
    });
    const [finding, ...more] = (await findingsIn(files)).get('base/web.yaml') ?? [];
    expect(more).toEqual([]);
    expect(finding?.rule).toBe('server-route-dropped');
    expect(finding?.message).toBe(
      'This route is in “dev” and its Server is in “other”, so Linkerd ignores the whole route. Move the route to “other”. (in overlays/dev and 1 more)',
    );
  });

  test.each([
    ['namespace: kube-system\n', ['base/web.yaml:12 namespace-without-injection in overlays/prod']],
    ['namespace: shop\n', []],
  ])('count where Linkerd looks at them: %j', async (lines, expected) => {
    const web = kustomizedWorkload('', 'linkerd.io/inject: enabled\n');
    expect(await findingLines(repository(web, { prod: lines }))).toEqual(expected);
  });
});

test('a rule that says a name says the one that the overlay gives', async () => {
  const rule: Rule = {
    id: 'says-namespace',
    summary: 'Says the namespace.',
    level: 'warning',
    fixable: undefined,
    since: '0.1.0',
    query: { annotation: () => true },
    *check({ annotations }) {
      for (const { value, resource } of annotations)
        if (value && resource?.namespace !== undefined)
          yield { range: value.range, message: `In ${resource.namespace}.` };
    },
  };
  const sums = new AppliedSums(new MemoryFiles(repository(RIGHT, { prod: 'namespace: shop\n' })), uriOf(''));
  const sumLinter = sumLinterOf(sums, new Linter([rule], throwFailure));
  const found = await sumLinter.findings(uriOf('base/web.yaml'), SourceFile.read(RIGHT), UNKNOWN);
  expect(found?.added.map(({ message }) => message)).toEqual(['In shop. (in overlays/prod)']);
});

describe('what is said of a file in sums', () => {
  const WEB = uriOf('base/web.yaml');
  const host = patch(`${HEAD}spec: {template: {spec: {hostNetwork: true}}}\n`);
  const INJECTED = kustomizedWorkload('', 'linkerd.io/inject: enabled\n');
  const among = (files: Files) => {
    const sums = new AppliedSums(new MemoryFiles(files), uriOf(''));
    const sumLinter = sumLinterOf(sums, linter);
    const ask = (text = files['base/web.yaml'] ?? '', settings: LintSettings = UNKNOWN, uri = WEB) =>
      sumLinter.findings(uri, SourceFile.read(text), settings);
    return { sums, sumLinter, ask };
  };

  test('is nothing if it has no part in any', async () => {
    const { ask } = among(repository(WRONG, { prod: '' }));
    expect(await ask()).toBeDefined();
    for (const uri of [uriOf('other.yaml'), 'https://example.com/base/web.yaml'])
      expect(await ask(WRONG, UNKNOWN, uri)).toBeUndefined();
  });

  test('is what it has by itself, what overlays repair, and what they add', async () => {
    const both = kustomizedWorkload('', `linkerd.io/inject: enabled\n${PORTS}: "80800"\n`);
    const rules = (found: readonly Finding[] = []) => found.map(({ rule }) => rule);
    const kept = await among(repository(both, { prod: host })).ask();
    expect([rules(kept?.kept), rules(kept?.added)]).toEqual([
      ['invalid-opaque-ports'],
      ['inject-host-network'],
    ]);
    const repaired = await among(repository(both, { prod: setPorts('"8080"') })).ask();
    expect([rules(repaired?.kept), rules(repaired?.added)]).toEqual([[], []]);
  });

  test('holds for the next version of the file', async () => {
    const { ask } = among(repository(WRONG, { prod: setPorts('"8080"') }));
    const found = await ask();
    const next = SourceFile.read(`# moved\n${WRONG.replace('kept: x', 'linkerd.io/inject: enabled')}`);
    const repaired = linter
      .lint(next, UNKNOWN)
      .map((finding) => [finding.rule, found?.isRepaired(finding, next)]);
    expect(repaired).toEqual([
      ['annotation-on-workload-metadata', false],
      ['invalid-opaque-ports', true],
    ]);
    const none = await among(repository(WRONG, { prod: '' })).ask();
    expect(linter.lint(next, UNKNOWN).some((finding) => none?.isRepaired(finding, next))).toBe(false);
  });

  test('depends on the settings, and not on the object that they are in', async () => {
    const { ask } = among(repository(INJECTED, { prod: host }));
    const added = async (settings: LintSettings) =>
      (await ask(INJECTED, settings))?.added.map(({ rule, severity }) => `${severity} ${rule}`);
    expect(await added(settingsOf({}))).toEqual(['warning inject-host-network']);
    expect(await added(settingsOf({}, { 'inject-host-network': 'off' }))).toEqual([]);
    expect(await added(settingsOf({}, { 'inject-host-network': 'hint' }))).toEqual([
      'hint inject-host-network',
    ]);
    expect(await added(settingsOf({}))).toEqual(['warning inject-host-network']);
  });

  test('can wait for another pause if there are many', async () => {
    const overlays = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`${index}`, '']));
    expect((await among(repository(WRONG, overlays(8))).ask())?.isOfMany).toBe(false);
    expect((await among(repository(WRONG, overlays(9))).ask())?.isOfMany).toBe(true);
  });

  test.each([
    [10, false],
    [1_000, true],
  ])('can wait for another pause if one has many patches: %s', async (count, isOfMany) => {
    const patches = Array.from({ length: count }, (_, at) =>
      patch(
        `kind: Deployment\nmetadata: {name: x, labels: {label${at}: x}}\n`,
        'target: {kind: Deployment}\n  ',
      ).replace('patches:\n', ''),
    );
    const asked = among(repository(WRONG, { prod: `patches:\n${patches.join('')}` })).ask();
    expect((await asked)?.isOfMany).toBe(isOfMany);
  });

  test('can be prepared, as long as it is wanted', async () => {
    const { sumLinter, sums, ask } = among(repository(INJECTED, { dev: host, prod: host, stage: host }));
    let turns = 0;
    expect(await sumLinter.prepare(WEB, UNKNOWN, () => ++turns < 2)).toBe(false);
    expect(turns).toBe(2);
    expect(await sumLinter.prepare(WEB, UNKNOWN, () => true)).toBe(true);
    const sum = (await sums.of(WEB))[0];
    expect((await ask())?.added.map(({ message }) => message)).toEqual([
      expect.stringMatching(/\(in overlays\/dev and 2 more\)$/),
    ]);
    expect((await sums.of(WEB))[0]).toBe(sum);
  });
});

describe('a place that sums name', () => {
  const host = patch(`${HEAD}spec: {template: {spec: {hostNetwork: true}}}\n`);
  const INJECTED = kustomizedWorkload('', 'linkerd.io/inject: enabled\n');

  test('is in the overlay, and there are at most four', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const files = repository(INJECTED, Object.fromEntries(names.map((name) => [name, host])));
    const [finding] = (await findingsIn(files)).get('base/web.yaml') ?? [];
    expect(finding?.advice).toBeUndefined();
    expect(finding?.relatedElsewhere?.map(({ uri, start }) => `${uri} ${start.line}`)).toEqual(
      names.slice(0, 4).map((name) => `${uriOf(`overlays/${name}/kustomization.yaml`)} 6`),
    );
  });

  test('is in the overlay and in the base, also where both are as far from the beginning of their files', async () => {
    const injected = patch(
      `${HEAD}spec: {template: {metadata: {annotations: {linkerd.io/inject: enabled}}}}\n`,
    );
    const overlay = injected + host.replace('patches:\n', '');
    const files = repository(kustomizedWorkload(), { prod: overlay });
    const path = 'overlays/prod/kustomization.yaml';
    const padding = (files[path] ?? '').indexOf('true') - kustomizedWorkload().indexOf('web');
    for (const web of [kustomizedWorkload(), `${'#'.repeat(padding - 1)}\n${kustomizedWorkload()}`]) {
      const found = (await findingsIn({ ...files, 'base/web.yaml': web })).get(path) ?? [];
      expect(found.map(({ rule }) => rule)).toEqual(['inject-host-network']);
      expect(found[0]?.related.map(({ range }) => range.start)).toEqual([
        (files[path] ?? '').indexOf('true'),
      ]);
      expect(found[0]?.relatedElsewhere?.map(({ uri }) => uri)).toEqual([uriOf('base/web.yaml')]);
    }
  });
});

test('other tasks have their turn after each resource of an overlay that is linted', async () => {
  const pods = Array.from({ length: 20 }, (_, at) =>
    kustomizedWorkload().replace('name: web', `name: web-${at}`),
  );
  const sums = new AppliedSums(
    new MemoryFiles({ 'kustomization.yaml': 'resources: [web.yaml]\n', 'web.yaml': pods.join('---\n') }),
    uriOf(''),
  );
  expect(await sums.of(uriOf('web.yaml'))).toHaveLength(1);
  const file = SourceFile.read(pods.join('---\n'));
  const turns = await turnsDuring(() => sumLinterOf(sums, linter).findings(uriOf('web.yaml'), file, UNKNOWN));
  expect(turns).toBeGreaterThanOrEqual(20);
});
