import { expect, it } from 'vitest';
import rule from '../../../../server/src/rules/resources/resource-value-invalid.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { lint } from '../../../support/lint.ts';

describeRule(rule, ({ check, checkFix }) => {
  it('marks words, names, numbers and lengths that the field cannot have', () => {
    check(`
      apiVersion: policy.linkerd.io/v1alpha1
      kind: EgressNetwork
      metadata: {name: outside}
      spec:
        trafficPolicy: Allows
      #                ^^^^^^ error resource-value-invalid suggestion: one of Allow, Deny, so the API server rejects the resource. Did you mean Allow?
      ---
      apiVersion: policy.linkerd.io/v1alpha1
      kind: MeshTLSAuthentication
      metadata: {name: clients}
      spec:
        identities: []
      # ^^^^^^^^^^ error resource-value-invalid: needs 1 or more items
      ---
      apiVersion: policy.linkerd.io/v1alpha1
      kind: AuthorizationPolicy
      metadata: {name: clients}
      spec:
        targetRef: {group: policy.linkerd.io, kind: Server, name: ""}
      #                                                           ^^ error resource-value-invalid: must not be empty
        requiredAuthenticationRefs:
          - group: policy.linkerd.io
            kind: MeshTLSAuthentication
            name: clients
      ---
      apiVersion: workload.linkerd.io/v1beta1
      kind: ExternalWorkload
      metadata: {name: vm}
      spec:
        meshTLS: {identity: spiffe://a/b, serverName: vm.example}
        workloadIPs: [{ip: 10.0.0.1}, {ip: 10.0.0.2}, {ip: 10.0.0.3}]
      # ^^^^^^^^^^^ error resource-value-invalid: may have at most 2 items
        ports:
          - port: 0
      #           ^ error resource-value-invalid: a whole number from 1 to 65535
          - port: 70000
      #           ^^^^^ error resource-value-invalid: a whole number from 1 to 65535
      ---
      apiVersion: multicluster.linkerd.io/v1alpha3
      kind: Link
      metadata: {name: east}
      spec:
        probeSpec: {period: "3", timeout: 30s}
      #                     ^^^ error resource-value-invalid: a duration, such as 10s or 1m30s
      ---
      apiVersion: multicluster.linkerd.io/v1alpha3
      kind: Link
      metadata: {name: west}
      spec:
        probeSpec: {period: 1d, timeout: 3 minutes}
      ---
      apiVersion: multicluster.linkerd.io/v1alpha3
      kind: Link
      metadata: {name: north}
      spec:
        probeSpec: {period: 3q, timeout: 3 sx}
      #                     ^^ error resource-value-invalid: a duration, such as 10s or 1m30s
      #                                  ^^^^ error resource-value-invalid: a duration, such as 10s or 1m30s
    `);
  });

  it('goes by the patterns of the CRDs', () => {
    check(`
      apiVersion: policy.linkerd.io/v1beta3
      kind: HTTPRoute
      metadata: {name: web}
      spec:
        hostnames: ["*.example.com", "*.*"]
      #                              ^^^^^ error resource-value-invalid: spec.hostnames[]
        parentRefs:
          - {group: Core, kind: Service, name: web}
      #             ^^^^ error resource-value-invalid: an API group
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata:
        name: web
        annotations: {timeout.linkerd.io/request: 5s}
      spec:
        parentRefs: [{group: core, kind: Service, name: web}]
        rules:
          - timeouts: {request: 1.5s}
      #                         ^^^^ error resource-value-invalid: a duration of whole numbers
    `);
  });

  it('is silent about what a template or an alias may complete', () => {
    check(`
      apiVersion: policy.linkerd.io/v1alpha1
      kind: EgressNetwork
      metadata: {name: outside}
      spec:
        trafficPolicy: "{{ .Values.policy }}"
        networks:
          - cidr: 0.0.0.0/0
      ---
      apiVersion: policy.linkerd.io/v1alpha1
      kind: MeshTLSAuthentication
      metadata: {name: clients}
      spec:
        identities:
          {{- range .Values.identities }}
          - {{ . }}
          {{- end }}
    `);
  });

  it.each([
    [`name: ${'a'.repeat(254)}`, 'spec.targetRef.name may have at most 253 characters'],
    ["name: ''", 'spec.targetRef.name must not be empty'],
  ])('says how long a text may be (%#)', (name, message) => {
    const text = `apiVersion: policy.linkerd.io/v1alpha1\nkind: AuthorizationPolicy\nmetadata: {name: web}\nspec:\n  targetRef:\n    group: policy.linkerd.io\n    kind: Server\n    ${name}\n  requiredAuthenticationRefs: []\n`;
    const found = lint(text).filter(({ rule: id }) => id === rule.id);
    expect(found.map((finding) => finding.message)).toEqual([
      expect.stringContaining(`${message}, so the API server`),
    ]);
  });

  it('suggests no number', () => {
    check(`
      apiVersion: policy.linkerd.io/v1beta3
      kind: HTTPRoute
      metadata: {name: web}
      spec:
        parentRefs: [{group: core, kind: Service, name: web}]
        rules:
          - filters: [{type: RequestRedirect, requestRedirect: {statusCode: 303}}]
      #                                                                     ^^^ error resource-value-invalid: must be one of 301, 302, so the API server
    `);
  });

  it('suggests no word where none is similar', () => {
    check(`
      apiVersion: policy.linkerd.io/v1alpha1
      kind: EgressNetwork
      metadata: {name: outside}
      spec:
        trafficPolicy: Nothing
      #                ^^^^^^^ error resource-value-invalid: “Nothing” is invalid for spec.trafficPolicy, which must be one of Allow, Deny, so the API server rejects the resource.
    `);
    const [finding] = lint(
      'apiVersion: policy.linkerd.io/v1alpha1\nkind: EgressNetwork\nspec: {trafficPolicy: Nothing}\n',
    );
    expect(finding?.message).not.toContain('Did you mean');
  });

  it('writes the word that was meant, in its quotes', () => {
    const network = (word: string) =>
      `apiVersion: policy.linkerd.io/v1alpha1\nkind: EgressNetwork\nspec:\n  trafficPolicy: ${word}\n`;
    checkFix(network('denny'), 'Change to Deny', network('Deny'));
    checkFix(network("'allow'"), 'Change to Allow', network("'Allow'"));
    checkFix(network('Nothing'), 'Change to Allow', undefined);
  });

  it('writes no word over an anchor, or into a text over several lines', () => {
    const network = (word: string) =>
      `apiVersion: policy.linkerd.io/v1alpha1\nkind: EgressNetwork\nspec:\n  trafficPolicy: ${word}\n`;
    checkFix(network('"denny"'), 'Change to Deny', network('"Deny"'));
    for (const word of ['&policy denny', '|-\n    denny'])
      checkFix(network(word), 'Change to Deny', undefined);
  });
});
