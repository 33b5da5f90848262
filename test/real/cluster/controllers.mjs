/** What the controllers of Kubernetes and Linkerd's proxy injector would make of a team's resources. */

const HASH = '7c9d6b5f48';

/** As the deployment controller makes it: with the annotations of the Deployment and its whole pod template. */
export function replicaSet(deployment) {
  const { replicas, selector, template } = deployment.spec;
  const hash = { 'pod-template-hash': HASH };
  const labels = { ...template.metadata.labels, ...hash };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${deployment.metadata.name}-${HASH}`,
      namespace: deployment.metadata.namespace,
      labels,
      annotations: {
        'deployment.kubernetes.io/desired-replicas': String(replicas),
        'deployment.kubernetes.io/max-replicas': String(replicas + 1),
        'deployment.kubernetes.io/revision': '1',
      },
      ownerReferences: [ownerOf(deployment)],
    },
    spec: {
      replicas,
      selector: { matchLabels: { ...selector.matchLabels, ...hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  };
}

/** A Pod of a ReplicaSet in a namespace with injection, with what the injector adds. */
export function replicaSetPod(set) {
  const pod = podOf(set, 'x2k4p');
  const { annotations, labels } = pod.metadata;
  return {
    ...pod,
    metadata: {
      ...pod.metadata,
      annotations: {
        ...annotations,
        'linkerd.io/created-by': 'linkerd/proxy-injector edge-26.8.3',
        'linkerd.io/inject': 'enabled',
        'linkerd.io/proxy-version': 'edge-26.8.3',
        'linkerd.io/trust-root-sha256': '0'.repeat(64),
      },
      labels: {
        ...labels,
        'linkerd.io/control-plane-ns': 'linkerd',
        'linkerd.io/proxy-deployment': 'web',
        'linkerd.io/workload-ns': pod.metadata.namespace,
      },
    },
    spec: {
      ...pod.spec,
      initContainers: [{ name: 'linkerd-init', image: 'registry.example/proxy-init:v2.4.2' }],
      containers: [
        {
          name: 'linkerd-proxy',
          image: 'registry.example/proxy:edge-26.8.3',
          ports: [
            { name: 'linkerd-proxy', containerPort: 4143 },
            { name: 'linkerd-admin', containerPort: 4191 },
          ],
        },
        ...pod.spec.containers,
      ],
    },
  };
}

/** A Pod of a Job. */
export function jobPod(job) {
  return podOf(job, 'q8v7d');
}

function podOf(owner, suffix) {
  const { metadata, spec } = owner.spec.template;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...metadata,
      name: `${owner.metadata.name}-${suffix}`,
      namespace: owner.metadata.namespace,
      generateName: `${owner.metadata.name}-`,
      ownerReferences: [ownerOf(owner)],
    },
    spec,
  };
}

function ownerOf({ apiVersion, kind, metadata: { name, uid } }) {
  return { apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true };
}

/** As the kubelet of a Pod that runs reports it. */
export function statusOf({ metadata, spec }) {
  const times = { lastTransitionTime: metadata.creationTimestamp };
  return {
    phase: 'Running',
    podIP: '10.42.0.7',
    podIPs: [{ ip: '10.42.0.7' }],
    startTime: metadata.creationTimestamp,
    conditions: ['Initialized', 'Ready', 'ContainersReady', 'PodScheduled'].map((type) => ({
      type,
      status: 'True',
      lastProbeTime: null,
      ...times,
    })),
    containerStatuses: spec.containers.map(({ name, image }) => ({
      name,
      image,
      imageID: '',
      ready: true,
      restartCount: 0,
      state: { running: { startedAt: metadata.creationTimestamp } },
      lastState: {},
    })),
  };
}
