import type { Known, Listing, StringMap } from './known.ts';

/**
 * The place of a field in its resource: keys of mappings and indices of sequences, from the root on. It is a value like
 * any other fact; where the field stands in the text is looked up when a finding is shown.
 */
export type FieldPath = readonly (string | number)[];

/** What identifies a resource, as it is written. */
export interface ResourceId {
  /** The API group; empty for the core group, and where a template decides which of several it is. */
  readonly group: string;
  readonly kind: string;
  /** Undefined if it is not written, or is the Helm release's: the command that applies it decides. */
  readonly namespace: Known<string | undefined>;
  readonly name: Known<string>;
}

/** What every resource has. */
interface CommonFacts {
  readonly id: ResourceId;
  /** The template's condition that the whole resource stands under, as written; undefined where there is none. */
  readonly condition: Known<string | undefined>;
  /** The annotations of Linkerd's whose value is one variable and nothing else. */
  readonly variables: readonly VariableFacts[];
}

/** An annotation whose value is `${NAME}` and nothing else: in quotes or not, with or without a default. */
export interface VariableFacts {
  readonly at: FieldPath;
  readonly name: string;
  /** What counts where the variable has no value; undefined without a default. */
  readonly fallback: string | undefined;
}

/** A label selector (`metav1.LabelSelector`). */
export interface SelectorFacts {
  readonly matchLabels: StringMap;
  readonly matchExpressions: Listing<ExpressionFacts>;
}

/** One requirement of a label selector. */
export interface ExpressionFacts {
  readonly key: Known<string | undefined>;
  readonly operator: Known<string | undefined>;
  readonly values: Listing<Known<string>>;
  /** Whether `values` is written, be it empty. */
  readonly hasValues: Known<boolean>;
}

/** One port that a container declares. */
export interface ContainerPortFacts {
  readonly number: Known<number | undefined>;
  readonly name: Known<string | undefined>;
  /** Undefined means TCP. */
  readonly protocol: Known<string | undefined>;
}

/** A probe by HTTP of a container. */
export interface HttpProbeFacts {
  /** `livenessProbe` and so on. */
  readonly field: string;
  readonly port: Known<number | string | undefined>;
  readonly path: Known<string | undefined>;
  readonly scheme: Known<string | undefined>;
}

/** A field of a container that names one of the container's own ports. */
export interface PortUseFacts {
  /** The field's place in the container: `livenessProbe`, `tcpSocket`, `port`. */
  readonly at: FieldPath;
  readonly name: string;
}

export interface ContainerFacts {
  readonly name: Known<string | undefined>;
  readonly ports: Listing<ContainerPortFacts>;
  readonly probes: readonly HttpProbeFacts[];
  /** The probes and lifecycle hooks that certainly name a port. */
  readonly portUses: readonly PortUseFacts[];
}

/** The controller of Kubernetes that made a workload after a template. It is in the same namespace. */
export interface ControllerFacts {
  readonly kind: string;
  readonly name: string;
}

/** A Pod, or a workload with its pod template. */
export interface WorkloadFacts extends CommonFacts {
  readonly type: 'Workload';
  /** Undefined in what a person wrote: only objects that come from a cluster have owners. */
  readonly controller: ControllerFacts | undefined;
  /** The path to the pod: empty for a Pod, `spec`, `template` for a Deployment. */
  readonly podPath: FieldPath;
  /** Of the workload itself; no selector looks at them. */
  readonly ownLabels: StringMap;
  readonly labels: StringMap;
  /** Those that joins read ({@link POD_ANNOTATIONS}). */
  readonly annotations: StringMap;
  readonly hostNetwork: Known<boolean | undefined>;
  readonly serviceAccountName: Known<string | undefined>;
  readonly containers: Listing<ContainerFacts>;
  readonly initContainers: Listing<ContainerFacts>;
}

/** A virtual machine in the mesh. */
export interface ExternalWorkloadFacts extends CommonFacts {
  readonly type: 'ExternalWorkload';
  readonly labels: StringMap;
}

/** Nothing but what every resource has: others refer to it by its name. */
export interface ServiceAccountFacts extends CommonFacts {
  readonly type: 'ServiceAccount';
}

export interface NamespaceFacts extends CommonFacts {
  readonly type: 'Namespace';
  readonly labels: StringMap;
  readonly annotations: StringMap;
}

export interface ServicePortFacts {
  readonly number: Known<number | undefined>;
  readonly name: Known<string | undefined>;
  readonly targetPort: Known<number | string | undefined>;
  readonly protocol: Known<string | undefined>;
  readonly appProtocol: Known<string | undefined>;
}

export interface ServiceFacts extends CommonFacts {
  readonly type: 'Service';
  readonly labels: StringMap;
  readonly annotations: StringMap;
  /** Undefined where the Service has none, so that its endpoints come from elsewhere. */
  readonly selector: Known<StringMap | undefined>;
  readonly ports: Listing<ServicePortFacts>;
  readonly clusterIP: Known<string | undefined>;
  readonly serviceType: Known<string | undefined>;
}

export interface ServerFacts extends CommonFacts {
  readonly type: 'Server';
  /** When the API server stored it first, in RFC 3339; undefined in what a person wrote. */
  readonly createdAt: Known<string | undefined>;
  readonly labels: StringMap;
  readonly podSelector: Known<SelectorFacts | undefined>;
  readonly port: Known<number | string | undefined>;
  readonly proxyProtocol: Known<string | undefined>;
  readonly accessPolicy: Known<string | undefined>;
}

/** A reference to another resource. */
export interface ReferenceFacts {
  readonly group: Known<string | undefined>;
  readonly kind: Known<string | undefined>;
  readonly name: Known<string | undefined>;
  readonly namespace: Known<string | undefined>;
}

export interface ServerAuthorizationFacts extends CommonFacts {
  readonly type: 'ServerAuthorization';
  readonly serverName: Known<string | undefined>;
  readonly serverSelector: Known<SelectorFacts | undefined>;
  readonly isUnauthenticated: Known<boolean | undefined>;
  /** `client.meshTLS.unauthenticatedTLS`: TLS without a client's identity. */
  readonly isUnauthenticatedTls: Known<boolean | undefined>;
  readonly identities: Listing<Known<string>>;
  readonly serviceAccounts: Listing<ReferenceFacts>;
  readonly networks: Listing<NetworkFacts>;
}

export interface AuthorizationPolicyFacts extends CommonFacts {
  readonly type: 'AuthorizationPolicy';
  readonly target: ReferenceFacts;
  readonly authentications: Listing<ReferenceFacts>;
}

/** A MeshTLSAuthentication or a NetworkAuthentication. */
export interface AuthenticationFacts extends CommonFacts {
  readonly type: 'Authentication';
  readonly identities: Listing<Known<string>>;
  readonly identityRefs: Listing<ReferenceFacts>;
  readonly networks: Listing<NetworkFacts>;
}

/** A block of addresses, without those of other blocks. */
export interface NetworkFacts {
  readonly cidr: Known<string | undefined>;
  readonly except: Listing<Known<string>>;
}

export interface RateLimitFacts extends CommonFacts {
  readonly type: 'RateLimit';
  readonly target: ReferenceFacts;
  /** The clients that each of `overrides` is for. */
  readonly overrides: Listing<Listing<ReferenceFacts>>;
}

/** A parent or a backend of a route. */
export interface RouteReferenceFacts extends ReferenceFacts {
  readonly port: Known<number | undefined>;
  readonly sectionName: Known<string | undefined>;
}

/** A backend of a route. */
export interface BackendFacts extends RouteReferenceFacts {
  readonly filters: Listing<Known<string | undefined>>;
}

/** How a rule of a route matches a request's path and method. */
export interface RouteMatchFacts {
  readonly pathType: Known<string | undefined>;
  readonly path: Known<string | undefined>;
  readonly method: Known<string | undefined>;
  /** Whether headers, query parameters or a gRPC method narrow it further. */
  readonly isNarrowed: Known<boolean>;
}

export interface RouteRuleFacts {
  readonly matches: Listing<RouteMatchFacts>;
  readonly filters: Listing<Known<string | undefined>>;
  readonly backends: Listing<BackendFacts>;
  /** `timeouts.request`, as written. */
  readonly requestTimeout: Known<string | undefined>;
}

/** An HTTPRoute of either group, a GRPCRoute, a TLSRoute or a TCPRoute. */
export interface RouteFacts extends CommonFacts {
  readonly type: 'Route';
  /** Of its API group: `v1beta3`. */
  readonly version: Known<string | undefined>;
  readonly annotations: StringMap;
  readonly parents: Listing<RouteReferenceFacts>;
  readonly rules: Listing<RouteRuleFacts>;
}

export interface ServiceProfileFacts extends CommonFacts {
  readonly type: 'ServiceProfile';
  readonly hasRoutes: Known<boolean>;
  readonly hasOverrides: Known<boolean>;
}

/** A port that a NetworkPolicy admits. */
export interface PolicyPortFacts {
  readonly port: Known<number | string | undefined>;
  readonly endPort: Known<number | undefined>;
  readonly protocol: Known<string | undefined>;
}

/** Clients that a rule of a NetworkPolicy admits. */
export interface PeerFacts {
  readonly podSelector: Known<SelectorFacts | undefined>;
  readonly namespaceSelector: Known<SelectorFacts | undefined>;
  readonly hasIpBlock: Known<boolean>;
}

export interface IngressRuleFacts {
  /** Empty and complete where the rule admits everybody. */
  readonly from: Listing<PeerFacts>;
  /** Empty and complete where the rule admits all ports. */
  readonly ports: Listing<PolicyPortFacts>;
}

export interface NetworkPolicyFacts extends CommonFacts {
  readonly type: 'NetworkPolicy';
  readonly podSelector: Known<SelectorFacts | undefined>;
  /** Undefined entries never occur; empty where the field is absent. */
  readonly policyTypes: Listing<Known<string>>;
  readonly ingress: Listing<IngressRuleFacts>;
}

/** A ResourceQuota. */
export interface QuotaFacts extends CommonFacts {
  readonly type: 'ResourceQuota';
  /** Quantities by resource: `limits.cpu`. */
  readonly hard: StringMap;
  /** Whether it is for some pods only. */
  readonly isScoped: Known<boolean>;
}

/** What a LimitRange says of one type of object. */
export interface LimitFacts {
  readonly type: Known<string | undefined>;
  /** Quantities by resource: `cpu`. */
  readonly defaults: StringMap;
  readonly defaultRequests: StringMap;
  readonly max: StringMap;
}

export interface LimitRangeFacts extends CommonFacts {
  readonly type: 'LimitRange';
  readonly limits: Listing<LimitFacts>;
}

export interface EgressNetworkFacts extends CommonFacts {
  readonly type: 'EgressNetwork';
  readonly annotations: StringMap;
  /** Without them it covers every address outside of the cluster. */
  readonly hasNetworks: Known<boolean>;
  readonly trafficPolicy: Known<string | undefined>;
}

/** A PodMonitor of the Prometheus operator. */
export interface PodMonitorFacts extends CommonFacts {
  readonly type: 'PodMonitor';
  readonly podSelector: Known<SelectorFacts | undefined>;
  readonly isForAllNamespaces: Known<boolean | undefined>;
  /** Empty and complete where only its own counts. */
  readonly namespaces: Listing<Known<string>>;
  /** The names and numbers of the ports that are scraped. */
  readonly ports: readonly Known<number | string | undefined>[];
}

/** A Link to another cluster. */
export interface LinkFacts extends CommonFacts {
  readonly type: 'Link';
  /** By field of the spec: which Services of the other cluster it mirrors in each way. */
  readonly selector: Known<SelectorFacts | undefined>;
  readonly remoteDiscoverySelector: Known<SelectorFacts | undefined>;
  readonly federatedServiceSelector: Known<SelectorFacts | undefined>;
}

/** What a resource contributes to the mesh: values, never places in a text. Equal values are equal facts. */
export type ResourceFacts =
  | WorkloadFacts
  | ExternalWorkloadFacts
  | NamespaceFacts
  | ServiceAccountFacts
  | ServiceFacts
  | ServerFacts
  | ServerAuthorizationFacts
  | AuthorizationPolicyFacts
  | AuthenticationFacts
  | RateLimitFacts
  | RouteFacts
  | ServiceProfileFacts
  | NetworkPolicyFacts
  | EgressNetworkFacts
  | QuotaFacts
  | LimitRangeFacts
  | PodMonitorFacts
  | LinkFacts;

export type ResourceType = ResourceFacts['type'];

/** The facts of resources of one type. */
export type FactsOf<Type extends ResourceType> = Extract<ResourceFacts, { readonly type: Type }>;
