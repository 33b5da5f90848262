import { it } from 'vitest';
import rule from '../../../../server/src/rules/resources/resource-field-unknown.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check, checkFix }) => {
  it('names what was meant, or where the field belongs', () => {
    check(`
      apiVersion: policy.linkerd.io/v1beta1
      kind: ServerAuthorization
      metadata: {name: users}
      spec:
        server: {name: users}
        requiredRoutes: []
      # ^^^^^^^^^^^^^^ error resource-field-unknown: ServerAuthorization v1beta1 has no field spec.requiredRoutes
        clients:
      # ^^^^^^^ error resource-field-unknown suggestion: Did you mean client?
          - meshTLS: {identities: ["*"]}
      ---
      apiVersion: policy.linkerd.io/v1alpha1
      kind: NetworkAuthentication
      metadata: {name: cluster}
      spec:
        networks:
          - cidr: 10.0.0.0/8
            exept: [10.1.0.0/16]
      #     ^^^^^ error resource-field-unknown suggestion: spec.networks[].exept
        except: []
      # ^^^^^^ error resource-field-unknown: Did you mean spec.networks[].except?
      ---
      {apiVersion: policy.linkerd.io/v1alpha1, kind: NetworkAuthentication, sepc: {}}
      #                                                                     ^^^^ error resource-field-unknown suggestion: Did you mean spec?
    `);
  });

  it('suggests nothing if several fields have the name', () => {
    check(`
      apiVersion: policy.linkerd.io/v1beta3
      kind: HTTPRoute
      metadata: {name: web}
      spec:
        parentRefs: [{group: core, kind: Service, name: web}]
        port: 80
      # ^^^^ error resource-field-unknown: spec.port, so the API server rejects the resource, or drops the field if validation is not strict. Remove it.
    `);
  });

  it('names the only place of a field among conditions of any depth', () => {
    check(`
      apiVersion: linkerd.io/v1alpha2
      kind: ServiceProfile
      metadata: {name: users.shop.svc.cluster.local}
      spec:
        routes: []
        isRetryable: true
      # ^^^^^^^^^^^ error resource-field-unknown: Did you mean spec.routes[].isRetryable?
    `);
  });

  it('has no fix for a key with an anchor', () => {
    checkFix(
      'apiVersion: policy.linkerd.io/v1beta3\nkind: Server\nspec:\n  &key podSelectr: {}\n  port: 80\n',
      rule.id,
      undefined,
    );
  });

  it('knows the nested conditions of a ServiceProfile, and the routes of the Gateway API', () => {
    check(`
      apiVersion: linkerd.io/v1alpha2
      kind: ServiceProfile
      metadata: {name: users.shop.svc.cluster.local}
      spec:
        routes:
          - name: list
            condition:
              all:
                - {method: GET}
                - not: {any: [{path: /a}, {pathRegex: /b}]}
      #                        ^^^^ error resource-field-unknown: spec.routes[].condition.all[].not.any[].path
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata:
        name: users
        annotations: {retry.linkerd.io/http: 5xx}
      spec:
        parentRefs: [{group: core, kind: Service, name: users, port: 80}]
        rules:
          - sessionPersistence: {type: Cookie}
            filters: [{type: CORS, cors: {allowOrigins: ["*"]}}]
            retry: {attempts: 2}
            matchs: []
      #     ^^^^^^ error resource-field-unknown suggestion: Did you mean matches?
    `);
  });

  it('is silent about other kinds, templates, what patches say to do, and free keys', () => {
    check(`
      apiVersion: policy.linkerd.io/v1beta3
      kind: Server
      metadata: {name: users, anything: goes}
      spec:
        $patch: merge
        podSelector:
          matchLabels: {any: label, linkerd.io/x: y}
        port: 80
        {{ .Values.key }}: 1
        {{- if .Values.more }}
        accessPolicy: deny
        {{- end }}
      status: {conditions: []}
      ---
      apiVersion: policy.linkerd.io/v1beta3
      kind: Servers
      spec: {anything: goes}
      ---
      apiVersion: example.com/v1
      kind: Server
      metadata: {labels: {app: linkerd}}
      spec: {anything: goes}
      ---
      apiVersion: "policy.linkerd.io/{{ .Values.version }}"
      kind: Server
      spec: {anything: goes}
    `);
  });

  it('renames the key and keeps its quotes', () => {
    checkFix(
      'apiVersion: policy.linkerd.io/v1beta3\nkind: Server\nspec:\n  podSelectr: {} # all\n  port: 80\n',
      'Rename to podSelector',
      'apiVersion: policy.linkerd.io/v1beta3\nkind: Server\nspec:\n  podSelector: {} # all\n  port: 80\n',
    );
    checkFix(
      '{"apiVersion": "policy.linkerd.io/v1beta3", "kind": "Server", "spec": {"pod_selector": {}, "port": 80}}',
      'Rename to podSelector',
      '{"apiVersion": "policy.linkerd.io/v1beta3", "kind": "Server", "spec": {"podSelector": {}, "port": 80}}',
    );
    checkFix(
      'apiVersion: policy.linkerd.io/v1beta3\nkind: Server\nspec:\n  podSelector: {}\n  podSelectr: {}\n  port: 80\n',
      'Rename to podSelector',
      undefined,
    );
  });
});
