import { describe, expect, it } from 'vitest';
import type { Environment } from '../../server/src/linkerd/environment/environment.ts';
import { dedent } from '../support/example.ts';
import { lint, settingsOf } from '../support/lint.ts';

/** A fault that people reported, in one resource. */
interface Report {
  /** Where it was reported: a repository and a number. */
  readonly thread: string;
  /** The rule that finds it; undefined where nothing may be found. */
  readonly rule: string | undefined;
  readonly text: string;
  readonly environment?: Partial<Environment>;
}

/** A Deployment whose pods have these annotations. */
function deployment(annotations: string): string {
  return dedent(`
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web, namespace: shop}
    spec:
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}, annotations: {linkerd.io/inject: enabled, ${annotations}}}
        spec: {containers: [{name: web, image: web}]}
  `);
}

const REPORTS: readonly Report[] = [
  {
    thread: 'linkerd2#13976',
    rule: 'skip-inbound-missing-proxy-ports',
    text: deployment('config.linkerd.io/skip-inbound-ports: "8080"'),
  },
  {
    thread: 'linkerd2#7155',
    rule: 'traffic-split-not-served',
    text: 'apiVersion: split.smi-spec.io/v1alpha3\nkind: TrafficSplit\nmetadata: {name: web}\nspec: {service: web}\n',
  },
  {
    thread: 'cloudnative-pg#9476',
    rule: 'annotation-wrong-kind',
    text: 'apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: {name: db, annotations: {linkerd.io/inject: enabled}}\nspec: {instances: 3}\n',
  },
  {
    thread: 'cert-manager#5608',
    rule: 'namespace-without-injection',
    text: 'apiVersion: v1\nkind: Namespace\nmetadata: {name: cert-manager, annotations: {linkerd.io/inject: enabled}}\n',
  },
  {
    thread: 'linkerd2#4586',
    rule: 'annotation-removed',
    text: deployment('config.linkerd.io/trace-collector: "collector:55678"'),
  },
  {
    thread: 'linkerd2#4788',
    rule: 'container-without-network',
    environment: { dataPlane: 'cni', cniPlugin: 'v1.6.4', linkerd: '2.18' },
    text: deployment('vault.hashicorp.com/agent-inject: "true"'),
  },
  {
    thread: 'linkerd2#2060',
    rule: 'resource-field-unknown',
    text: 'apiVersion: linkerd.io/v1alpha2\nkind: ServiceProfile\nmetadata: {name: web.shop.svc.cluster.local}\nspec: {routes: [{name: a, condition: {path_regex: /a}}]}\n',
  },
  {
    thread: 'linkerd2#3741',
    rule: 'certificate-cannot-issue',
    text: 'apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: issuer}\nspec: {secretName: linkerd-identity-issuer, issuerRef: {name: anchor}, privateKey: {algorithm: RSA}}\n',
  },
  {
    thread: 'linkerd2#4257',
    rule: 'skip-ports-no-valid-token',
    text: deployment('config.linkerd.io/skip-outbound-ports: "[4222]"'),
  },
  {
    thread: 'linkerd2#11706',
    rule: 'namespace-refuses-init',
    text: 'apiVersion: v1\nkind: Namespace\nmetadata: {name: web, labels: {pod-security.kubernetes.io/enforce: restricted}, annotations: {linkerd.io/inject: enabled}}\n',
  },
  {
    thread: 'linkerd2#2833',
    rule: 'annotation-on-workload-metadata',
    text: 'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: nightly, annotations: {linkerd.io/inject: disabled}}\nspec: {schedule: "0 0 * * *"}\n',
  },
  {
    thread: 'linkerd2#6729',
    rule: 'opaque-port-not-on-service',
    text: 'apiVersion: v1\nkind: Service\nmetadata: {name: db, annotations: {config.linkerd.io/opaque-ports: "4406"}}\nspec: {selector: {app: db}, ports: [{port: 3307, targetPort: 4406}]}\n',
  },
  {
    thread: 'linkerd2#9672',
    rule: 'label-as-annotation',
    text: 'apiVersion: v1\nkind: Namespace\nmetadata: {name: kube-system, annotations: {config.linkerd.io/admission-webhooks: disabled}}\n',
  },
  {
    thread: 'linkerd2#12382',
    rule: 'annotation-deprecated',
    environment: { linkerd: '2.20' },
    text: deployment('config.alpha.linkerd.io/proxy-enable-native-sidecar: "true"'),
  },
  {
    thread: 'linkerd2#14796',
    rule: 'proxy-uid-collision',
    text: deployment('config.linkerd.io/proxy-uid: "1001"').replace(
      'image: web}',
      'image: web, securityContext: {runAsUser: 1001}}',
    ),
  },
  {
    thread: 'linkerd2#10058',
    rule: 'wait-before-exit-exceeds-grace',
    text: deployment('config.alpha.linkerd.io/proxy-wait-before-exit-seconds: "40"'),
  },
  {
    thread: 'identities without the control plane’s namespace, in public manifests',
    rule: 'authentication-identity-unmatched',
    text: 'apiVersion: policy.linkerd.io/v1alpha1\nkind: MeshTLSAuthentication\nmetadata: {name: a}\nspec: {identities: [web.shop.serviceaccount.identity.cluster.local]}\n',
  },
  {
    thread: 'k8s-monitoring-helm#1969',
    rule: 'annotation-as-label',
    text: 'podLabels:\n  linkerd.io/inject: disabled\n',
  },
  {
    thread: 'sapcc/helm-charts#6204',
    rule: 'annotation-misplaced',
    text: 'apiVersion: batch/v1\nkind: Job\nmetadata: {name: job}\nspec: {template: {spec: {annotations: {linkerd.io/inject: disabled}}}}\n',
  },
  {
    thread: 'linkerd2#14103, where all is right',
    rule: undefined,
    text: 'apiVersion: policy.linkerd.io/v1beta3\nkind: Server\nmetadata: {name: admin, namespace: shop}\nspec: {podSelector: {}, port: linkerd-admin, proxyProtocol: HTTP/1}\n',
  },
];

describe('faults that people reported are found', () => {
  it.each(REPORTS)('$thread', ({ rule, text, environment = {} }) => {
    const rules = lint(text, settingsOf(environment)).map((finding) => finding.rule);
    if (rule === undefined) expect(rules).toEqual([]);
    else expect(rules).toContain(rule);
  });
});
