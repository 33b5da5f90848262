import { it } from 'vitest';
import rule from '../../../../server/src/rules/resources/resource-version-not-served.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { settingsOf } from '../../../support/lint.ts';

const EGRESS = 'apiVersion: policy.linkerd.io/v1alpha1\nkind: EgressNetwork\nspec: {trafficPolicy: Deny}\n';

describeRule(rule, ({ check, checkFix }) => {
  it('knows the versions of every release', () => {
    check(`
      apiVersion: policy.linkerd.io/v1beta3
      #           ^^^^^^^^^^^^^^^^^^^^^^^^^ error resource-version-not-served suggestion: Use v1alpha1
      kind: AuthorizationPolicy
      metadata: {name: web}
      ---
      apiVersion: policy.linkerd.io/v1beta3
      kind: Server
      metadata: {name: web}
      ---
      apiVersion: gateway.networking.k8s.io/v3
      kind: HTTPRoute
      metadata:
        annotations: {retry.linkerd.io/http: 5xx}
    `);
  });

  it('goes by the release that is known', () => {
    check(
      `
      apiVersion: policy.linkerd.io/v1beta3
      #           ^^^^^^^^^^^^^^^^^^^^^^^^^ error resource-version-not-served suggestion: It serves v1alpha1, v1beta1, v1beta2.
      kind: Server
      metadata: {name: web}
      ---
      apiVersion: policy.linkerd.io/v1beta2
      kind: Server
      metadata: {name: web}
      ---
      apiVersion: policy.linkerd.io/v1alpha1
      #           ^^^^^^^^^^^^^^^^^^^^^^^^^^ error resource-version-not-served: Linkerd 2.15 does not have EgressNetwork yet, so the API server rejects this resource
      kind: EgressNetwork
      metadata: {name: web}
    `,
      settingsOf({ linkerd: '2.15' }),
    );
    check(EGRESS, settingsOf({ linkerd: '2.17' }));
    check(EGRESS, settingsOf({ linkerd: 'edge-24.10.4' }));
    // Of what came after the newest release that was read nothing is known.
    check(
      'apiVersion: policy.linkerd.io/v1\nkind: Server\nmetadata: {name: web}\n',
      settingsOf({ linkerd: 'edge-30.1.1' }),
    );
  });

  it('names the newest release that was read if none is known, and what that serves', () => {
    check(`
      apiVersion: policy.linkerd.io/v1
      #           ^^^^^^^^^^^^^^^^^^^^ error resource-version-not-served suggestion: serves Server policy.linkerd.io/v1, so the API server rejects it. Use v1alpha1, v1beta1, v1beta2, v1beta3.
      kind: Server
      metadata: {name: web}
    `);
  });

  it('is silent about the Gateway API, whose release is not known, and about all kinds of a newer Linkerd', () => {
    const route =
      'apiVersion: gateway.networking.k8s.io/v3\nkind: HTTPRoute\nmetadata: {annotations: {retry.linkerd.io/http: 5xx}}\n';
    check(route, settingsOf({ linkerd: '2.15' }));
    check(EGRESS.replace('v1alpha1', 'v1'), settingsOf({ linkerd: '2.21' }));
    check(EGRESS, settingsOf({ linkerd: '2.20' }));
  });

  it('is silent about a version that a template writes', () => {
    check('apiVersion: policy.linkerd.io/{{ .Values.version }}\nkind: Server\nmetadata: {name: web}\n');
  });

  it('writes a version under which the resource has no more mistakes', () => {
    const profile = (version: string, more: string) =>
      `apiVersion: linkerd.io/${version}\nkind: ServiceProfile\nspec: {routes: [{name: a, condition: {method: GET}${more}}]}\n`;
    checkFix(profile('v1', ''), 'Change to linkerd.io/v1alpha2', profile('v1alpha2', ''));
    checkFix(profile('v1', ', retries: 2'), 'Change to linkerd.io/v1alpha2', undefined);
  });

  it.each([
    ["'linkerd.io/v1'", "'linkerd.io/v1alpha2'"],
    ['"linkerd.io/v1"', '"linkerd.io/v1alpha2"'],
    ['&version linkerd.io/v1', undefined],
    ['>-\n  linkerd.io/v1', undefined],
    ['|-\n  linkerd.io/v1', undefined],
  ])('keeps the quotes of %s', (before, after) => {
    const profile = (version: string) => `apiVersion: ${version}\nkind: ServiceProfile\nspec: {routes: []}\n`;
    checkFix(profile(before), 'Change to linkerd.io/v1alpha2', after && profile(after));
  });
});
