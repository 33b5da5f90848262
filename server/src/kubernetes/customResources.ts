import { PLACEHOLDER } from '../yaml/template/maskTemplates.ts';
import { groupOf, type Resource } from './resource.ts';

/**
 * Where a kind of custom resource takes the annotations of the pods that its operator makes.
 *
 * - `never`: the resource's own annotations stay on it
 * - `always`: the operator copies them to the pods
 * - `configured`: it copies those that its own configuration names
 */
export interface CustomResource {
  readonly kind: string;
  readonly group: RegExp;
  /** What people call the operator. */
  readonly operator: string;
  /**
   * The map of annotations, steps from the root; `*` for an item of a list, or for any key. The first is what a message
   * names.
   */
  readonly podAnnotations: readonly (readonly string[])[];
  readonly ownAnnotations: 'never' | 'always' | 'configured';
  /** The setting of the operator that names the annotations which it copies. */
  readonly setting?: string;
  /** Repository and file that decide it, read in July and August 2026. */
  readonly source: string;
}

/** Operators whose pods people put into the mesh. */
export const CUSTOM_RESOURCES: readonly CustomResource[] = [
  {
    kind: 'Cluster',
    group: /^postgresql\.cnpg\.io$/,
    operator: 'CloudNativePG',
    podAnnotations: [['spec', 'inheritedMetadata', 'annotations']],
    ownAnnotations: 'configured',
    setting: 'INHERITED_ANNOTATIONS',
    source: 'cloudnative-pg: api/v1/cluster_types.go InheritedMetadata',
  },
  {
    kind: 'Pooler',
    group: /^postgresql\.cnpg\.io$/,
    operator: 'CloudNativePG',
    podAnnotations: [['spec', 'template', 'metadata', 'annotations']],
    ownAnnotations: 'never',
    source: 'cloudnative-pg: api/v1/pooler_types.go PodTemplateSpec',
  },
  {
    kind: 'Kafka',
    group: /^kafka\.strimzi\.io$/,
    operator: 'Strimzi',
    podAnnotations: [
      ['spec', 'kafka', 'template', 'pod', 'metadata', 'annotations'],
      ['spec', '*', 'template', 'pod', 'metadata', 'annotations'],
    ],
    ownAnnotations: 'never',
    source: 'strimzi-kafka-operator: api …/template/ResourceTemplate.java',
  },
  ...['KafkaNodePool', 'KafkaConnect', 'KafkaMirrorMaker2', 'KafkaBridge'].map(
    (kind): CustomResource => ({
      kind,
      group: /^kafka\.strimzi\.io$/,
      operator: 'Strimzi',
      podAnnotations: [['spec', 'template', 'pod', 'metadata', 'annotations']],
      ownAnnotations: 'never',
      source: 'strimzi-kafka-operator: api …/template/ResourceTemplate.java',
    }),
  ),
  {
    kind: 'Elasticsearch',
    group: /^elasticsearch\.k8s\.elastic\.co$/,
    operator: 'ECK',
    podAnnotations: [['spec', 'nodeSets', '*', 'podTemplate', 'metadata', 'annotations']],
    ownAnnotations: 'configured',
    setting: 'eck.k8s.alpha.elastic.co/propagate-annotations',
    source: 'cloud-on-k8s: pkg/controller/common/metadata',
  },
  {
    kind: 'Kibana',
    group: /^kibana\.k8s\.elastic\.co$/,
    operator: 'ECK',
    podAnnotations: [['spec', 'podTemplate', 'metadata', 'annotations']],
    ownAnnotations: 'configured',
    setting: 'eck.k8s.alpha.elastic.co/propagate-annotations',
    source: 'cloud-on-k8s: pkg/controller/common/metadata',
  },
  ...['Prometheus', 'Alertmanager', 'ThanosRuler'].map(
    (kind): CustomResource => ({
      kind,
      group: /^monitoring\.coreos\.com$/,
      operator: 'the Prometheus operator',
      podAnnotations: [['spec', 'podMetadata', 'annotations']],
      ownAnnotations: 'never',
      source: 'prometheus-operator: pkg/apis/monitoring/v1 EmbeddedObjectMetadata',
    }),
  ),
  {
    kind: 'InferenceService',
    group: /^serving\.kserve\.io$/,
    operator: 'KServe',
    podAnnotations: [
      ['spec', 'predictor', 'annotations'],
      ['spec', 'transformer', 'annotations'],
      ['spec', 'explainer', 'annotations'],
    ],
    ownAnnotations: 'always',
    source: 'kserve: pkg/controller/v1beta1/inferenceservice/components',
  },
  {
    kind: 'Service',
    group: /^serving\.knative\.dev$/,
    operator: 'Knative',
    podAnnotations: [['spec', 'template', 'metadata', 'annotations']],
    ownAnnotations: 'never',
    source: 'knative serving: pkg/reconciler/revision/resources',
  },
  {
    kind: 'Rollout',
    group: /^argoproj\.io$/,
    operator: 'Argo Rollouts',
    podAnnotations: [['spec', 'template', 'metadata', 'annotations']],
    ownAnnotations: 'never',
    source: 'argo-rollouts: rollout/sync.go createDesiredReplicaSet',
  },
  {
    kind: 'OpenTelemetryCollector',
    group: /^opentelemetry\.io$/,
    operator: 'the OpenTelemetry operator',
    podAnnotations: [['spec', 'podAnnotations']],
    ownAnnotations: 'always',
    source: 'opentelemetry-operator: internal/manifests/manifestutils/annotations.go',
  },
  {
    kind: 'RabbitmqCluster',
    group: /^rabbitmq\.com$/,
    operator: 'the RabbitMQ operator',
    podAnnotations: [['spec', 'override', 'statefulSet', 'spec', 'template', 'metadata', 'annotations']],
    ownAnnotations: 'never',
    source: 'rabbitmq cluster-operator: internal/resource/statefulset.go',
  },
  {
    kind: 'postgresql',
    group: /^acid\.zalan\.do$/,
    operator: 'the Zalando Postgres operator',
    podAnnotations: [['spec', 'podAnnotations']],
    ownAnnotations: 'configured',
    setting: 'inherited_annotations',
    source: 'postgres-operator: pkg/cluster/k8sres.go',
  },
  {
    kind: 'AutoscalingRunnerSet',
    group: /^actions\.github\.com$/,
    operator: 'Actions Runner Controller',
    podAnnotations: [
      ['spec', 'template', 'metadata', 'annotations'],
      ['spec', 'listenerTemplate', 'metadata', 'annotations'],
      ['spec', 'ephemeralRunnerMetadata', 'annotations'],
    ],
    ownAnnotations: 'never',
    source: 'actions-runner-controller: controllers/actions.github.com/resourcebuilder.go',
  },
  {
    kind: 'PipelineRun',
    group: /^tekton\.dev$/,
    operator: 'Tekton',
    podAnnotations: [['spec', 'taskRunSpecs', '*', 'metadata', 'annotations']],
    ownAnnotations: 'always',
    source: 'tektoncd/pipeline: pkg/reconciler/pipelinerun',
  },
  {
    kind: 'TaskRun',
    group: /^tekton\.dev$/,
    operator: 'Tekton',
    podAnnotations: [['metadata', 'annotations']],
    ownAnnotations: 'always',
    source: 'tektoncd/pipeline: pkg/pod',
  },
  {
    kind: 'Task',
    group: /^tekton\.dev$/,
    operator: 'Tekton',
    podAnnotations: [['metadata', 'annotations']],
    ownAnnotations: 'always',
    source: 'tektoncd/pipeline: pkg/reconciler/taskrun/taskrun.go storeTaskSpecAndMergeMeta',
  },
  {
    kind: 'Pipeline',
    group: /^tekton\.dev$/,
    operator: 'Tekton',
    podAnnotations: [['metadata', 'annotations']],
    ownAnnotations: 'always',
    source: 'tektoncd/pipeline: pkg/reconciler/pipelinerun/pipelinerun.go storePipelineSpecAndMergeMeta',
  },
  {
    kind: 'VirtualMachine',
    group: /^kubevirt\.io$/,
    operator: 'KubeVirt',
    podAnnotations: [['spec', 'template', 'metadata', 'annotations']],
    ownAnnotations: 'never',
    source: 'kubevirt: pkg/virt-controller/services/template.go',
  },
];

/** What is known of a custom resource; undefined for every kind that is not in the table. */
export function customResourceOf({ kind, apiVersion }: Resource): CustomResource | undefined {
  if (kind === undefined || apiVersion === undefined || apiVersion.includes(PLACEHOLDER)) return undefined;
  const group = groupOf(apiVersion);
  return CUSTOM_RESOURCES.find((known) => known.kind === kind && known.group.test(group));
}

/** Whether the map of annotations at this path of the resource ends up on pods. */
export function leadsToPods({ podAnnotations }: CustomResource, path: readonly (string | number)[]): boolean {
  return podAnnotations.some(
    (steps) =>
      steps.length === path.length && steps.every((step, index) => step === '*' || step === path[index]),
  );
}

/** The path that a message names: `spec.nodeSets[].podTemplate.metadata.annotations`. */
export function podAnnotationsPathOf({ podAnnotations: [path = []] }: CustomResource): string {
  return path.join('.').replaceAll('.*', '[]');
}
