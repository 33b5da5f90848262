import { describe, expect, it } from 'vitest';
import { changeSentence } from '../../../../server/src/cli/mesh/changeText.ts';
import { compareTraffic } from '../../../../server/src/mesh/traffic/compareTraffic.ts';
import { trafficIn } from '../../../support/traffic.ts';

/** What changes in a pod with the port 8080 in an injected namespace, from some annotations and resources to others. */
function changes(before: Partial<State>, after: Partial<State>): string[] {
  return compareTraffic(trafficIn(files(before)), trafficIn(files(after))).map(changeSentence);
}

interface State {
  readonly annotations: string;
  readonly ports: string;
  readonly more: string;
}

function files({ annotations = '', ports = '{containerPort: 8080}', more = '' }: Partial<State>): string {
  return `
kind: Namespace
metadata: {name: shop, annotations: {linkerd.io/inject: enabled}}
---
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  template:
    metadata: {labels: {app: web}, annotations: {${annotations}}}
    spec: {containers: [{name: web, image: web, ports: [${ports}]}]}
${more}`;
}

const server = (spec: string) => `---
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: web, namespace: shop}
spec: {podSelector: {}, port: 8080, ${spec}}
`;

const policy = (name: string) => `---
apiVersion: policy.linkerd.io/v1alpha1
kind: AuthorizationPolicy
metadata: {name: ${name}, namespace: shop}
spec:
  targetRef: {group: policy.linkerd.io, kind: Server, name: web}
  requiredAuthenticationRefs: [{kind: ServiceAccount, name: cart}]
`;

const PORT = 'Port 8080 of Deployment/web in shop';

describe('what changes for traffic', () => {
  it('is nothing where nothing of it is changed', () => {
    expect(changes({}, {})).toEqual([]);
    expect(changes({}, { more: '---\nkind: ConfigMap\nmetadata: {name: x}\n' })).toEqual([]);
  });

  it('is a port that is skipped now, or not any more', () => {
    const skipped = { annotations: 'config.linkerd.io/skip-inbound-ports: "8080"' };
    expect(changes({}, skipped)).toEqual([
      `${PORT} loses authentication: connections bypass the proxy, without mTLS, policy or metrics.`,
    ]);
    expect(changes(skipped, {})).toEqual([
      `${PORT} is behind the proxy now, so mTLS, policies and metrics apply.`,
    ]);
  });

  it('is a workload without the proxy', () => {
    const refused = { annotations: 'linkerd.io/inject: disabled' };
    expect(changes({}, refused)).toEqual([
      'Deployment/web in shop no longer gets the proxy: its connections are in plaintext, and no policy applies to them.',
    ]);
    expect(changes(refused, {})[0]).toContain('gets the proxy');
  });

  it('is a workload whose Namespace is gone', () => {
    const gone = files({}).slice(files({}).indexOf('---\n'));
    expect(gone).not.toContain('Namespace');
    const sentences = (before: string, after: string) =>
      compareTraffic(trafficIn(before), trafficIn(after)).map(changeSentence);
    expect(sentences(files({}), gone)).toEqual([
      'Deployment/web in shop may no longer get the proxy: the Namespace that asked for it is in none of the files.',
    ]);
    expect(sentences(gone, gone)).toEqual([]);
    expect(sentences(gone, files({}))).toEqual([]);
    const refusing = files({}).replace('inject: enabled', 'inject: disabled');
    expect(sentences(refusing, gone)).toEqual([]);
    const asking = { annotations: 'linkerd.io/inject: enabled' };
    expect(sentences(files(asking), files(asking).slice(files({}).indexOf('---\n')))).toEqual([]);
  });

  it('is a Server, the policies of which let clients in', () => {
    expect(changes({}, { more: server('') + policy('cart') })).toEqual([
      `${PORT} has the Server web now, and only its policies allow clients.`,
      `${PORT} now admits clients through AuthorizationPolicy/cart.`,
      `${PORT} has the policy deny instead of cluster-default for all other clients.`,
    ]);
    expect(changes({ more: server('') + policy('cart') }, { more: server('') })).toEqual([
      '1 client loses access to port 8080 of Deployment/web in shop: ServiceAccount shop/cart.',
    ]);
  });

  it('is a Server that admits clients without an identity', () => {
    const [closed, open] = ['all-authenticated', 'all-unauthenticated'].map((word) => ({
      more: server(`accessPolicy: ${word}`),
    }));
    expect(changes(closed ?? {}, open ?? {})).toContain(
      `${PORT} now admits clients without a mesh identity.`,
    );
    expect(changes(open ?? {}, closed ?? {})[0]).toContain('lose access');
  });

  it('is another Server, or none', () => {
    const [web, api] = [server(''), server('').replaceAll('name: web', 'name: api')];
    expect(changes({ more: web }, { more: api })).toEqual([`${PORT} has the Server api instead of web.`]);
    expect(changes({ more: web }, {})[0]).toBe(
      `${PORT} no longer has the Server web: the default policy applies to all clients.`,
    );
  });

  it('is a route of the Server', () => {
    const route = (name: string) =>
      `---\napiVersion: policy.linkerd.io/v1beta3\nkind: HTTPRoute\nmetadata: {name: ${name}, namespace: shop}\nspec: {parentRefs: [{group: policy.linkerd.io, kind: Server, name: web}], rules: []}\n`;
    const [old, current] = [route('a') + route('b'), route('b') + route('c')];
    expect(changes({ more: server('') + old }, { more: server('') + current })).toEqual([
      `${PORT} no longer has the route HTTPRoute/a.`,
      `${PORT} now has the route HTTPRoute/c.`,
    ]);
  });

  it('is a default policy, where nobody gains or loses access by it', () => {
    const audited = (policy: string) => ({
      annotations: `config.linkerd.io/default-inbound-policy: ${policy}`,
    });
    expect(changes(audited('audit'), audited('all-unauthenticated'))).toEqual([
      `${PORT} has the policy all-unauthenticated instead of audit for all other clients.`,
    ]);
    expect(changes(audited('deny'), audited('all-authenticated'))).toEqual([
      `${PORT} now admits all meshed clients.`,
    ]);
    for (const word of ['all-unauthenticated', 'deny'])
      expect(changes({}, audited(word))).toEqual([
        `${PORT} has the policy ${word} instead of cluster-default for all other clients.`,
      ]);
  });

  it('is a policy, where it is not certain whom it lets in', () => {
    const uncertain = policy('apps').replace(
      '{kind: ServiceAccount, name: cart}',
      '{group: policy.linkerd.io, kind: MeshTLSAuthentication, name: elsewhere}',
    );
    expect(changes({ more: server('') + policy('cart') }, { more: server('') + uncertain })).toEqual([
      `${PORT} no longer admits clients through AuthorizationPolicy/cart. Clients that no other policy admits lose access.`,
      `${PORT} now admits clients through AuthorizationPolicy/apps.`,
    ]);
  });

  it('is a port that is opaque now', () => {
    const opaque = { annotations: 'config.linkerd.io/opaque-ports: "8080"' };
    expect(changes({}, opaque)).toEqual([
      `${PORT} is opaque now (it was detected): no HTTP metrics, routes or retries.`,
    ]);
  });

  it('is a port or a workload that came or went', () => {
    expect(changes({}, { ports: '{containerPort: 8080}, {containerPort: 9090}' })).toEqual([
      'Port 9090 of Deployment/web in shop is new.',
    ]);
    expect(changes({ ports: '{containerPort: 8080}, {containerPort: 9090}' }, {})).toEqual([
      'Port 9090 of Deployment/web in shop is gone.',
    ]);
    expect(compareTraffic(trafficIn(files({})), []).map(changeSentence)).toEqual([
      'Deployment/web in shop is gone.',
    ]);
    expect(compareTraffic([], trafficIn(files({}))).map(changeSentence)).toEqual([
      'Deployment/web in shop is new.',
    ]);
  });

  it('is a Service with other retries for its clients', () => {
    const service = (name: string, retry: string) =>
      `---\napiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: shop, annotations: {retry.linkerd.io/http: ${retry}}}\nspec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}\n`;
    const services = (retry: string) => ({ more: service('web', retry) + service('api', 'gateway-error') });
    expect(changes(services('5xx'), services('5xx'))).toEqual([]);
    expect(changes(services('5xx'), services('gateway-error'))).toEqual([
      `${PORT} has other retries or timeouts for its clients: retry.linkerd.io/http=gateway-error (before: retry.linkerd.io/http=5xx).`,
    ]);
    expect(changes({}, services('5xx'))).toEqual([]);
    const without = { more: services('5xx').more.replaceAll(/, annotations: .*}}/g, '}') };
    expect(changes(services('5xx'), without)).toEqual([
      `${PORT} has other retries or timeouts for its clients: none (before: retry.linkerd.io/http=gateway-error).`,
      `${PORT} has other retries or timeouts for its clients: none (before: retry.linkerd.io/http=5xx).`,
    ]);
  });

  it('is nothing where a template decides', () => {
    const templated = { annotations: 'config.linkerd.io/skip-inbound-ports: "{{ .Values.ports }}"' };
    expect(changes({}, templated)).toEqual([]);
    expect(changes(templated, {})).toEqual([]);
  });

  it.each([
    ['a name', 'name: web, namespace', 'name: "{{ .Values.name }}", namespace'],
    ['a namespace', 'namespace: shop}\nspec', 'namespace: "{{ .Values.namespace }}"}\nspec'],
    ['no namespace', ', namespace: shop}\nspec', '}\nspec'],
    ['a port', 'containerPort: 8080', 'containerPort: "{{ .Values.port }}"'],
    ['containers', 'spec: {containers', 'spec: "{{ .Values.pod }}" #'],
  ])('is nothing with %s that the file no longer says', (_, known, unknown) => {
    const [before, after] = [files({}), files({}).replace(known, unknown)];
    expect(after).not.toBe(before);
    expect(compareTraffic(trafficIn(before), trafficIn(after))).toEqual([]);
    expect(compareTraffic(trafficIn(after), trafficIn(before))).toEqual([]);
  });

  it('is one workload beside others that a template names', () => {
    const templated = '---\nkind: Deployment\nmetadata: {name: "{{ .Values.name }}", namespace: shop}\n';
    const both = trafficIn(files({}) + templated);
    expect(compareTraffic(both, trafficIn(templated)).map(changeSentence)).toEqual([
      'Deployment/web in shop is gone.',
    ]);
  });

  it('is told by overlay where several apply a workload', () => {
    const overlays = (list: string) => `
# file: base/kustomization.yaml
resources: [web.yaml]
# file: base/web.yaml
kind: Deployment
metadata: {name: web}
spec:
  template:
    metadata: {annotations: {linkerd.io/inject: enabled, config.linkerd.io/skip-inbound-ports: "${list}"}}
    spec: {containers: [{name: web, image: web, ports: [{containerPort: 8080}]}]}
# file: dev/kustomization.yaml
resources: [../base]
namespace: dev
# file: prod/kustomization.yaml
resources: [../base]
namespace: prod
`;
    const found = compareTraffic(trafficIn(overlays('1')), trafficIn(overlays('8080')));
    expect(found.map(({ namespace, change, port }) => ({ namespace, change, port }))).toEqual([
      { namespace: 'dev', change: 'bypasses-proxy', port: 8080 },
      { namespace: 'prod', change: 'bypasses-proxy', port: 8080 },
    ]);
  });
});

describe('a workload', () => {
  const other = (metadata: string, kind = 'Deployment') =>
    `---\nkind: ${kind}\nmetadata: {${metadata}}\nspec: {template: {spec: {containers: [{name: a, image: a}]}}}\n`;
  const gone = (left: string, before = left) =>
    compareTraffic(trafficIn(files({}) + before), trafficIn(left)).map(changeSentence);

  it.each([
    ['one with its name in an unknown namespace', other('name: web'), []],
    [
      'one of another kind with its name',
      other('name: web', 'StatefulSet'),
      ['Deployment/web in shop is gone.'],
    ],
    ['one with another name', other('name: api'), ['Deployment/web in shop is gone.']],
    ['one whose name a template makes', other('name: "{{ .Values.x }}"'), []],
    [
      'such a one of another kind',
      other('name: "{{ .Values.x }}"', 'StatefulSet'),
      ['Deployment/web in shop is gone.'],
    ],
  ])('may have become %s', (_, left, expected) => {
    expect(gone(left, '').filter((sentence) => sentence.includes('gone'))).toEqual(expected);
  });

  it('has not become one that was there before', () => {
    expect(gone(other('name: web'))).toEqual(['Deployment/web in shop is gone.']);
  });

  const overlays = (names: readonly string[], list: string) => `
# file: base/kustomization.yaml
resources: [web.yaml]
# file: base/web.yaml
${files({ annotations: `config.linkerd.io/skip-inbound-ports: "${list}"` }).trim()}
${names.map((name) => `# file: ${name}/kustomization.yaml\nresources: [../base]\nnamespace: shop\n`).join('')}`;
  const between = (before: string, after: string) =>
    compareTraffic(trafficIn(before), trafficIn(after)).map(changeSentence);

  it('is compared by overlay, and a change of several overlays told once', () => {
    const bypass = [
      `${PORT} loses authentication: connections bypass the proxy, without mTLS, policy or metrics.`,
    ];
    expect(between(overlays(['dev', 'prod'], '1'), overlays(['dev', 'prod'], '8080'))).toEqual(bypass);
    expect(between(overlays(['dev', 'prod'], '1'), overlays(['dev', 'test'], '8080'))).toEqual(bypass);
    expect(between(overlays(['dev', 'prod'], '1'), overlays(['prod', 'test'], '1'))).toEqual([]);
  });
});

describe('an uncertain state', () => {
  const service = (selector: string) =>
    `---\napiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {selector: ${selector}, ports: [{port: 9090}]}\n`;
  const guarded = server('') + policy('cart');
  const TEMPLATED = '"{{ .Values.x }}"';
  const SKIP = 'config.linkerd.io/skip-inbound-ports: ';

  it.each<[string, Partial<State>, Partial<State>]>([
    ['a Service that may select the pod', { more: service(TEMPLATED) }, { more: service('{app: web}') }],
    [
      'one of the ports',
      { ports: `{containerPort: 8080}, {containerPort: ${TEMPLATED}}` },
      { ports: '{containerPort: 8080}, {containerPort: 9090}' },
    ],
    ['a Server that may guard the port', { more: server('').replace('{}', TEMPLATED) }, { more: server('') }],
    [
      'a second Server',
      { more: guarded + server('').replaceAll('name: web', 'name: api') },
      { more: guarded },
    ],
    [
      'the target of a policy',
      { more: server('') + policy('cart').replace('name: web', `name: ${TEMPLATED}`) },
      { more: guarded },
    ],
    ['the injection', { annotations: `linkerd.io/inject: ${TEMPLATED}` }, { more: guarded }],
    [
      'the injection, which is refused',
      { annotations: `linkerd.io/inject: ${TEMPLATED}` },
      { annotations: 'linkerd.io/inject: disabled' },
    ],
    ['skipped ports', { annotations: SKIP + TEMPLATED, more: guarded }, { more: server('') }],
    ['skipped ports alone', { annotations: SKIP + TEMPLATED }, { annotations: `${SKIP}"8080"` }],
    [
      'the protocol',
      { more: server(`proxyProtocol: ${TEMPLATED}`) },
      { more: server('proxyProtocol: opaque') },
    ],
    [
      'the access policy',
      { more: server(`accessPolicy: ${TEMPLATED}`) },
      { more: server('accessPolicy: audit') },
    ],
    [
      'the list of opaque ports',
      { annotations: `config.linkerd.io/opaque-ports: ${TEMPLATED}` },
      { annotations: 'config.linkerd.io/opaque-ports: "8080"' },
    ],
  ])('of %s is no change', (_, uncertain, certain) => {
    expect(changes(uncertain, certain)).toEqual([]);
    expect(changes(certain, uncertain)).toEqual([]);
  });
});

describe('the clients of a port', () => {
  const authentication = (identities: string) => `---
apiVersion: policy.linkerd.io/v1alpha1
kind: MeshTLSAuthentication
metadata: {name: apps, namespace: shop}
spec: {identities: [${identities}]}
`;
  const byIdentity = policy('apps').replace(
    '{kind: ServiceAccount, name: cart}',
    '{group: policy.linkerd.io, kind: MeshTLSAuthentication, name: apps}',
  );
  const account = (name: string) => `${name}.shop.serviceaccount.identity.linkerd.cluster.local`;
  const admitting = (...identities: string[]) => ({
    more: server('') + byIdentity + authentication(identities.map((name) => `"${name}"`).join(', ')),
  });

  it('are counted where they lose access', () => {
    expect(changes(admitting(account('a'), account('b'), account('c')), admitting(account('c')))).toEqual([
      '2 clients lose access to port 8080 of Deployment/web in shop: ServiceAccount shop/a, ServiceAccount shop/b.',
    ]);
  });

  it('are named where they gain it', () => {
    expect(
      changes(
        admitting(account('a')),
        admitting(account('a'), '*.ops.serviceaccount.identity.linkerd.cluster.local'),
      ),
    ).toEqual([`${PORT} now admits all of namespace ops.`]);
  });

  it('are those that are left, where many lose access', () => {
    expect(changes(admitting('*'), admitting(account('a')))).toEqual([
      `${PORT} no longer admits all meshed clients, only ServiceAccount shop/a.`,
    ]);
    expect(changes({ more: server('accessPolicy: all-authenticated') }, { more: server('') })[0]).toBe(
      `${PORT} no longer admits all meshed clients, and no other client.`,
    );
  });

  it('do not change with the policy that admits them', () => {
    expect(changes({ more: server('') + policy('old') }, { more: server('') + policy('new') })).toEqual([]);
  });
});
