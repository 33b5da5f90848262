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
