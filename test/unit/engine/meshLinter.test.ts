import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LintSettings } from '../../../server/src/engine/lintDocument.ts';
import { MeshLinter } from '../../../server/src/engine/meshLinter.ts';
import type { MeshRule } from '../../../server/src/engine/meshRule.ts';
import type { ResourceType } from '../../../server/src/facts/resourceFacts.ts';
import { MESH_RULES } from '../../../server/src/rules/registry.ts';
import { throwFailure, UNKNOWN } from '../../support/lint.ts';
import { factsOf } from '../../support/meshOf.ts';
import { runs } from '../../support/properties.ts';

/** A linter with files that are given as texts. */
class Workspace {
  readonly linter = new MeshLinter(MESH_RULES, throwFailure);
  readonly texts = new Map<string, string>();

  write(path: string, text: string): ReadonlySet<string> {
    this.texts.set(path, text);
    return this.linter.update([{ path, uri: path, facts: factsOf(text, path) }]);
  }

  remove(path: string): ReadonlySet<string> {
    this.texts.delete(path);
    return this.linter.update([{ path, uri: path, facts: undefined }]);
  }

  findings(): string[] {
    return [...this.texts.keys()].sort().flatMap((path) => this.findingsIn(path));
  }

  findingsIn(path: string): string[] {
    return this.linter
      .findings(path, UNKNOWN)
      .map(({ rule, at, message, related = [] }) =>
        [path, rule, at.join('.'), message, ...related.map(({ resource }) => resource.uri)].join(' '),
      );
  }
}

const SKIP = 'config.linkerd.io/skip-inbound-ports';

const NAMESPACE = fc.constantFrom('', 'namespace: shop', 'namespace: shop', 'namespace: dev');
const NAME = fc.constantFrom('web', 'api', 'web-clients', 'web-client');
const LABELS = fc.constantFrom('{app: web}', '{app: api}', '{app: web, tier: front}', '{app: "{{ .x }}"}');

/** Small resources that often have to do with each other. */
const RESOURCE = fc.oneof(
  fc
    .tuple(
      NAME,
      NAMESPACE,
      LABELS,
      fc.constantFrom(`${SKIP}: "8080,9090"`, 'linkerd.io/inject: enabled', 'a: b'),
    )
    .map(
      ([name, namespace, labels, annotation]) =>
        `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, ${namespace}, labels: ${labels}, annotations: {${annotation}}}\nspec: {containers: [{name: a, image: a, ports: [{name: http, containerPort: 8080}]}]}\n`,
    ),
  fc
    .tuple(NAME, NAMESPACE, LABELS, fc.constantFrom('8080', 'http', '9090'))
    .map(
      ([name, namespace, labels, port]) =>
        `apiVersion: policy.linkerd.io/v1beta3\nkind: Server\nmetadata: {name: ${name}, ${namespace}}\nspec: {podSelector: {matchLabels: ${labels}}, port: ${port}}\n`,
    ),
  fc
    .tuple(NAME, NAMESPACE, NAME)
    .map(
      ([name, namespace, authentication]) =>
        `apiVersion: policy.linkerd.io/v1alpha1\nkind: AuthorizationPolicy\nmetadata: {name: ${name}, ${namespace}}\nspec: {targetRef: {group: policy.linkerd.io, kind: Server, name: web}, requiredAuthenticationRefs: [{group: policy.linkerd.io, kind: MeshTLSAuthentication, name: ${authentication}}]}\n`,
    ),
  fc
    .tuple(NAME, NAMESPACE)
    .map(
      ([name, namespace]) =>
        `apiVersion: policy.linkerd.io/v1alpha1\nkind: MeshTLSAuthentication\nmetadata: {name: ${name}, ${namespace}}\nspec: {identities: ["*"]}\n`,
    ),
  fc
    .constantFrom(`${SKIP}: "8080"`, 'linkerd.io/inject: enabled', 'a: b')
    .map(
      (annotation) =>
        `apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, annotations: {${annotation}}}\n`,
    ),
  fc
    .tuple(NAMESPACE, LABELS, fc.constantFrom('8080', '4143'))
    .map(
      ([namespace, labels, port]) =>
        `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a, ${namespace}}\nspec: {podSelector: {matchLabels: ${labels}}, ingress: [{ports: [{port: ${port}}]}]}\n`,
    ),
);

const PATH = fc.constantFrom(
  'a.yaml',
  'b.yaml',
  'dev/a.yaml',
  'prod/a.yaml',
  'prod/b.yaml',
  'chart/templates/a.yaml',
);
const FILE = fc.array(RESOURCE, { maxLength: 3 }).map((resources) => resources.join('---\n'));

const REACHED = fc.constantFrom('a.yaml', 'b.yaml', '../dev', '../prod', '../prod/a.yaml', '../a.yaml', '.');
const KUSTOMIZATION = fc
  .tuple(
    fc.array(REACHED, { maxLength: 3 }),
    fc.array(fc.constantFrom('../dev', '../prod'), { maxLength: 1 }),
    fc.constantFrom('', 'namespace: shop', 'commonAnnotations: {linkerd.io/inject: disabled}'),
    fc.constantFrom('', 'patches: [{path: ../b.yaml}]', 'patches: [{path: b.yaml, target: {kind: Pod}}]'),
    fc.constantFrom('', 'kind: Component'),
  )
  .map(
    ([resources, components, more, patches, kind]) =>
      `${kind}\nresources: [${resources}]\ncomponents: [${components}]\n${more}\n${patches}\n`,
  );
const DEPLOYED = fc
  .constantFrom('', 'dev', 'prod')
  .map(
    (path) =>
      `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: a}\nspec: {path: ./${path}, targetNamespace: shop}\n`,
  );

const STEP = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('write' as const, 'write' as const, 'remove' as const),
      path: fc.constantFrom('dev/kustomization.yaml', 'prod/kustomization.yaml'),
      text: KUSTOMIZATION,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('write' as const, 'remove' as const),
      path: fc.constant('flux.yaml'),
      text: DEPLOYED,
    }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('write' as const), path: PATH, text: FILE }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('remove' as const), path: PATH, text: fc.constant('') }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rename' as const), path: PATH, text: PATH }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('write' as const, 'remove' as const),
      path: fc.constant('chart/Chart.yaml'),
      text: fc.constant(''),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('look' as const), path: PATH, text: fc.constant('') }),
  },
);

describe('a mesh that is edited', () => {
  it('finds what a fresh one finds, and tells of every file whose findings change', () => {
    fc.assert(
      fc.property(fc.array(STEP, { minLength: 1, maxLength: 25 }), (steps) => {
        const edited = new Workspace();
        let known = new Map<string, string[]>();
        for (const { kind, path, text } of steps) {
          let told = new Set<string>();
          if (kind === 'write') told = new Set([path, ...edited.write(path, text)]);
          else if (kind === 'remove') told = new Set([path, ...edited.remove(path)]);
          else if (kind === 'rename')
            told = new Set([
              path,
              text,
              ...edited.write(text, edited.texts.get(path) ?? ''),
              ...edited.remove(path),
            ]);
          else known.set(path, edited.findingsIn(path));
          for (const [file, before] of known)
            if (!told.has(file))
              expect(edited.findingsIn(file), `${file} after ${kind} ${path}`).toEqual(before);
          known = new Map([...known.keys()].map((file) => [file, edited.findingsIn(file)]));
        }
        const fresh = new Workspace();
        for (const [path, text] of [...edited.texts].sort()) fresh.write(path, text);
        expect(edited.findings()).toEqual(fresh.findings());
      }),
      runs(1_500),
    );
  });

  const server =
    'apiVersion: policy.linkerd.io/v1beta3\nkind: Server\nmetadata: {name: web, namespace: shop}\nspec: {podSelector: {}, port: 8080}\n';
  const pod = (annotations: string, image = 'web') =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop, annotations: {${annotations}}}\nspec: {containers: [{name: web, image: ${image}}]}\n`;

  it('runs no rule for an edit that changes no facts', () => {
    const workspace = new Workspace();
    workspace.write('server.yaml', server);
    workspace.write('pod.yaml', pod(`${SKIP}: "8080,9090"`));
    const found = workspace.findings();
    expect(found).toHaveLength(1);
    const { checks } = workspace.linter;
    expect(workspace.write('pod.yaml', `# moved\n\n${pod(`${SKIP}: "8080,9090"`, 'web:2')}`)).toEqual(
      new Set(),
    );
    expect(workspace.findings()).toEqual(found);
    expect(workspace.linter.checks).toBe(checks);
  });

  it('runs rules only for what an edit may answer differently', () => {
    const workspace = new Workspace();
    workspace.write('server.yaml', server);
    workspace.write('other.yaml', server.replaceAll('shop', 'other'));
    workspace.findings();
    const { checks } = workspace.linter;
    expect(workspace.write('pod.yaml', pod(`${SKIP}: "8080,9090"`))).toEqual(
      new Set(['pod.yaml', 'server.yaml']),
    );
    workspace.findings();
    // The Server beside the pod, by all rules about Servers, and the pod; not the Server in another namespace.
    const about = (type: ResourceType) => MESH_RULES.filter(({ subjects }) => subjects.includes(type)).length;
    expect(workspace.linter.checks).toBe(checks + about('Server') + about('Workload'));
  });

  const ownPod = (name: string, port = 8080) =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop, labels: {app: ${name}}, annotations: {${SKIP}: "9090"}}\nspec: {containers: [{name: web, image: web, ports: [{containerPort: ${port}}], livenessProbe: {httpGet: {port: ${port}, path: /}}}]}\n`;
  const ownServer = (name: string, port = 8080) =>
    `apiVersion: policy.linkerd.io/v1beta3\nkind: Server\nmetadata: {name: ${name}, namespace: shop}\nspec: {podSelector: {matchLabels: {app: ${name}}}, port: ${port}}\n`;

  it('runs no rule on the other pods of the namespace when a pod or a Server changes', () => {
    const workspace = new Workspace();
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      workspace.write(`pods/${name}.yaml`, ownPod(name));
      workspace.write(`servers/${name}.yaml`, ownServer(name));
    }
    workspace.findings();
    expect([...workspace.write('pods/c.yaml', ownPod('c', 8081))].sort()).toEqual([
      'pods/c.yaml',
      'servers/c.yaml',
    ]);
    workspace.findings();
    const touched = workspace.write('servers/c.yaml', ownServer('c', 8081));
    expect([...touched].filter((path) => path.startsWith('pods/'))).toEqual(['pods/c.yaml']);
  });

  it('is silent about a namespace once it has more Servers than can be compared', () => {
    const workspace = new Workspace();
    const count = 319;
    for (let index = 0; index < count; index++) workspace.write(`${index}.yaml`, ownServer(`s${index}`));
    workspace.write('pod.yaml', ownPod('web'));
    expect(workspace.findingsIn('7.yaml')).not.toEqual([]);
    expect(workspace.write('more.yaml', ownServer('more'))).toContain('7.yaml');
    expect(workspace.findingsIn('7.yaml')).toEqual([]);
    workspace.remove('more.yaml');
    expect(workspace.findingsIn('7.yaml')).not.toEqual([]);
  });

  it('survives a rule that throws, which costs its own findings only', () => {
    const failed: string[] = [];
    const broken = {
      ...MESH_RULES[0],
      id: 'broken',
      subjects: ['Server'],
      check: () => {
        throw new Error('broken');
      },
    };
    const linter = new MeshLinter([broken as never, ...MESH_RULES], (rule) => failed.push(rule));
    linter.update([{ path: 'a', uri: 'a', facts: factsOf(`${server}---\n${pod(`${SKIP}: "8080,9090"`)}`) }]);
    expect(linter.findings('a', UNKNOWN).map(({ rule }) => rule)).toEqual(['skip-bypasses-policy']);
    expect(failed).toEqual(['broken']);
  });
});

describe('the severity of a mesh finding', () => {
  const rule: MeshRule = {
    id: 'server-of-two-kinds',
    summary: '',
    level: 'error',
    fixable: undefined,
    since: '0.2.0',
    subjects: ['Server'],
    *check() {
      yield { at: [], message: 'grave' };
      yield { at: [], message: 'less grave', severity: 'information' };
    },
  };
  const server =
    'apiVersion: policy.linkerd.io/v1beta3\nkind: Server\nmetadata: {name: a}\nspec: {port: 80}\n';
  const severities = (rules: LintSettings['rules']) => {
    const linter = new MeshLinter([rule], throwFailure);
    linter.update([{ path: 'a.yaml', uri: 'a.yaml', facts: factsOf(server) }]);
    return linter.findings('a.yaml', { ...UNKNOWN, rules }).map(({ severity }) => severity);
  };

  it('is the rule’s, or its own where it is less grave; what people configure counts more', () => {
    expect(severities({})).toEqual(['error', 'information']);
    expect(severities({ [rule.id]: 'warning' })).toEqual(['warning', 'warning']);
    expect(severities({ [rule.id]: 'off' })).toEqual([]);
  });
});

describe('a mesh rule', () => {
  const server = (name: string) =>
    `apiVersion: policy.linkerd.io/v1beta3\nkind: Server\nmetadata: {name: ${name}}\nspec: {port: 80}\n`;
  const ruleOf = (count: number, subjects: MeshRule['subjects'] = ['Server']): MeshRule => ({
    id: 'server-wrong',
    summary: '',
    level: 'error',
    fixable: undefined,
    since: '0.2.0',
    subjects,
    check: () => Array.from({ length: count }, (_, index) => ({ at: [], message: `${index}` })),
  });
  const linterOf = (...rules: readonly MeshRule[]) => {
    const linter = new MeshLinter(rules, throwFailure);
    const facts = factsOf(`${server('a')}---\n${server('b')}`);
    linter.update([{ path: 'a.yaml', uri: 'a.yaml', facts }]);
    return linter;
  };

  it('has at most a hundred findings about a resource, whatever others have', () => {
    const found = (...counts: readonly number[]) =>
      linterOf(...counts.map((count) => ruleOf(count))).findings('a.yaml', UNKNOWN).length;
    expect([found(99), found(100), found(101), found(101, 3)]).toEqual([198, 200, 200, 206]);
  });

  it('runs on the types of its subjects, once for each settings', () => {
    const linter = linterOf(ruleOf(1), ruleOf(1, ['Service']), ruleOf(1, ['Workload', 'Server']));
    expect(linter.findings('a.yaml', UNKNOWN)).toHaveLength(4);
    expect(linter.findings('a.yaml', UNKNOWN)).toHaveLength(4);
    expect(linter.checks).toBe(4);
    linter.findings('a.yaml', { ...UNKNOWN });
    expect(linter.checks).toBe(8);
    expect(linter.findings('b.yaml', UNKNOWN)).toEqual([]);
  });
});
