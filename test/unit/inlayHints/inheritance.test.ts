import { describe, it } from 'vitest';
import { checkHints } from './withHints.ts';

const NAMESPACE = `apiVersion: v1
kind: Namespace
metadata:
  name: shop
  annotations:
    linkerd.io/inject: enabled
    config.linkerd.io/skip-outbound-ports: "3306"
---
`;

/** A Deployment in a namespace; `annotations` stand in its pod template. */
function deployment(metadata: string, namespace = 'shop', spec = ''): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: ${namespace}
spec:
  selector: {matchLabels: {app: web}}
  template:
    ${metadata}
    spec:
      containers:
        - name: web
          image: web:1${spec}
`;
}

const BOTH = '«from shop: inject enabled, skip-outbound-ports 3306»';

describe('inlay hints: what a pod takes over from its Namespace', () => {
  it('stands behind its annotations', () => {
    checkHints(NAMESPACE + deployment(`metadata:\n      annotations:${BOTH}\n        team: shop`));
    checkHints(NAMESPACE + deployment(`metadata:\n      annotations:${BOTH} {team: shop}`));
    checkHints(NAMESPACE + deployment(`metadata:${BOTH}\n      labels: {app: web}`));
  });

  it('is what the pod does not have itself', () => {
    checkHints(
      NAMESPACE +
        deployment(
          'metadata:\n      annotations:«from shop: inject enabled»\n        config.linkerd.io/skip-outbound-ports: "25"',
        ),
    );
    checkHints(
      NAMESPACE +
        deployment(
          'metadata:\n      annotations:\n        linkerd.io/inject: disabled\n        config.linkerd.io/skip-outbound-ports: ""',
        ),
    );
  });

  it('stands on Pods, wherever the Namespace stands', () => {
    const pod = `apiVersion: v1
kind: Pod
metadata:${BOTH}
  name: web
  namespace: shop
spec:
  containers: [{name: web, image: "web:1"}]
---
`;
    checkHints(pod + NAMESPACE);
  });

  it('is nothing in other namespaces, or in one that is not named', () => {
    const metadata = 'metadata:\n      annotations: {team: shop}';
    checkHints(NAMESPACE + deployment(metadata, 'other'));
    checkHints(NAMESPACE + deployment(metadata, '{{ .Release.Namespace }}'));
    checkHints(NAMESPACE + deployment(metadata).replace('  namespace: shop\n', ''));
  });

  it('is nothing certain where a template, a merge or a patch leaves it open', () => {
    checkHints(
      NAMESPACE + deployment('metadata:\n      annotations:\n        {{- toYaml .Values.annotations }}'),
    );
    checkHints(
      NAMESPACE + deployment('metadata:\n      annotations:\n        <<: {linkerd.io/inject: disabled}'),
    );
    checkHints(
      NAMESPACE +
        deployment('metadata:\n      annotations: {team: shop}').replace('          image: web:1', ''),
    );
  });

  it('leaves out what is not handed on, or not known', () => {
    checkHints(`
      kind: Namespace
      metadata:
        name: shop
        annotations:
          config.linkerd.io/proxy-cpu-ratio-limit: "0.5"
          linkerd.io/inject: "{{ .Values.inject }}"
          config.linkerd.io/proxy-await: disabled
      ---
      kind: Pod
      metadata:«from shop: proxy-await disabled»
        namespace: shop
      spec:
        containers: [{image: "web:1"}]
    `);
  });

  it('is not what a patch would add to the Namespace', () => {
    const patch = `kind: Kustomization
patches:
  - target: {kind: Namespace, name: shop}
    patch:
      - op: add
        path: /metadata/annotations/linkerd.io~1inject
        value: enabled
---
`;
    checkHints(patch + deployment('metadata:\n      annotations: {team: shop}'));
  });

  it('is left out where the Namespace is written twice', () => {
    checkHints(NAMESPACE + NAMESPACE + deployment('metadata:\n      annotations: {team: shop}'));
  });

  it('is cut to a line', () => {
    checkHints(`
      kind: Namespace
      metadata:
        name: shop
        annotations:
          config.linkerd.io/proxy-log-level: warn,linkerd=debug,linkerd_app=trace
          config.linkerd.io/proxy-await: disabled
          config.linkerd.io/admin-port: "9191"
          linkerd.io/inject: enabled
      ---
      kind: Pod
      metadata:«from shop: proxy-log-level warn,linkerd=debug,linke…, proxy-await disabled, admin-port 9191 and 1 more»
        namespace: shop
      spec:
        containers: [{image: "web:1"}]
    `);
  });
});
