/** Everything that the mesh reads, as `kubectl api-resources` names it. */
const RESOURCES: readonly (readonly [group: string, resources: readonly string[]])[] = [
  [
    '',
    [
      'limitranges',
      'namespaces',
      'pods',
      'replicationcontrollers',
      'resourcequotas',
      'serviceaccounts',
      'services',
    ],
  ],
  ['apps', ['daemonsets', 'deployments', 'replicasets', 'statefulsets']],
  ['batch', ['cronjobs', 'jobs']],
  ['gateway.networking.k8s.io', ['grpcroutes', 'httproutes', 'tcproutes', 'tlsroutes']],
  ['linkerd.io', ['serviceprofiles']],
  ['monitoring.coreos.com', ['podmonitors']],
  ['multicluster.linkerd.io', ['links']],
  ['networking.k8s.io', ['networkpolicies']],
  [
    'policy.linkerd.io',
    [
      'authorizationpolicies',
      'egressnetworks',
      'httplocalratelimitpolicies',
      'httproutes',
      'meshtlsauthentications',
      'networkauthentications',
      'serverauthorizations',
      'servers',
    ],
  ],
  ['workload.linkerd.io', ['externalworkloads']],
];

/**
 * The shell command that reads all that the mesh depends on from the cluster of kubectl's context, and lints it as one
 * complete set. kubectl refuses a list with a kind that the cluster does not have, so the cluster is asked for its kinds.
 * A list that kubectl could not finish is not complete, so nothing is linted then and kubectl's status is the command's;
 * a mere pipe would forget that status. A variable holds the list, because a file may lie in a repository and would be
 * judged with it.
 */
export function clusterCommand(): string {
  const names = RESOURCES.flatMap(([group, resources]) =>
    resources.map((name) => (group === '' ? name : `${name}.${group}`)),
  );
  const patterns = names.map((name) => `  -e ${name}`).join(' \\\n');
  return `(list=$(kubectl get --all-namespaces --output yaml "$(kubectl api-resources --output name | grep -Fx \\
${patterns} |
  paste -sd, -)") && printf '%s\\n' "$list" | linkerd-lint --complete -)`;
}
