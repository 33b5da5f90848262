import { it } from 'vitest';
import rule from '../../../../server/src/rules/mesh/quota-refuses-proxy.ts';
import { describeMeshRule } from '../../../support/checkMesh.ts';

describeMeshRule(rule, ({ check }) => {
  const namespace = (annotations = 'linkerd.io/inject: enabled') => `# file: namespace.yaml
apiVersion: v1
kind: Namespace
metadata: {name: shop, annotations: {${annotations}}}
`;
  const quota = (hard: string, mark = '', rest = '') => `# file: quota.yaml
apiVersion: v1
kind: ResourceQuota
metadata: {name: all, namespace: shop}
spec:
  ${rest}
  hard: {${hard}}
${mark}`;
  const range = (limit: string) => `# file: range.yaml
apiVersion: v1
kind: LimitRange
metadata: {name: range, namespace: shop}
spec: {limits: [{type: Container, ${limit}}]}
`;
  const pod = (annotations: string) => `# file: pod.yaml
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, annotations: {${annotations}}}
spec: {containers: [{name: web, image: web}]}
`;
  const MARK = '#        ^^^^^^^^^^ warning quota-refuses-proxy: ';

  it('marks what no proxy has', () => {
    check(
      namespace() +
        quota('limits.cpu: 8, memory: 8Gi', `${MARK}requires limits.cpu, memory on every container\n`),
    );
    check(
      namespace('linkerd.io/inject: enabled, config.linkerd.io/proxy-memory-limit: 250Mi') +
        quota(
          'limits.cpu: 8, memory: 8Gi',
          `${MARK}Set config.linkerd.io/proxy-cpu-limit on the Namespace\n`,
        ),
    );
    check(
      namespace() +
        quota('limits.cpu: 8', `${MARK}requires limits.cpu\n`) +
        pod('config.linkerd.io/proxy-cpu-request: 10m'),
    );
  });

  it('says what a maximum does', () => {
    check(
      namespace() +
        quota(
          'limits.cpu: 8',
          `${MARK}LimitRange range gives every proxy its maximum as request and limit\n`,
        ) +
        range('max: {cpu: 2}'),
    );
  });

  it('is silent where something gives the proxies what they need', () => {
    check(namespace() + quota('limits.cpu: 8, cpu: 8') + range('default: {cpu: 200m}'));
    check(namespace() + quota('requests.cpu: 8') + range('defaultRequest: {cpu: 20m}'));
    check(namespace() + quota('limits.cpu: 8') + pod('config.linkerd.io/proxy-cpu-limit: 1'));
  });

  it('is silent about other quotas, other namespaces, and what is not certain', () => {
    check(namespace() + quota('pods: 10, requests.storage: 8Gi'));
    check(namespace() + quota('limits.cpu: 8', '', 'scopes: [Terminating]'));
    check(namespace('linkerd.io/inject: disabled') + quota('limits.cpu: 8'));
    check(quota('limits.cpu: 8'));
    check(namespace('linkerd.io/inject: enabled, "{{ .Values.key }}": x') + quota('limits.cpu: 8'));
    check(namespace() + quota('limits.cpu: 8') + range('"{{ .Values.kind }}": {cpu: 1}'));
  });

  it('names only what nothing fills', () => {
    check(
      namespace() +
        quota(
          'limits.cpu: 8, memory: 8Gi',
          '#                       ^^^^^^ warning quota-refuses-proxy: This quota requires memory on every container\n',
        ) +
        range('max: {cpu: 2}'),
    );
    check(
      namespace() +
        quota('limits.cpu: 8', `${MARK}requires limits.cpu on\n`) +
        range('defaultRequest: {cpu: 20m}'),
    );
    check(
      namespace() +
        quota('limits.cpu: 8', `${MARK}requires limits.cpu on\n`) +
        range('default: {memory: 1Gi}, max: {memory: 1Gi}'),
    );
    check(
      namespace() +
        quota('limits.cpu: 8', `${MARK}requires limits.cpu on\n`) +
        range('default: {cpu: 1}').replace('type: Container', 'type: Pod'),
    );
    check(
      namespace('linkerd.io/inject: enabled, config.linkerd.io/proxy-cpu-request: 10m') +
        quota('limits.cpu: 8', `${MARK}requires limits.cpu on\n`),
    );
  });

  it('counts a pod without the annotation among others with it', () => {
    const set = 'config.linkerd.io/proxy-cpu-limit: 1';
    const other = (annotations: string) =>
      pod(annotations).replace('pod.yaml', 'api.yaml').replace('name: web', 'name: api');
    check(namespace() + quota('limits.cpu: 8', `${MARK}requires limits.cpu on\n`) + pod(set) + other('a: b'));
    check(namespace() + quota('limits.cpu: 8') + pod(set) + other('linkerd.io/inject: disabled'));
  });

  it.each(['requests.cpu', 'cpu', 'requests.memory', 'memory'])(
    'takes a request for %s on the Namespace',
    (key) => {
      const resource = key.replace('requests.', '');
      check(
        namespace(`linkerd.io/inject: enabled, config.linkerd.io/proxy-${resource}-request: 10M`) +
          quota(`${key}: 8Gi`),
      );
    },
  );

  it.each(['limits.cpus: 8', 'limits.ephemeral-storage: 8', 'my.limits.cpu: 8'])(
    'is silent about %s',
    (hard) => {
      check(namespace() + quota(hard));
    },
  );

  it('names the LimitRange that has the maximum, of several', () => {
    const other = (limit: string) =>
      range(limit).replace('range.yaml', 'first.yaml').replace('name: range', 'name: first');
    const found = quota('limits.cpu: 8', `${MARK}LimitRange range gives every proxy its maximum\n`);
    check(namespace() + found + other('max: {memory: 1Gi}') + range('max: {cpu: 2}'));
    check(namespace() + found + other('max: {cpu: 2}').replace('Container', 'Pod') + range('max: {cpu: 2}'));
  });

  it('is silent where a template may make a LimitRange or a pod of the namespace', () => {
    const elsewhere = (text: string) =>
      text.replace('namespace: shop', 'namespace: "{{ .Values.namespace }}"');
    check(namespace() + quota('limits.cpu: 8') + elsewhere(range('max: {memory: 1Gi}')));
    check(
      namespace() + quota('limits.cpu: 8') + range('x: {}').replace('[{type', '"{{ .Values.limits }}" #'),
    );
    check(namespace() + quota('limits.cpu: 8') + elsewhere(pod('a: b')));
    check(
      namespace() +
        quota('limits.cpu: 8') +
        range('max: {cpu: 2}').replace('Container', '"{{ .Values.type }}"'),
    );
  });

  it('counts only pods that are injected, or may be', () => {
    const found = quota('limits.cpu: 8', `${MARK}requires limits.cpu on\n`);
    check(namespace() + found + pod('linkerd.io/inject: disabled'));
    check(namespace() + quota('limits.cpu: 8') + pod('linkerd.io/inject: "{{ .Values.inject }}"'));
  });

  it.each(['default', 'max'])('is silent where a template names what is in %s', (field) => {
    check(namespace() + quota('limits.cpu: 8') + range(`${field}: {"{{ .Values.resource }}": 1}`));
  });
});
