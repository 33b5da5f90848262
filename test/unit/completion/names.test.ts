import { describe, expect, test } from 'vitest';
import { BuildLinter } from '../../../server/src/engine/buildLinter.ts';
import { MeshLinter } from '../../../server/src/engine/meshLinter.ts';
import { RepositoryMesh } from '../../../server/src/engine/repositoryMesh.ts';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { complete } from '../../../server/src/features/completion/completion.ts';
import { MESH_RULES } from '../../../server/src/rules/registry.ts';
import { dedent } from '../../support/example.ts';
import { UNKNOWN } from '../../support/lint.ts';
import { readFiles } from '../../support/lintMesh.ts';
import { MemoryFiles, uriOf } from '../../support/memoryFiles.ts';
import { accept } from './completeAt.ts';

const SHOP = `
  # file: shop.yaml
  apiVersion: v1
  kind: Namespace
  metadata: {name: shop}
  ---
  apiVersion: apps/v1
  kind: Deployment
  metadata: {name: web, namespace: shop}
  spec:
    template:
      metadata:
        labels: {app: web, tier: front}
        annotations: {config.linkerd.io/skip-inbound-ports: "9999"}
      spec:
        containers:
          - name: web
            image: web
            ports:
              - {name: http, containerPort: 8080}
              - {name: admin, containerPort: 9990}
              - {name: skipped, containerPort: 9999}
              - {name: dns, containerPort: 53, protocol: UDP}
  ---
  apiVersion: apps/v1
  kind: Deployment
  metadata: {name: cart, namespace: shop}
  spec:
    template:
      metadata: {labels: {app: cart, version: "2"}}
      spec: {containers: [{name: cart, image: cart, ports: [{containerPort: 80}]}]}
  ---
  apiVersion: v1
  kind: Service
  metadata: {name: web, namespace: shop}
  spec: {selector: {app: web}, ports: [{name: main, port: 80, targetPort: http}, {port: 53, protocol: UDP}]}
  ---
  apiVersion: v1
  kind: Service
  metadata: {name: headless, namespace: shop}
  spec: {selector: {app: web}, clusterIP: None, ports: [{port: 80}]}
  ---
  apiVersion: v1
  kind: Service
  metadata: {name: api, namespace: other}
  spec: {ports: [{port: 8080}]}
  ---
  apiVersion: v1
  kind: ServiceAccount
  metadata: {name: web, namespace: shop}
  # file: policy.yaml
  apiVersion: policy.linkerd.io/v1beta3
  kind: Server
  metadata: {name: web-admin, namespace: shop, labels: {team: a}}
  spec: {podSelector: {matchLabels: {app: web}}, port: admin}
  ---
  apiVersion: policy.linkerd.io/v1beta3
  kind: Server
  metadata: {name: opaque, namespace: shop}
  spec: {podSelector: {matchLabels: {app: cart}}, port: 80, proxyProtocol: opaque}
  ---
  apiVersion: policy.linkerd.io/v1alpha1
  kind: MeshTLSAuthentication
  metadata: {name: clients, namespace: auth}
  spec: {identities: ['*']}
  ---
  apiVersion: policy.linkerd.io/v1beta3
  kind: HTTPRoute
  metadata: {name: {{ .Values.name }}, namespace: shop}
  spec: {parentRefs: [{kind: Server, name: web-admin}]}
  # file: new.yaml
`;

/** A repository with these lines in one more file, and the cursor `$0` there. */
function filesWith(lines: string): { files: Map<string, string>; cursor: number } {
  const files = new Map(readFiles(dedent(SHOP + lines.replace(/^/gm, '  '))));
  const text = files.get('new.yaml') ?? '';
  files.set('new.yaml', text.replace('$0', ''));
  return { files, cursor: text.indexOf('$0') };
}

async function meshOf(files: ReadonlyMap<string, string>): Promise<RepositoryMesh> {
  const host = new MemoryFiles(Object.fromEntries(files));
  const mesh = new RepositoryMesh(
    host,
    uriOf(''),
    new MeshLinter(MESH_RULES, () => {}),
    new BuildLinter([], () => {}),
  );
  await mesh.scan(new AbortController().signal);
  return mesh;
}

/** What is offered, with where it comes from. No rule may warn of the line once an offer is accepted. */
async function names(lines: string): Promise<Record<string, string | undefined>> {
  const { files, cursor } = filesWith(lines);
  const text = files.get('new.yaml') ?? '';
  const around = { mesh: await meshOf(files), uri: uriOf('new.yaml') };
  const { items } = complete(SourceFile.read(text), cursor, UNKNOWN, undefined, undefined, around);
  for (const item of items) {
    const after = accept(text, item);
    const mesh = await meshOf(new Map([...files, ['new.yaml', after]]));
    const findings = await mesh.findings(uriOf('new.yaml'), UNKNOWN);
    const atCursor = findings.filter(({ range }) => range.start <= cursor && cursor <= range.end);
    expect(
      atCursor.map(({ rule }) => rule),
      after,
    ).toEqual([]);
  }
  return Object.fromEntries(items.map(({ label, detail }) => [label, detail]));
}

describe('names', () => {
  test('of the kind in a targetRef, in the namespace of the policy', async () => {
    const policy = (target: string) => `
apiVersion: policy.linkerd.io/v1alpha1
kind: AuthorizationPolicy
metadata: {name: web, namespace: shop}
spec:
  targetRef: {${target}}
`;
    expect(await names(policy('group: policy.linkerd.io, kind: Server, name: $0'))).toEqual({
      'web-admin': 'Server · policy.yaml',
      opaque: 'Server · policy.yaml',
    });
    expect(await names(policy('group: policy.linkerd.io, kind: HTTPRoute, name: $0'))).toEqual({});
    expect(await names(policy('group: core, kind: Namespace, name: $0'))).toEqual({
      shop: 'Namespace · shop.yaml',
    });
    expect(await names(policy('kind: Server, name: $0'))).toEqual({});
  });

  test.each([
    ['a List', 'apiVersion: v1\nkind: List\nitems:\n'],
    ['a list that is so large that each item is a document', ''],
  ])('in an item of %s', async (_, head) => {
    const item = `
${head}- apiVersion: policy.linkerd.io/v1alpha1
  kind: AuthorizationPolicy
  metadata: {name: web, namespace: shop}
  spec:
    targetRef: {group: policy.linkerd.io, kind: Server, name: web$0}
`;
    expect(Object.keys(await names(item)).sort()).toEqual(['opaque', 'web-admin']);
  });

  test('of authentications and ServiceAccounts, in the namespace beside them', async () => {
    const policy = (reference: string) => `
apiVersion: policy.linkerd.io/v1alpha1
kind: AuthorizationPolicy
metadata: {name: web, namespace: shop}
spec:
  targetRef: {group: policy.linkerd.io, kind: Server, name: web-admin}
  requiredAuthenticationRefs:
    - {${reference}}
`;
    const authentication = 'group: policy.linkerd.io, kind: MeshTLSAuthentication';
    expect(await names(policy(`${authentication}, name: $0`))).toEqual({});
    expect(await names(policy(`${authentication}, namespace: auth, name: "$0"`))).toEqual({
      clients: 'MeshTLSAuthentication · policy.yaml',
    });
    expect(await names(policy(`${authentication}, name: clients, namespace: $0`))).toEqual({
      auth: 'MeshTLSAuthentication clients',
    });
    expect(await names(policy('kind: ServiceAccount, name: $0'))).toEqual({
      web: 'ServiceAccount · shop.yaml',
    });
  });

  test('of ServiceAccounts in identities, ServerAuthorizations, rate limits and pods', async () => {
    const web = { web: 'ServiceAccount · shop.yaml' };
    const head = (version: string, kind: string) =>
      `\napiVersion: policy.linkerd.io/${version}\nkind: ${kind}\nmetadata: {name: a, namespace: shop}\nspec:\n`;
    const identities = `${head('v1alpha1', 'MeshTLSAuthentication')}  identityRefs:\n`;
    expect(await names(`${identities}    - kind: ServiceAccount\n      name: $0\n`)).toEqual(web);
    expect(await names(`${identities}    - kind: Namespace\n      name: sh$0\n`)).toEqual({
      shop: 'Namespace · shop.yaml',
    });
    expect(
      await names(
        `${head('v1beta1', 'ServerAuthorization')}  client: {meshTLS: {serviceAccounts: [{name: $0}]}}\n`,
      ),
    ).toEqual(web);
    expect(
      await names(
        `${head('v1alpha1', 'HTTPLocalRateLimitPolicy')}  overrides: [{clientRefs: [{kind: ServiceAccount, name: $0}]}]\n`,
      ),
    ).toEqual(web);
    expect(
      await names(
        '\napiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: shop}\nspec:\n  serviceAccountName: $0\n  containers: [{name: a, image: a}]\n',
      ),
    ).toEqual(web);
  });

  const route = (spec: string, kind = 'HTTPRoute') => `
apiVersion: gateway.networking.k8s.io/v1
kind: ${kind}
metadata: {name: a, namespace: shop}
spec: ${spec}
`;

  test('of parents that Linkerd accepts', async () => {
    const parent = (reference: string) => route(`{parentRefs: [{${reference}}]}`);
    expect(await names(parent('group: core, kind: Service, name: $0'))).toEqual({
      web: 'Service · shop.yaml',
    });
    expect(await names(parent('group: core, kind: Service, namespace: other, name: $0'))).toEqual({
      api: 'Service · shop.yaml',
    });
    expect(await names(parent('group: policy.linkerd.io, kind: Server, name: $0'))).toEqual({
      'web-admin': 'Server · policy.yaml',
    });
    expect(
      await names(route('{parentRefs: [{group: policy.linkerd.io, kind: Server, name: $0}]}', 'TLSRoute')),
    ).toEqual({});
  });

  test('of parents that no route of another kind has', async () => {
    const parent = (reference: string, kind: string) =>
      route(`{parentRefs: [{group: core, ${reference}}]}`, kind);
    const beside = (kind: string, namespace: string) =>
      `${parent(`kind: Service, name: $0, namespace: ${namespace}`, 'HTTPRoute')}---${parent('kind: Service, name: web', kind)}---${parent('kind: Service, name: api, namespace: other', kind)}`;
    expect(await names(beside('GRPCRoute', 'shop'))).toEqual({});
    expect(await names(beside('GRPCRoute', 'other'))).toEqual({});
    expect(Object.keys(await names(beside('HTTPRoute', 'shop')))).toEqual(['web']);
    expect(Object.keys(await names(beside('HTTPRoute', 'other')))).toEqual(['api']);
  });

  test('of backends and their ports', async () => {
    const backend = (reference: string, namespace = 'shop') =>
      route(
        `{parentRefs: [{group: core, kind: Service, name: web, namespace: ${namespace}, port: 80}], rules: [{backendRefs: [{${reference}}]}]}`,
      );
    expect(Object.keys(await names(backend('port: 80, name: $0')))).toEqual(['headless', 'web']);
    // Linkerd looks for it in the parent's namespace.
    expect(await names(backend('port: 80, name: $0', 'other'))).toEqual({});
    expect(await names(backend('name: web, port: $0'))).toEqual({ 80: 'main · Service web' });
    expect(await names(backend('name: web, port: "$0"'))).toEqual({});
    expect(await names(backend('name: api, port: 8080, namespace: $0'))).toEqual({ other: 'Service api' });
  });

  test('of a Server in a ServerAuthorization, while the rest is not written yet', async () => {
    const authorization = (server: string) => `
apiVersion: policy.linkerd.io/v1beta1
kind: ServerAuthorization
metadata: {name: a, namespace: shop}
spec:
  server:
    ${server}
`;
    expect(Object.keys(await names(authorization('name: $0')))).toEqual(['opaque', 'web-admin']);
    expect(await names(authorization('selector: {matchLabels: {team: $0}}'))).toEqual({
      a: 'Server web-admin',
    });
  });

  test('never over several lines', async () => {
    const head = '\napiVersion: v1\nkind: Service\nmetadata:\n  name: a\n  namespace: ';
    expect(await names(`${head}sh$0\n    op\nspec: {}\n`)).toEqual({});
  });

  test('of namespaces', async () => {
    const found = await names(
      '\napiVersion: v1\nkind: Service\nmetadata:\n  name: a\n  namespace: sh$0\nspec: {}\n',
    );
    expect(found).toEqual({
      shop: 'Namespace · shop.yaml',
      auth: 'MeshTLSAuthentication clients',
      other: 'Service api',
    });
  });
});

describe('ports of a Server', () => {
  const server = (port: string, labels = '{app: web}') => `
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: web-http, namespace: shop}
spec:
  podSelector: {matchLabels: ${labels}}
  port: ${port}
`;

  test('are those of its pods that no Server guards and no list skips', async () => {
    expect(await names(server('$0'))).toEqual({
      http: '8080 · Deployment web',
      8080: 'http · Deployment web',
    });
    expect(await names(server('"$0"'))).toEqual({ http: '8080 · Deployment web' });
    expect(await names(server('$0', '{app: none}'))).toEqual({});
  });
});

describe('labels of a selector', () => {
  const server = (labels: string) => `
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: web-http, namespace: shop}
spec:
  port: 7070
  podSelector:
    matchLabels:
      ${labels}
`;

  test('are those of pods that fit the others', async () => {
    expect(await names(server('app: $0'))).toEqual({ web: 'Deployment web', cart: 'Deployment cart' });
    expect(await names(server('tier: front\n      app: $0'))).toEqual({ web: 'Deployment web' });
    expect(await names(server('$0'))).toEqual({
      app: 'Deployment cart and 1 more',
      version: 'Deployment cart',
      tier: 'Deployment web',
    });
    expect(await names(server('app: web\n      $0'))).toEqual({ tier: 'Deployment web' });
    expect(
      await names(
        '\napiVersion: v1\nkind: Service\nmetadata: {name: a, namespace: shop}\nspec:\n  selector:\n    app: $0\n',
      ),
    ).toEqual({
      cart: 'Deployment cart',
      web: 'Deployment web',
    });
  });

  test('are quoted where YAML would take them for numbers', async () => {
    const { files, cursor } = filesWith(server('version: $0'));
    const text = files.get('new.yaml') ?? '';
    const around = { mesh: await meshOf(files), uri: uriOf('new.yaml') };
    const [item] = complete(SourceFile.read(text), cursor, UNKNOWN, ' ', undefined, around).items;
    expect(item && accept(text, item)).toContain('version: "2"\n');
  });
});
