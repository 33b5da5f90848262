import { describe, expect, it } from 'vitest';
import { lintMesh, readFiles } from '../../support/lintMesh.ts';

const SKIP = 'config.linkerd.io/skip-inbound-ports';

/** A pod that skips the port of {@link SERVER}, without a namespace unless one is given. */
function pod(more = '', labels = '{app: web}'): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: web${more}}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: ${labels}, annotations: {${SKIP}: "8080,9090"}}
    spec: {containers: [{name: web, image: web}]}
`;
}

function server(more = ''): string {
  return `apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: web${more}}
spec: {podSelector: {matchLabels: {app: web}}, port: 8080}
`;
}

/** The files with findings, when all of these are in one repository. */
function found(files: Readonly<Record<string, string>>): string[] {
  const found = lintMesh(new Map(Object.entries(files)));
  return [...found].filter(([, findings]) => findings.length > 0).map(([path]) => path);
}

describe('the tree of files', () => {
  it('is one set, where a namespace that is not written is that of the folder', () => {
    expect(found({ 'a/pod.yaml': pod(), 'a/server.yaml': server() })).toEqual(['a/server.yaml']);
    expect(found({ 'a/pod.yaml': pod(), 'b/server.yaml': server() })).toEqual([]);
    expect(
      found({ 'a/pod.yaml': pod(', namespace: shop'), 'b/server.yaml': server(', namespace: shop') }),
    ).toEqual(['b/server.yaml']);
    expect(
      found({ 'a/pod.yaml': pod(', namespace: shop'), 'b/server.yaml': server(', namespace: other') }),
    ).toEqual([]);
    expect(found({ 'a/pod.yaml': pod(', namespace: shop'), 'a/server.yaml': server() })).toEqual([]);
  });

  it('keeps folders apart that hold the same resource', () => {
    const shop = ', namespace: shop';
    const dev = { 'dev/pod.yaml': pod(shop) };
    const prod = { 'prod/pod.yaml': pod(shop).replace('8080,', ''), 'prod/server.yaml': server(shop) };
    expect(found({ ...dev, ...prod })).toEqual([]);
    expect(found({ ...dev, 'prod/server.yaml': server(shop) })).toEqual(['prod/server.yaml']);
  });
});

describe('a Helm chart', () => {
  const chart = { 'chart/Chart.yaml': 'name: web\n' };

  it('is a set of its templates, which share the release’s namespace', () => {
    const release = ', namespace: "{{ .Release.Namespace }}"';
    const templates = {
      'chart/templates/pod.yaml': pod(release),
      'chart/templates/policy/server.yaml': server(),
    };
    expect(found({ ...chart, ...templates })).toEqual(['chart/templates/policy/server.yaml']);
    expect(found(templates)).toEqual([]);
  });

  it('has those in its charts folder', () => {
    const parts = { 'chart/charts/a/Chart.yaml': 'name: a\n', 'chart/charts/a/templates/pod.yaml': pod() };
    expect(found({ ...chart, ...parts, 'chart/templates/server.yaml': server() })).toEqual([
      'chart/templates/server.yaml',
    ]);
  });

  it('has only what is in its own templates folder', () => {
    const files = (folder: string) => ({
      ...chart,
      'chart/templates/pod.yaml': pod(),
      [`chart/${folder}/server.yaml`]: server(),
    });
    expect(found(files('crds'))).toEqual(['chart/crds/server.yaml']);
    expect(found(files('files/templates'))).toEqual([]);
    const part = (folder: string) => ({
      ...chart,
      'chart/templates/pod.yaml': pod(),
      [`chart/${folder}/Chart.yaml`]: 'name: a\n',
      [`chart/${folder}/templates/server.yaml`]: server(),
    });
    expect(found(part('charts/a'))).toEqual(['chart/charts/a/templates/server.yaml']);
    expect(found(part('vendor/charts/a'))).toEqual([]);
    expect(found(part('charts/a/b'))).toEqual([]);
  });

  it('is not moved by what applies the folder around it', () => {
    const files = { 'apps/pod.yaml': pod(', namespace: prod'), 'apps/server.yaml': server() };
    const flux =
      'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: a}\nspec: {path: ./apps, targetNamespace: shop}\n';
    const inChart = {
      'apps/Chart.yaml': 'name: web\n',
      'apps/templates/pod.yaml': files['apps/pod.yaml'],
      'apps/templates/server.yaml': files['apps/server.yaml'],
    };
    expect(found({ ...files, 'flux.yaml': flux })).toEqual(['apps/server.yaml']);
    expect(found({ ...inChart, 'flux.yaml': flux })).toEqual([]);
  });

  it('joins nothing under conditions that may exclude each other', () => {
    const under = (condition: string, text: string) => `{{- if ${condition} }}\n${text}{{- end }}\n`;
    const of = (one: string, other: string) =>
      found({
        ...chart,
        'chart/templates/pod.yaml': under(one, pod()),
        'chart/templates/server.yaml': under(other, server()),
      });
    expect(of('.Values.mesh', '.Values.mesh')).toEqual(['chart/templates/server.yaml']);
    expect(of('.Values.mesh', 'not .Values.mesh')).toEqual([]);
  });
});

describe('a kustomization', () => {
  it('has everything that it reaches, and moves it to its namespace', () => {
    const base = {
      'base/kustomization.yaml': 'resources: [pod.yaml]\n',
      'base/pod.yaml': pod(),
    };
    const overlay = (more: string) => ({
      'prod/kustomization.yaml': `resources: [../base, server.yaml]\n${more}`,
      'prod/server.yaml': server(', namespace: shop'),
    });
    expect(found({ ...base, ...overlay('namespace: shop\n') })).toEqual(['prod/server.yaml']);
    expect(found({ ...base, ...overlay('namespace: other\n') })).toEqual(['prod/server.yaml']);
    expect(found({ ...base, ...overlay('') })).toEqual([]);
  });

  it('never meets another one that reaches the same', () => {
    const files = {
      'base/kustomization.yaml': 'resources: [pod.yaml]\n',
      'base/pod.yaml': pod(),
      'dev/kustomization.yaml': 'resources: [../base]\nnamespace: shop\n',
      'prod/kustomization.yaml': 'resources: [server.yaml]\nnamespace: shop\n',
      'prod/server.yaml': server(),
    };
    expect(found(files)).toEqual([]);
  });

  it('is found wrong once, though several reach the same', () => {
    const files = {
      'base/kustomization.yaml': 'resources: [pod.yaml, server.yaml]\n',
      'base/pod.yaml': pod(),
      'base/server.yaml': server(),
      'dev/kustomization.yaml': 'resources: [../base]\nnamespace: dev\n',
      'prod/kustomization.yaml': 'resources: [../base]\nnamespace: prod\n',
    };
    expect(lintMesh(new Map(Object.entries(files))).get('base/server.yaml')).toHaveLength(1);
  });

  const both = { 'pod.yaml': pod(), 'server.yaml': server() };
  const with_ = (kustomization: string, more: Readonly<Record<string, string>> = {}) =>
    found({ ...both, 'kustomization.yaml': `resources: [pod.yaml, server.yaml]\n${kustomization}`, ...more });

  it('hides what a patch changes', () => {
    const target = 'target: {kind: Deployment, name: web}';
    expect(with_('')).toEqual(['server.yaml']);
    expect(with_(`patches: [{path: patch.yaml, ${target}}]\n`)).toEqual([]);
    expect(with_('patches: [{path: patch.yaml, target: {kind: Service}}]\n')).toEqual(['server.yaml']);
    for (const pattern of ['Deploy.*', '.*ment'])
      expect(with_(`patches: [{path: patch.yaml, target: {kind: ${pattern}}}]\n`)).toEqual([]);
    expect(with_('patches: [{path: patch.yaml, target: {labelSelector: app=web}}]\n')).toEqual([]);
    expect(with_(`patches: [{path: "{{ .Values.patch }}", ${target}}]\n`)).toEqual([]);
    expect(with_('replacements: [{path: r.yaml}]\n')).toEqual([]);
  });

  it('keeps what a patch leaves alone', () => {
    const deployment = (spec: string) =>
      `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: ${spec}\n`;
    const patch = (spec: string) => ({ 'patch.yaml': deployment(spec) });
    const merge = 'patchesStrategicMerge: [patch.yaml]\n';
    expect(with_(merge, patch('{replicas: 3}'))).toEqual(['server.yaml']);
    expect(with_(merge, patch('{template: {metadata: {annotations: {a: b}}}}'))).toEqual(['server.yaml']);
    expect(with_(merge, patch('{template: {metadata: {labels: {a: b}}}}'))).toEqual([]);
    expect(
      with_(merge, {
        'patch.yaml': deployment('{template: {metadata: {labels: {a: b}}}}').replace(
          'name: web',
          'name: api',
        ),
      }),
    ).toEqual(['server.yaml']);
    const operation = (path: string) =>
      `patches:\n- target: {kind: Deployment, name: web}\n  patch: |-\n    - {op: replace, path: ${path}, value: 3}\n`;
    expect(with_(operation('/spec/replicas'))).toEqual(['server.yaml']);
    expect(with_(operation('/spec/template/metadata/labels/app'))).toEqual([]);
  });

  describe('with a patch of annotations', () => {
    const inject = 'linkerd.io/inject';
    const merge = (annotations: string, kind = 'apps/v1\n    kind: Deployment') =>
      `patches:\n- patch: |-\n    apiVersion: ${kind}\n    metadata: {name: web}\n    spec: {template: {metadata: {annotations: ${annotations}}}}\n`;

    it('does not know that annotation, and nothing else is hidden', () => {
      expect(with_(merge('{config.linkerd.io/opaque-ports: "8080"}'))).toEqual(['server.yaml']);
      expect(with_(merge(`{${SKIP}: "9090"}`))).toEqual([]);
      expect(with_(merge(`{${SKIP}: null}`))).toEqual([]);
      expect(with_(merge('null'))).toEqual([]);
      expect(with_(merge(`{$patch: replace, ${inject}: enabled}`))).toEqual([]);
      expect(with_(merge('{<<: {a: b}}'))).toEqual([]);
    });

    it('does so for JSON patches', () => {
      const operation = (text: string) =>
        `patches:\n- target: {kind: Deployment}\n  patch: |-\n    - {${text}}\n`;
      const pod = '/spec/template/metadata/annotations';
      expect(with_(operation(`op: add, path: ${pod}/config.linkerd.io~1opaque-ports, value: "1"`))).toEqual([
        'server.yaml',
      ]);
      expect(with_(operation(`op: remove, path: ${pod}/${SKIP.replace('/', '~1')}`))).toEqual([]);
      expect(with_(operation(`op: add, path: ${pod}, value: {}`))).toEqual([]);
      expect(with_(operation(`op: move, path: ${pod}/a, from: ${pod}/${SKIP.replace('/', '~1')}`))).toEqual(
        [],
      );
    });

    it('does not know it if the patch is for the object itself: commonAnnotations writes both as one', () => {
      const own = `patches:\n- patch: |-\n    apiVersion: apps/v1\n    kind: Deployment\n    metadata: {name: web, annotations: {${SKIP}: "1"}}\n`;
      expect(with_(own)).toEqual([]);
    });

    it('may be for a name that a base has changed', () => {
      const base = { 'base/kustomization.yaml': 'resources: [pod.yaml, server.yaml]\nnameSuffix: -x\n' };
      const files = (name: string) => ({
        ...base,
        'base/pod.yaml': pod(),
        'base/server.yaml': server(),
        'prod/kustomization.yaml': `resources: [../base]\n${merge(`{${SKIP}: "9090"}`).replace('name: web', `name: ${name}`)}`,
      });
      expect(found(files('other'))).toEqual([]);
      expect(found(files('web-x'))).toEqual([]);
      expect(found({ ...files('web-x'), 'prod/kustomization.yaml': 'resources: [../base]\n' })).toEqual([
        'base/server.yaml',
      ]);
    });
  });

  it('lends its annotations to pods', () => {
    expect(with_('commonAnnotations: {linkerd.io/inject: disabled}\n')).toEqual([]);
    expect(with_(`commonAnnotations: {${SKIP}: "9090"}\n`)).toEqual([]);
  });

  it('does not know what a patch leaves of the annotations that a base adds', () => {
    const shop = ', namespace: shop';
    const files = (patches: string) => ({
      'base/kustomization.yaml': `resources: [shop.yaml]\ncommonAnnotations: {linkerd.io/inject: enabled, ${SKIP}: "8080"}\n`,
      'base/shop.yaml':
        'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, annotations: {linkerd.io/inject: enabled}}\n',
      'prod/kustomization.yaml': `resources: [../base, pod.yaml, server.yaml]\n${patches}`,
      'prod/pod.yaml': pod(shop).replace(`, annotations: {${SKIP}: "8080,9090"}`, ''),
      'prod/server.yaml': server(shop),
    });
    const patch = `apiVersion: v1\n    kind: Namespace\n    metadata: {name: shop, annotations: {${SKIP}: "9090"}}\n`;
    expect(found(files(''))).toEqual(['prod/server.yaml']);
    expect(found(files(`patches:\n- patch: |-\n    ${patch}`))).toEqual([]);
  });

  it('may add labels', () => {
    const selected = server().replace('{app: web}', '{app: web, tier: front}');
    expect(with_('commonLabels: {tier: front}\n', { 'server.yaml': selected })).toEqual([]);
  });

  it('survives cycles, missing bases, addresses, and paths that leave the repository', () => {
    for (const resources of [
      '[.]',
      '[../a]',
      '[missing]',
      '[../../..]',
      '[https://example.com/base?ref=v1]',
      '["{{ .x }}"]',
      '{}',
      '[null]',
    ])
      expect(found({ 'kustomization.yaml': `resources: ${resources}\n`, ...both }), resources).toEqual([
        'server.yaml',
      ]);
    const cycle = {
      'a/kustomization.yaml': 'resources: [../b, pod.yaml]\n',
      'b/kustomization.yaml': 'resources: [../a, server.yaml]\n',
      'a/pod.yaml': pod(),
      'b/server.yaml': server(),
    };
    expect(found(cycle)).toEqual(['b/server.yaml']);
  });

  it('calls nothing absent while it reaches what is not in view', () => {
    const policy = `apiVersion: policy.linkerd.io/v1alpha1
kind: AuthorizationPolicy
metadata: {name: web}
spec:
  targetRef: {group: policy.linkerd.io, kind: Server, name: web}
  requiredAuthenticationRefs: [{group: policy.linkerd.io, kind: MeshTLSAuthentication, name: web-clients}]
`;
    const authentication = `apiVersion: policy.linkerd.io/v1alpha1
kind: MeshTLSAuthentication
metadata: {name: others}
spec: {identities: ["*"]}
`;
    const files = (resources: string) => ({
      'kustomization.yaml': `resources: [${resources}]\n`,
      'policy.yaml': policy,
      'authentication.yaml': authentication,
    });
    expect(found(files('policy.yaml, authentication.yaml'))).toEqual(['policy.yaml']);
    expect(found(files('policy.yaml, authentication.yaml, https://example.com/x'))).toEqual([]);
    expect(found(files('policy.yaml, authentication.yaml, missing'))).toEqual([]);
    expect(found(files('policy.yaml, authentication.yaml, missing.yaml'))).toEqual([]);
    expect(
      found({ ...files('policy.yaml, authentication.yaml, there.yaml'), 'there.yaml': 'a: b\n' }),
    ).toEqual(['policy.yaml']);
  });

  describe('with components', () => {
    const component = (more: string) => ({
      'c/kustomization.yaml': `kind: Component\n${more}`,
      'kustomization.yaml': 'resources: [pod.yaml, server.yaml]\ncomponents: [c]\n',
    });

    it('is changed by them', () => {
      const patch = (kind: string) => component(`patches: [{path: p.yaml, target: {kind: ${kind}}}]\n`);
      expect(found({ ...both, ...patch('Service') })).toEqual(['server.yaml']);
      expect(found({ ...both, ...patch('Deployment') })).toEqual([]);
      expect(found({ ...both, ...component('commonAnnotations: {linkerd.io/inject: disabled}\n') })).toEqual(
        [],
      );
    });

    it('meets what they add', () => {
      const files = {
        'c/kustomization.yaml': 'kind: Component\nresources: [server.yaml]\n',
        'c/server.yaml': server(),
        'kustomization.yaml': 'resources: [pod.yaml]\ncomponents: [c]\n',
        'pod.yaml': pod(),
      };
      expect(found(files)).toEqual(['c/server.yaml']);
    });

    it('may be changed in any way by one that is not in view', () => {
      expect(with_('components: [missing]\n')).toEqual([]);
      expect(with_('components: ["https://example.com/c"]\n')).toEqual([]);
      expect(with_('components: ["{{ .x }}"]\n')).toEqual([]);
    });
  });

  describe('of hostile size', () => {
    /** Kustomizations `l0` to `l<levels>`, where each names the next one `width` times, directly and on a detour. */
    const diamonds = (levels: number, key: string) => {
      const files: Record<string, string> = {
        [`l${levels}/kustomization.yaml`]: 'resources: [pod.yaml, server.yaml]\n',
        [`l${levels}/pod.yaml`]: pod(),
        [`l${levels}/server.yaml`]: server(),
      };
      for (let level = 0; level < levels; level++) {
        files[`l${level}/kustomization.yaml`] = `${key}: [../a${level}, ../b${level}]\n`;
        for (const side of ['a', 'b'])
          files[`${side}${level}/kustomization.yaml`] = `${key}: [../l${level + 1}]\nnamePrefix: x-\n`;
      }
      return files;
    };

    it.each(['resources', 'components'])('follows diamonds of %s once', (key) => {
      expect(found(diamonds(30, key))).toEqual([`l30/server.yaml`]);
    });

    it('ends with chains that are deeper than any real one', () => {
      const files: Record<string, string> = { ...both };
      for (let level = 0; level < 5_000; level++)
        files[`${level}/kustomization.yaml`] = `resources: [../${level + 1}]\n`;
      expect(() => found(files)).not.toThrow();
    });

    it('knows nothing where there is too much to follow', () => {
      const files: Record<string, string> = { 'x/pod.yaml': pod(), 'x/server.yaml': server() };
      const names: string[] = [];
      for (let file = 0; file < 300; file++) {
        files[`base/${file}.yaml`] = pod();
        names.push(`${file}.yaml`);
      }
      files['base/kustomization.yaml'] = `resources: [${names.join(', ')}]\n`;
      expect(found(files)).toEqual(['x/server.yaml']);
      for (let overlay = 0; overlay < 200; overlay++)
        files[`overlay${overlay}/kustomization.yaml`] = 'resources: [../base]\n';
      expect(found(files)).toEqual([]);
    });

    it('takes very many patches for one that changes anything', () => {
      const patches = (count: number) =>
        with_(`patches:\n${'- {patch: "kind: Service", target: {kind: Service}}\n'.repeat(count)}`);
      expect(patches(200)).toEqual(['server.yaml']);
      expect(patches(201)).toEqual([]);
    });
  });
});

describe('a folder that Flux or Argo CD applies', () => {
  const flux = (path: string, namespace = 'shop', name = 'a') =>
    `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: ${name}}\nspec: {path: ${path}, targetNamespace: ${namespace}}\n`;

  it('is a set, with the namespace that it is applied to', () => {
    const files = { 'apps/a/pod.yaml': pod(), 'apps/b/server.yaml': server(', namespace: shop') };
    expect(found(files)).toEqual([]);
    expect(found({ ...files, 'clusters/apps.yaml': flux('./apps') })).toEqual(['apps/b/server.yaml']);
    const argo =
      'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\nspec: {source: {path: apps}, destination: {namespace: NAME}}\n';
    expect(found({ ...files, 'argo.yaml': argo.replace('NAME', 'shop') })).toEqual(['apps/b/server.yaml']);
    expect(found({ ...files, 'argo.yaml': argo.replace('NAME', 'other') })).toEqual([]);
  });

  it('is not certain where a patch changes it there', () => {
    const files = { 'apps/pod.yaml': pod(), 'apps/server.yaml': server() };
    const patched = (patch: string) => ({
      ...files,
      'flux.yaml': flux('./apps').replace(
        'targetNamespace',
        `patches: [{patch: '${patch}'}], targetNamespace`,
      ),
    });
    const all = ['apps/server.yaml'];
    expect(found({ ...files, 'flux.yaml': flux('./apps') })).toEqual(all);
    expect(found(patched('{kind: Service, metadata: {name: web, labels: {a: b}}}'))).toEqual(all);
    expect(
      found(
        patched(
          '{kind: Deployment, metadata: {name: web}, spec: {template: {metadata: {labels: {app: b}}}}}',
        ),
      ),
    ).toEqual([]);
    const argo = (options: string) =>
      `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\nspec: {source: {path: apps, kustomize: {${options}}}, destination: {namespace: shop}}\n`;
    expect(found({ ...files, 'argo.yaml': argo('images: [a:b]') })).toEqual(all);
    expect(found({ ...files, 'argo.yaml': argo('components: [../a]') })).toEqual([]);
  });

  it('has no one namespace where it is applied to several', () => {
    const files = { 'apps/pod.yaml': pod(), 'apps/server.yaml': server() };
    const twice = { 'clusters/a.yaml': flux('./apps', 'a'), 'clusters/b.yaml': flux('./apps', 'b', 'b') };
    expect(found({ ...files, ...twice })).toEqual([]);
  });

  it('never meets another one', () => {
    const shop = ', namespace: shop';
    const files = { 'a/pod.yaml': pod(shop), 'b/server.yaml': server(shop) };
    expect(found({ ...files, 'flux.yaml': `${flux('./a')}---\n${flux('./b', 'shop', 'b')}` })).toEqual([]);
  });

  it('is a set by itself where an overlay uses its kustomization or its files too', () => {
    const files = {
      'base/pod.yaml': pod(),
      'base/server.yaml': server(),
      'prod/kustomization.yaml':
        'resources: [../base, other.yaml]\nnamespace: prod\ncomponents: [https://example.test/x]\n',
      'flux.yaml': flux('./base'),
    };
    const base = { 'base/kustomization.yaml': 'resources: [pod.yaml, server.yaml]\n' };
    expect(found({ ...files, ...base })).toEqual(['base/server.yaml']);
    expect(found({ ...files, ...base, 'flux.yaml': '' })).toEqual([]);
    const used = {
      ...files,
      'prod/kustomization.yaml': files['prod/kustomization.yaml'].replace(
        '../base',
        '../base/pod.yaml, ../base/server.yaml',
      ),
    };
    expect(found(used)).toEqual(['base/server.yaml']);
    expect(found({ ...used, 'flux.yaml': '' })).toEqual([]);
  });
});

it('an example of several files is read file by file', () => {
  expect([...readFiles('# file: a.yaml\na: 1\n# file: b/c.yaml\nb: 2\n')]).toEqual([
    ['a.yaml', 'a: 1\n'],
    ['b/c.yaml', 'b: 2\n'],
  ]);
});
