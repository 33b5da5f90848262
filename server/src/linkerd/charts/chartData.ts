/**
 * The values that Linkerd's charts read, from edge-22.8.2 to edge-26.8.3. Written by scripts/catalogue/charts.mjs; the format is
 * that of ../schemas/schemaText.ts. `changed` is the release that brought the default, `before` the one before it.
 */
export const CHARTS = String.raw`chart linkerd-control-plane
 clusterDomain string default="cluster.local"
 clusterNetworks string default="10.0.0.0/8,100.64.0.0/10,172.16.0.0/12,192.168.0.0/16,fd00::/8" changed=edge-24.3.4 before="10.0.0.0/8,100.64.0.0/10,172.16.0.0/12,192.168.0.0/16"
 imagePullPolicy string default="IfNotPresent"
 revisionHistoryLimit number since=edge-24.4.5 default=10
 controllerLogLevel string default="info"
 controllerLogFormat string default="plain"
 linkerdVersion string
 deploymentStrategy map
 enableEndpointSlices boolean default=true
 enablePodAntiAffinity boolean default=false
 enablePprof boolean default=false
 enablePodDisruptionBudget boolean default=false
 disableIPv6 boolean since=edge-24.4.1 default=true changed=edge-24.5.2 before=false
 controller object since=edge-24.3.3
  podDisruptionBudget object since=edge-24.3.3
   maxUnavailable number since=edge-24.3.3 default=1
  tracing object since=edge-25.10.1
   enabled boolean since=edge-25.10.1 default=false
   collector object since=edge-25.10.1
    endpoint string since=edge-25.10.1 default=""
 cniEnabled boolean default=false
 identityTrustAnchorsPEM string
 identityTrustDomain string default=""
 kubeAPI object since=edge-23.12.1
  clientQPS number since=edge-23.12.1 default=100
  clientBurst number since=edge-23.12.1 default=200
 podAnnotations map
 podLabels map
 commonLabels map since=edge-22.11.1
 priorityClassName string default=""
 runtimeClassName string default=""
 policyController object
  logLevel string default="info"
  probeNetworks []any default=["0.0.0.0/0","::/0"] changed=edge-24.3.4 before=["0.0.0.0/0"]
  resources object
   cpu object
    limit string default=""
    request string default=""
   memory object
    limit string default=""
    request string default=""
   ephemeral-storage object
    limit string default=""
    request string default=""
  livenessProbe map since=edge-24.9.1
  readinessProbe map since=edge-24.9.1
  additionalArgs any since=edge-24.2.3
  experimentalArgs any since=edge-24.1.1
  image object until=edge-25.8.2
   name string until=edge-25.8.2 default="cr.l5d.io/linkerd/policy-controller"
   pullPolicy string until=edge-25.8.2 default=""
   version string until=edge-25.8.2
  defaultAllowPolicy string until=edge-22.8.2 default="all-unauthenticated"
 proxy object
  enableExternalProfiles boolean default=false
  outboundConnectTimeout string default="1000ms"
  inboundConnectTimeout string default="100ms"
  outboundDiscoveryCacheUnusedTimeout string since=edge-23.5.1 default="5s"
  inboundDiscoveryCacheUnusedTimeout string since=edge-23.5.1 default="90s"
  disableOutboundProtocolDetectTimeout boolean since=edge-23.11.1 default=false
  disableInboundProtocolDetectTimeout boolean since=edge-23.11.1 default=false
  image object
   name string default="cr.l5d.io/linkerd/proxy"
   pullPolicy string default=""
   version string
  enableShutdownEndpoint boolean since=edge-24.6.2 default=false
  logLevel string default="warn,linkerd=info,hickory=error" changed=edge-24.6.2 before="warn,linkerd=info,trust_dns=error"
  logFormat string default="plain"
  logHTTPHeaders string since=edge-24.6.2 default="off"
  ports object
   admin number default=4191
   control number default=4190
   inbound number default=4143
   outbound number default=4140
  cores number
  runtime object since=edge-25.3.3
   workers object since=edge-25.3.3
    maximumCPURatio any since=edge-25.3.3
    minimum number since=edge-25.3.3 default=1
  resources object
   cpu object
    limit string default=""
    request string default=""
   memory object
    limit string default=""
    request string default=""
   ephemeral-storage object
    limit string default=""
    request string default=""
  uid number default=2102
  gid number since=edge-24.5.4 default=-1
  securityContext map since=edge-25.8.4
  waitBeforeExitSeconds number default=0
  await boolean default=true
  requireIdentityOnInboundPorts string default=""
  opaquePorts string default="25,587,3306,4444,5432,6379,9300,11211"
  shutdownGracePeriod string default=""
  defaultInboundPolicy string default="all-unauthenticated"
  outboundTransportMode string since=edge-25.3.2 default="transport-header"
  nativeSidecar boolean since=edge-23.11.4 default=true changed=edge-26.5.2 before=false
  livenessProbe map since=edge-24.2.2
  readinessProbe map since=edge-24.2.2
  startupProbe map since=edge-23.11.4
  control object since=edge-23.12.4
   streams object since=edge-23.12.4
    initialTimeout string since=edge-23.12.4 default="3s"
    idleTimeout string since=edge-23.12.4 default="5m"
    lifetime string since=edge-23.12.4 default="1h"
  metrics object since=edge-25.3.4
   hostnameLabels boolean since=edge-25.3.4 default=false
  tracing object since=edge-25.6.4
   enabled boolean since=edge-25.10.1 default=false
   traceServiceName string since=edge-25.6.4 default="linkerd-proxy"
   labels map since=edge-25.10.2
   collector object since=edge-25.6.4
    endpoint string since=edge-25.6.4 default=""
    meshIdentity object since=edge-25.6.4
     serviceAccountName string since=edge-25.6.4 default=""
     namespace string since=edge-25.10.1 default=""
   protocol any since=edge-25.6.4
   enable boolean since=edge-25.6.4 until=edge-25.10.4
  inbound object since=edge-24.4.5
   server object since=edge-24.5.1
    http2 object since=edge-24.5.1
     keepAliveInterval string since=edge-24.5.1 default="10s"
     keepAliveTimeout string since=edge-24.5.1 default="3s"
  outbound object since=edge-24.4.5
   server object since=edge-24.5.1
    http2 object since=edge-24.5.1
     keepAliveInterval string since=edge-24.5.1 default="10s"
     keepAliveTimeout string since=edge-24.5.1 default="3s"
  requireTLSOnInboundPorts any
  component any
  podInboundPorts any
  isGateway any
  isIngress any
  loadTrustBundleFromConfigMap any
  accessLog any
  additionalEnv any since=edge-24.2.3
  experimentalEnv any since=edge-24.1.1
  capabilities any
   add any
   drop any
  saMountPath any
   mountPath any
   name any
   readOnly any
 proxyInit object
  iptablesMode string default="nft" changed=edge-25.8.2 before="legacy"
  ignoreInboundPorts string default="4567,4568"
  ignoreOutboundPorts string default="4567,4568"
  kubeAPIServerPorts string since=edge-22.12.1 default="443,6443"
  skipSubnets string default=""
  logLevel string default=""
  logFormat string default=""
  closeWaitTimeoutSecs number default=0
  privileged boolean since=edge-22.12.1 default=false
  runAsRoot boolean default=false
  runAsUser number since=edge-22.8.3 default=65534
  runAsGroup number since=edge-24.5.4 default=65534
  xtMountPath map
  capabilities any
   drop any
   add any
  saMountPath any
   mountPath any
   name any
   readOnly any
  image object until=edge-25.11.2
   name string until=edge-25.11.2 default="cr.l5d.io/linkerd/proxy-init"
   pullPolicy string until=edge-25.11.2 default=""
   version string until=edge-25.11.2
  resources object until=edge-24.6.3
   cpu object until=edge-24.6.3
    limit string until=edge-24.6.3 default="100m"
    request string until=edge-24.6.3 default="100m"
   memory object until=edge-24.6.3
    limit string until=edge-24.6.3 default="20Mi"
    request string until=edge-24.6.3 default="20Mi"
   ephemeral-storage object until=edge-24.6.3
    limit string until=edge-24.6.3 default=""
    request string until=edge-24.6.3 default=""
 networkValidator object since=edge-22.10.3
  logLevel string since=edge-22.10.3 default="debug"
  logFormat string since=edge-22.10.3 default="plain"
  connectAddr string since=edge-22.10.3 default="" changed=edge-24.7.4 before="1.1.1.1:20001"
  listenAddr string since=edge-22.10.3 default="" changed=edge-24.8.2 before="[::]:4140"
  timeout string since=edge-22.10.3 default="10s"
  securityContext map since=edge-25.8.4
  enableSecurityContext boolean since=edge-23.7.3
 imagePullSecrets []any default=[]
 enableH2Upgrade boolean default=true
 enablePSP boolean default=false
 webhookFailurePolicy string default="Ignore"
 controllerImage string default="cr.l5d.io/linkerd/controller"
 controllerImageVersion string since=edge-23.9.4
 controllerReplicas number default=1
 controllerUID number default=2103
 controllerGID number since=edge-24.5.4 default=-1
 destinationController object since=edge-24.1.1
  meshedHttp2ClientProtobuf map since=edge-24.5.1
  podAnnotations map since=edge-25.1.1
  livenessProbe map since=edge-24.9.1
  readinessProbe map since=edge-24.9.1
 debugContainer object
  image object
   name string default="cr.l5d.io/linkerd/debug"
   pullPolicy string default=""
   version string
 identity object
  externalCA boolean default=false
  serviceAccountTokenProjection boolean default=true
  issuer object
   scheme string default="linkerd.io/tls"
   clockSkewAllowance string default="20s"
   issuanceLifetime string default="24h0m0s"
   tls object
    crtPEM string
    keyPEM string
  kubeAPI object since=edge-23.12.1
   clientQPS number since=edge-23.12.1 default=100
   clientBurst number since=edge-23.12.1 default=200
  podAnnotations map since=edge-25.1.1
  livenessProbe map since=edge-24.9.1
  readinessProbe map since=edge-24.9.1
 disableHeartBeat boolean default=false
 proxyInjector object
  timeoutSeconds number since=edge-24.2.3 default=10
  externalSecret boolean default=false
  namespaceSelector map
  objectSelector map
  crtPEM string
  keyPEM string
  caBundle string default=""
  injectCaFrom string default=""
  injectCaFromSecret string default=""
  podAnnotations map since=edge-25.1.1
  livenessProbe map since=edge-24.9.1
  readinessProbe map since=edge-24.9.1
 profileValidator object
  externalSecret boolean default=false
  namespaceSelector map
  crtPEM string
  keyPEM string
  caBundle string default=""
  injectCaFrom string default=""
  injectCaFromSecret string default=""
 policyValidator object
  externalSecret boolean default=false
  namespaceSelector map
  crtPEM string
  keyPEM string
  caBundle string default=""
  injectCaFrom string default=""
  injectCaFromSecret string default=""
 nodeSelector map
 spValidator object since=edge-24.1.1
  livenessProbe map since=edge-24.9.1
  readinessProbe map since=edge-24.9.1
 prometheusUrl string since=edge-23.9.3 default=""
 podMonitor object since=edge-22.10.1
  enabled boolean since=edge-22.10.1 default=false
  scrapeInterval string since=edge-22.10.1 default="10s"
  scrapeTimeout string since=edge-22.10.1 default="10s"
  labels map since=edge-23.9.3
  controller object since=edge-22.10.1
   enabled boolean since=edge-22.10.1 default=true
   namespaceSelector string since=edge-22.10.1 default="matchNames:\n\u0020\u0020-\u0020{{\u0020.Release.Namespace\u0020}}\n\u0020\u0020-\u0020linkerd-viz\n" changed=edge-25.10.1 before="matchNames:\n\u0020\u0020-\u0020{{\u0020.Release.Namespace\u0020}}\n\u0020\u0020-\u0020linkerd-viz\n\u0020\u0020-\u0020linkerd-jaeger\n"
   honorTimestamps boolean since=edge-26.5.2 default=false
  serviceMirror object since=edge-22.10.1
   enabled boolean since=edge-22.10.1 default=true
   honorTimestamps boolean since=edge-26.5.2 default=false
  proxy object since=edge-22.10.1
   enabled boolean since=edge-22.10.1 default=true
   honorTimestamps boolean since=edge-26.5.2 default=false
 egress object since=edge-24.11.1
  globalEgressNetworkNamespace string since=edge-24.11.1 default="linkerd-egress"
 configReaders any since=edge-25.6.2
 destinationResources any
 destinationProxyResources any
 identityResources any
 identityProxyResources any
 proxyInjectorResources any
 proxyInjectorProxyResources any
 spValidatorResources any
 tolerations any
 nodeAffinity any
 heartbeatSchedule any
 heartbeat any since=edge-24.1.1
 heartbeatResources any
 cliVersion any
 image any since=edge-23.2.1
 controlPlaneTracing boolean until=edge-25.9.4 default=false
 controlPlaneTracingNamespace string until=edge-25.9.4 default="linkerd-jaeger"
 policyControllerResources any since=edge-23.9.1 until=edge-24.4.1
 cniPluginVersion any until=edge-23.1.2
chart linkerd-crds
 installGatewayAPI boolean since=edge-25.3.1 default=false changed=edge-25.9.4 before=true
 enableHttpRoutes boolean since=edge-23.7.1
 enableTlsRoutes boolean since=edge-24.10.4
 enableTcpRoutes boolean since=edge-24.10.4
chart linkerd2-cni
 inboundProxyPort number default=4143
 outboundProxyPort number default=4140
 ignoreInboundPorts string default=""
 ignoreOutboundPorts string default=""
 proxyAdminPort number default=4191
 proxyControlPort number default=4190
 podLabels map since=edge-22.11.1
 commonLabels map since=edge-22.11.1
 logLevel string default="info"
 portsToRedirect string default=""
 proxyUID number default=2102
 proxyGID number since=edge-24.5.4 default=-1
 destCNINetDir string default="/etc/cni/net.d"
 destCNIBinDir string default="/opt/cni/bin"
 useWaitFlag boolean default=false
 iptablesMode string since=edge-24.4.1 default="nft" changed=edge-25.8.2 before="legacy"
 disableIPv6 boolean since=edge-24.4.1 default=true changed=edge-24.5.5 before=false
 priorityClassName string default=""
 revisionHistoryLimit number since=edge-24.4.5 default=10
 updateStrategy map since=edge-25.1.2
 enablePSP boolean default=false
 privileged boolean default=false
 tolerations []any default=[{"operator":"Exists"}]
 image object since=edge-23.2.1
  name string since=edge-23.2.1 default="cr.l5d.io/linkerd/cni-plugin"
  version string since=edge-23.2.1
  pullPolicy string since=edge-23.2.1 default="IfNotPresent"
 imagePullSecrets any
 extraInitContainers []any default=[]
 repairController object since=edge-24.1.1
  enabled boolean since=edge-24.1.1 default=false
  logLevel string since=edge-24.1.1 default="info"
  logFormat string since=edge-24.1.1 default="plain"
  enableSecurityContext boolean since=edge-24.1.1 default=true
  resources object since=edge-24.1.1
   cpu object since=edge-24.1.1
    limit string since=edge-24.1.1 default=""
    request string since=edge-24.1.1 default=""
   memory object since=edge-24.1.1
    limit string since=edge-24.1.1 default=""
    request string since=edge-24.1.1 default=""
   ephemeral-storage object since=edge-24.1.1
    limit string since=edge-24.1.1 default=""
    request string since=edge-24.1.1 default=""
 resources object since=edge-23.1.1
  cpu object since=edge-23.1.1
   limit string since=edge-23.1.1 default=""
   request string since=edge-23.1.1 default=""
  memory object since=edge-23.1.1
   limit string since=edge-23.1.1 default=""
   request string since=edge-23.1.1 default=""
  ephemeral-storage object since=edge-23.1.1
   limit string since=edge-23.1.1 default=""
   request string since=edge-23.1.1 default=""
 nodeAffinity any
 cniPluginImage string until=edge-23.1.2 default="cr.l5d.io/linkerd/cni-plugin"
 cniPluginVersion string until=edge-23.1.2 default="linkerdVersionValue"
chart linkerd-viz
 linkerdVersion string
 clusterDomain string default="cluster.local"
 podLabels map
 commonLabels map since=edge-22.11.1
 identityTrustDomain string default=""
 revisionHistoryLimit number since=edge-24.4.5 default=10
 defaultRegistry string default="cr.l5d.io/linkerd"
 defaultImagePullPolicy string default="IfNotPresent"
 defaultLogLevel string default="info"
 defaultLogFormat string default="plain"
 defaultUID number default=2103
 defaultGID number since=edge-24.5.4 default=2103
 linkerdNamespace string default="linkerd"
 nodeSelector map
 imagePullSecrets []any default=[]
 tolerations any
 enablePodAntiAffinity boolean default=false
 enablePodDisruptionBudget boolean since=edge-23.12.1 default=false
 createNamespaceMetadataJob boolean since=edge-24.1.3 default=true
 enablePSP boolean default=false
 prometheusUrl string default=""
 prometheusCredsSecret string since=edge-24.9.2 default=""
 jaegerUrl string default=""
 metricsAPI object
  replicas number default=1
  logLevel string default=""
  logFormat string default=""
  image object
   registry string default=""
   name string default="metrics-api"
   tag string default=""
   pullPolicy string default=""
  resources object
   cpu object
    limit any
    request any
   memory object
    limit any
    request any
   ephemeral-storage object
    limit string default=""
    request string default=""
  proxy any
   resources any
  UID any
  GID any since=edge-24.5.4
  nodeSelector map
  tolerations any
  service object since=edge-23.2.3
   annotations map since=edge-23.2.3
 tap object
  replicas number default=1
  logLevel string default=""
  logFormat string default=""
  image object
   registry string default=""
   name string default="tap"
   tag string default=""
   pullPolicy string default=""
  externalSecret boolean default=false
  crtPEM string
  keyPEM string
  caBundle string default=""
  injectCaFrom string default=""
  injectCaFromSecret string default=""
  resources object
   cpu object
    limit any
    request any
   memory object
    limit any
    request any
   ephemeral-storage object
    limit string default=""
    request string default=""
  ignoreHeaders []any since=edge-23.4.1 default=[]
  proxy any
   resources any
  UID any
  GID any since=edge-24.5.4
  service object since=edge-23.2.3
   annotations map since=edge-23.2.3
 tapInjector object
  replicas number default=1
  logLevel string default=""
  logFormat string default=""
  image object
   registry string default=""
   name string default="tap"
   tag string default=""
   pullPolicy string default=""
  namespaceSelector map
  objectSelector any
   matchLabels any
  UID any
  GID any since=edge-24.5.4
  failurePolicy string default="Ignore"
  resources object
   cpu object
    limit any
    request any
   memory object
    limit any
    request any
   ephemeral-storage object
    limit string default=""
    request string default=""
  proxy any
   resources any
  externalSecret boolean default=false
  crtPEM string
  keyPEM string
  caBundle string default=""
  injectCaFrom string default=""
  injectCaFromSecret string default=""
  service object since=edge-23.2.3
   annotations map since=edge-23.2.3
 dashboard object
  replicas number default=1
  logLevel string default=""
  logFormat string default=""
  image object
   registry string default=""
   name string default="web"
   tag string default=""
   pullPolicy string default=""
  UID any
  GID any since=edge-24.5.4
  restrictPrivileges boolean default=false
  enforcedHostRegexp string default=""
  resources object
   cpu object
    limit any
    request any
   memory object
    limit any
    request any
   ephemeral-storage object
    limit string default=""
    request string default=""
  proxy any
   resources any
  service object since=edge-23.2.3
   annotations map since=edge-23.2.3
   labels map since=edge-25.1.1
 namespaceMetadata object since=edge-22.10.3
  image object since=edge-22.10.3
   registry string since=edge-22.10.3 default="" changed=edge-23.4.2 before="cr.l5d.io/linkerd"
   name string since=edge-22.10.3 default="extension-init" changed=edge-23.3.1 before="curl"
   tag string since=edge-22.10.3 default="v0.1.12" changed=edge-26.7.2 before="v0.1.11"
   pullPolicy string since=edge-22.10.3 default=""
  nodeSelector map since=edge-23.5.2
  tolerations any since=edge-23.5.2
 grafana object
  url any
  externalUrl any
  uidPrefix any
 prometheus object
  enabled boolean default=true
  image object
   registry string default="prom"
   name string default="prometheus"
   tag string default="v2.55.1" changed=edge-25.3.4 before="v2.48.1"
   pullPolicy string default=""
  logLevel string default=""
  logFormat string default=""
  args map
  globalConfig map
  podAnnotations map since=edge-23.10.1
  alertRelabelConfigs any
  alertmanagers any
  remoteWrite any
  ruleConfigMapMounts any
  scrapeConfigs any
  metricRelabelConfigs any since=edge-24.4.2
  sidecarContainers any
  resources object
   cpu object
    limit any
    request any
   memory object
    limit any
    request any
   ephemeral-storage object
    limit string default=""
    request string default=""
  proxy any
   resources any
  nodeSelector map
  tolerations any
  persistence any
   accessMode any
   size any
   storageClass any
 nodeAffinity any
 cliVersion any
 podAnnotations any
 enablePprof any
 cniEnabled any since=edge-23.1.1
 proxyContainerName any
chart linkerd-multicluster
 gateway object
  enabled boolean default=true
  replicas number default=1
  name string default="linkerd-gateway"
  port number default=4143
  serviceType string default="LoadBalancer"
  probe object
   path string default="/ready"
   port number default=4191
   seconds number default=3
   nodePort any
   failureThreshold number since=edge-24.9.3 until=edge-24.10.2 default=3
   timeout string since=edge-24.9.3 until=edge-24.10.2 default="30s"
  serviceAnnotations map
  serviceExternalTrafficPolicy string since=edge-24.9.1 default=""
  deploymentAnnotations map since=edge-23.1.2
  loadBalancerClass string since=edge-24.3.1 default=""
  loadBalancerIP string default=""
  loadBalancerSourceRanges []any since=edge-23.1.2 default=[]
  terminationGracePeriodSeconds string since=edge-23.1.2 default=""
  nodeSelector map since=edge-23.2.1
  tolerations []any since=edge-23.2.1 default=[]
  pauseImage string since=edge-22.10.3 default="registry.k8s.io/pause:3.2" changed=edge-26.2.1 before="gcr.io/google_containers/pause:3.2"
  UID number default=2103
  GID number since=edge-24.5.4 default=2103
  nodePort any
  healthCheckNodePort any since=edge-26.5.1
 linkerdVersion string
 podAnnotations map since=edge-24.11.2
 podLabels map since=edge-22.11.1
 commonLabels map since=edge-22.11.1
 imagePullPolicy string since=edge-22.10.3 default="IfNotPresent"
 imagePullSecrets []any since=edge-23.10.1 default=[]
 proxyOutboundPort number default=4140
 remoteMirrorServiceAccount boolean default=true
 remoteMirrorServiceAccountName string default="linkerd-service-mirror-remote-access-default"
 linkerdNamespace string default="linkerd"
 identityTrustDomain string default="cluster.local"
 namespaceMetadata object since=edge-22.10.3
  image object since=edge-22.10.3
   registry string since=edge-22.10.3 default="cr.l5d.io/linkerd" changed=edge-23.3.1 before="curlimages"
   name string since=edge-22.10.3 default="extension-init" changed=edge-23.3.1 before="curl"
   tag string since=edge-22.10.3 default="v0.1.12" changed=edge-26.7.2 before="v0.1.11"
   pullPolicy string since=edge-22.10.3 default=""
  nodeSelector map since=edge-23.5.2
  tolerations []any since=edge-23.5.2 default=[]
 enablePSP boolean default=false
 enableNamespaceCreation boolean since=edge-25.3.3 default=false
 enablePodAntiAffinity boolean default=false
 createNamespaceMetadataJob boolean since=edge-24.1.3 default=true
 revisionHistoryLimit number since=edge-24.4.5 default=10
 localServiceMirror object since=edge-24.11.2
  serviceMirrorRetryLimit number since=edge-24.11.2 default=3
  federatedServiceSelector string since=edge-24.11.2 default="mirror.linkerd.io/federated=member"
  excludedLabels string since=edge-25.3.4 default=""
  excludedAnnotations string since=edge-25.3.4 default=""
  replicas number since=edge-24.11.2 default=1
  image object since=edge-24.11.2
   name string since=edge-24.11.2 default="cr.l5d.io/linkerd/controller"
   pullPolicy string since=edge-24.11.2 default=""
   version string since=edge-24.11.2
  logLevel string since=edge-24.11.2 default="info"
  logFormat string since=edge-24.11.2 default="plain"
  enablePprof boolean since=edge-24.11.2 default=false
  UID number since=edge-24.11.2 default=2103
  GID number since=edge-24.11.2 default=2103
  resources map since=edge-24.11.2
  additionalEnv any since=edge-24.11.2
  experimentalEnv any since=edge-24.11.2
 controllers any since=edge-25.3.3
 controllerDefaults object since=edge-25.3.3
  replicas number since=edge-25.3.3 default=1
  image object since=edge-25.3.3
   name string since=edge-25.3.3 default="cr.l5d.io/linkerd/controller"
   pullPolicy string since=edge-25.3.3 default=""
   version string since=edge-25.3.3
  gateway object since=edge-25.3.3
   enabled boolean since=edge-25.3.3 default=true
   probe object since=edge-25.3.3
    port number since=edge-25.3.3 default=4191
  logLevel string since=edge-25.3.3 default="info"
  logFormat string since=edge-25.3.3 default="plain"
  enableHeadlessServices boolean since=edge-25.3.3 default=false
  enablePprof boolean since=edge-25.3.3 default=false
  UID number since=edge-25.3.3 default=2103
  GID number since=edge-25.3.3 default=2103
  retryLimit number since=edge-25.3.3 default=3
  resources map since=edge-25.3.3
  nodeSelector map since=edge-25.3.3
  tolerations map since=edge-25.3.3
  enablePodAntiAffinity boolean since=edge-25.3.3 default=false
  nodeAffinity map since=edge-25.3.3
 nodeAffinity any
 serviceMirrorAdditionalEnv any since=edge-25.3.3
 serviceMirrorExperimentalEnv any since=edge-25.3.3
 nodeSelector any since=edge-24.11.2
 tolerations any since=edge-24.11.2
 cniEnabled any since=edge-23.1.1
 cliVersion any until=edge-25.7.6`;
