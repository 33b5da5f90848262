/**
 * The resources that Linkerd reads, as the CustomResourceDefinitions of its charts have them from edge-22.8.2 to edge-26.8.3,
 * and those of the Gateway API from v0.7.1 to v1.6.1. Written by scripts/catalogue/resources.mjs; see
 * schemaText.ts for the format.
 */
export const RESOURCES = String.raw`type requestMatch object
 pathRegex string
 method string
 all []&requestMatch
 any []&requestMatch
 not &requestMatch
type responseMatch object
 all []&responseMatch
 any []&responseMatch
 not &responseMatch
 status object
  max integer minimum=0
  min integer minimum=0
pattern dns-label ^[a-z0-9]([-a-z0-9]*[a-z0-9])?$
pattern dns-name ^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$
pattern api-group ^$|^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$
pattern hostname ^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$
pattern mesh-identity ^(\*|[a-z0-9]([-a-z0-9]*[a-z0-9])?)(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$
pattern kind ^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$
pattern header-name ^[A-Za-z0-9!#$%&'*+\-.^_\x60|~]+$
pattern gateway-duration ^([0-9]{1,5}(h|m|s|ms)){1,4}$
pattern url-path ^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})+$
pattern quantity ^(\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))))?$
type targetRef object
 group string pattern=api-group maxLength=253
 kind! string pattern=kind minLength=1 maxLength=63
 name! string minLength=1 maxLength=253
type spec object
 hostnames []string maxItems=16 pattern=hostname minLength=1 maxLength=253
 parentRefs []object maxItems=32
  group string pattern=api-group maxLength=253 default="policy.linkerd.io"
  kind string pattern=kind minLength=1 maxLength=63 default="Gateway"
  name! string minLength=1 maxLength=253
  namespace string pattern=dns-label minLength=1 maxLength=63
  port integer since=edge-23.3.2
  sectionName string pattern=dns-name minLength=1 maxLength=253
 rules []object maxItems=16
  backendRefs []object since=edge-23.3.2
   name string
   port integer
   namespace string default="default"
   filters &filters since=edge-23.7.2
  filters []object maxItems=16
   requestHeaderModifier &requestHeaderModifier
   requestRedirect object
    hostname string pattern=dns-name minLength=1 maxLength=253
    path &path2 since=edge-23.1.2
    port integer minimum=1 maximum=65535 format=int32
    scheme string enum=["http","https"]
    statusCode integer enum=[301,302] default=302
   type! string enum=["RequestHeaderModifier","RequestRedirect"]
  matches &matches
type filters []object maxItems=16
 requestHeaderModifier &requestHeaderModifier
 requestRedirect &requestRedirect
 responseHeaderModifier &requestHeaderModifier
 type! string enum=["RequestHeaderModifier","ResponseHeaderModifier","RequestRedirect"]
type requestHeaderModifier object
 add &add
 remove []string maxItems=16
 set &add
type add []object maxItems=16
 name! string pattern=header-name minLength=1 maxLength=256
 value! string minLength=1 maxLength=4096
type requestRedirect object
 hostname string pattern=dns-name minLength=1 maxLength=253
 path &path
 port integer minimum=1 maximum=65535 format=int32
 scheme string enum=["http","https"]
 statusCode integer enum=[301,302] default=302
type path object
 replaceFullPath string maxLength=1024
 replacePrefixMatch string maxLength=1024
 type! string enum=["ReplaceFullPath","ReplacePrefixMatch"]
type path2 object
 replaceFullPath string maxLength=1024 since=edge-23.7.2
 replacePrefixMatch string maxLength=1024 since=edge-23.7.2
 type! string enum=["ReplaceFullPath","ReplacePrefixMatch"] since=edge-23.7.2
type matches []object maxItems=8
 headers &headers
 method string enum=["GET","HEAD","POST","PUT","DELETE","CONNECT","OPTIONS","TRACE","PATCH"]
 path &path3
 queryParams []object maxItems=16
  name! string minLength=1 maxLength=256
  type string enum=["Exact","RegularExpression"] default="Exact"
  value! string minLength=1 maxLength=1024
type headers []object maxItems=16
 name! string pattern=header-name minLength=1 maxLength=256
 type string enum=["Exact","RegularExpression"] default="Exact"
 value! string minLength=1 maxLength=4096
type path3 object default={"type":"PathPrefix","value":"/"}
 type string enum=["Exact","PathPrefix","RegularExpression"] default="PathPrefix"
 value string maxLength=1024 default="/"
type parentRefs []object maxItems=32
 group string pattern=api-group maxLength=253 default="policy.linkerd.io"
 kind string pattern=kind minLength=1 maxLength=63 default="Gateway"
 name! string minLength=1 maxLength=253
 namespace string pattern=dns-label minLength=1 maxLength=63
 port integer minimum=1 maximum=65535 format=int32
 sectionName string pattern=dns-name minLength=1 maxLength=253
type backendRefs []object maxItems=16
 group string pattern=api-group maxLength=253 default=""
 kind string pattern=kind minLength=1 maxLength=63 default="Service"
 name! string minLength=1 maxLength=253
 namespace string pattern=dns-label minLength=1 maxLength=63
 port integer minimum=1 maximum=65535 format=int32
 weight integer minimum=0 maximum=1000000 format=int32 default=1
 filters &filters since=edge-23.7.2
type filters2 []object maxItems=16
 requestHeaderModifier &requestHeaderModifier
 requestRedirect object
  hostname string pattern=dns-name minLength=1 maxLength=253
  path &path2
  port integer minimum=1 maximum=65535 format=int32
  scheme string enum=["http","https"]
  statusCode integer enum=[301,302] default=302
 type! string enum=["RequestHeaderModifier","RequestRedirect"]
type networks []object
 cidr! string
 except []string
type spec2 object
 server! object oneOf=["name","selector"]
  name string pattern=dns-label
  selector &selector
 client! object
  networks &networks
  unauthenticated boolean
  meshTLS object
   unauthenticatedTLS boolean
   identities []string pattern=mesh-identity
   serviceAccounts []object
    name! string pattern=dns-label
    namespace string pattern=dns-label
type selector object
 matchLabels map
 matchExpressions &matchExpressions
type matchExpressions []object
 key! string
 operator! string enum=["In","NotIn","Exists","DoesNotExist"]
 values []string
type dstOverrides []object
 authority string
 weight int-or-string pattern=quantity
type retryBudget object
 minRetriesPerSecond! integer format=int32
 retryRatio! number format=float
 ttl! string
type routes []object
 condition! object
  pathRegex string
  method string
  all []&requestMatch
  any []&requestMatch
  not any
 isRetryable boolean
 name! string
 timeout string
 responseClasses []object
  condition! object
   all []&responseMatch
   any []&responseMatch
   not &responseMatch
   status object
    max integer format=int32
    min integer format=int32
  isFailure boolean
type probeSpec object
 failureThreshold string default="3"
 path string
 period string format=duration
 port string
 timeout string format=duration default="30s"
type meshTls object
 identity! string minLength=1 maxLength=253
 serverName! string minLength=1 maxLength=253
type ports []object
 name string
 port! integer minimum=1 maximum=65535 format=int32
 protocol string default="TCP"
type total object
 requestsPerSecond! integer format=int64
type parentRefs2 []object maxItems=32
 group string pattern=api-group maxLength=253 default="gateway.networking.k8s.io"
 kind string pattern=kind minLength=1 maxLength=63 default="Gateway"
 name! string minLength=1 maxLength=253
 namespace string pattern=dns-label minLength=1 maxLength=63
 port integer minimum=1 maximum=65535 format=int32
 sectionName string pattern=dns-name minLength=1 maxLength=253
type filters3 []object maxItems=16
 extensionRef &extensionRef
 requestHeaderModifier &requestHeaderModifier
 requestMirror &requestMirror
 responseHeaderModifier &requestHeaderModifier
 type! string enum=["ResponseHeaderModifier","RequestHeaderModifier","RequestMirror","ExtensionRef"]
type extensionRef object
 group! string pattern=api-group maxLength=253
 kind! string pattern=kind minLength=1 maxLength=63
 name! string minLength=1 maxLength=253
type requestMirror object
 backendRef! &backendRef
type backendRef object portForService=true
 group string pattern=api-group maxLength=253 default=""
 kind string pattern=kind minLength=1 maxLength=63 default="Service"
 name! string minLength=1 maxLength=253
 namespace string pattern=dns-label minLength=1 maxLength=63
 port integer minimum=1 maximum=65535 format=int32
type method object
 method string maxLength=1024
 service string maxLength=1024
 type string enum=["Exact","RegularExpression"] default="Exact"
type cookieConfig object
 lifetimeType string enum=["Permanent","Session"] default="Session"
type filters4 []object maxItems=16
 extensionRef &extensionRef
 requestHeaderModifier &requestHeaderModifier
 requestMirror &requestMirror2
 responseHeaderModifier &requestHeaderModifier
 type! string enum=["ResponseHeaderModifier","RequestHeaderModifier","RequestMirror","ExtensionRef"]
type requestMirror2 object
 backendRef! &backendRef
 fraction object since=v1.2.0
  denominator integer minimum=1 format=int32 default=100
  numerator! integer minimum=0 format=int32
 percent integer minimum=0 maximum=100 format=int32 since=v1.2.0
type sessionPersistence object
 absoluteTimeout string pattern=gateway-duration
 cookieConfig &cookieConfig
 sessionName string maxLength=128
 type string enum=["Cookie","Header"] default="Cookie"
 idleTimeout string pattern=gateway-duration until=v1.5.1
type filters5 []object maxItems=16
 extensionRef &extensionRef
 requestHeaderModifier &requestHeaderModifier
 requestMirror &requestMirror
 requestRedirect &requestRedirect
 responseHeaderModifier &requestHeaderModifier
 type! string enum=["RequestHeaderModifier","ResponseHeaderModifier","RequestMirror","RequestRedirect","URLRewrite","ExtensionRef"]
 urlRewrite &urlRewrite
type urlRewrite object
 hostname string pattern=dns-name minLength=1 maxLength=253
 path &path
type queryParams []object maxItems=16
 name! string pattern=header-name minLength=1 maxLength=256
 type string enum=["Exact","RegularExpression"] default="Exact"
 value! string minLength=1 maxLength=1024
type timeouts object
 backendRequest string pattern=gateway-duration
 request string pattern=gateway-duration
type backendRefs2 []object maxItems=16 portForService=true
 filters &filters6
 group string pattern=api-group maxLength=253 default=""
 kind string pattern=kind minLength=1 maxLength=63 default="Service"
 name! string minLength=1 maxLength=253
 namespace string pattern=dns-label minLength=1 maxLength=63
 port integer minimum=1 maximum=65535 format=int32
 weight integer minimum=0 maximum=1000000 format=int32 default=1
type filters6 []object maxItems=16
 cors object since=v1.3.0
  allowCredentials boolean
  allowHeaders []string maxItems=64 pattern=header-name minLength=1 maxLength=256
  allowMethods []string maxItems=9 enum=["GET","HEAD","POST","PUT","DELETE","CONNECT","OPTIONS","TRACE","PATCH","*"]
  allowOrigins []string maxItems=64 minLength=1 maxLength=253
  exposeHeaders []string maxItems=64 pattern=header-name minLength=1 maxLength=256
  maxAge integer minimum=1 format=int32 default=5
 extensionRef &extensionRef
 requestHeaderModifier &requestHeaderModifier
 requestMirror &requestMirror2
 requestRedirect object
  hostname string pattern=dns-name minLength=1 maxLength=253
  path &path
  port integer minimum=1 maximum=65535 format=int32
  scheme string enum=["http","https"]
  statusCode integer default=302
 responseHeaderModifier &requestHeaderModifier
 type! string
 urlRewrite &urlRewrite
 externalAuth object since=v1.4.0
  backendRef! &backendRef
  forwardBody object
   maxSize integer
  grpc object
   allowedHeaders []string
  http object
   allowedHeaders []string
   allowedResponseHeaders []string
   path string pattern=url-path maxLength=1024
  protocol! string enum=["HTTP","GRPC"]
type matches2 []object
 headers &headers
 method string enum=["GET","HEAD","POST","PUT","DELETE","CONNECT","OPTIONS","TRACE","PATCH"]
 path &path3
 queryParams &queryParams
type retry object
 attempts integer
 backoff string pattern=gateway-duration
 codes []integer minimum=400 maximum=599
type rules []object minItems=1 maxItems=16
 backendRefs &backendRefs3
 name string pattern=dns-name minLength=1 maxLength=253 since=v1.2.0
type backendRefs3 []object minItems=1 maxItems=16 portForService=true
 group string pattern=api-group maxLength=253 default=""
 kind string pattern=kind minLength=1 maxLength=63 default="Service"
 name! string minLength=1 maxLength=253
 namespace string pattern=dns-label minLength=1 maxLength=63
 port integer minimum=1 maximum=65535 format=int32
 weight integer minimum=0 maximum=1000000 format=int32 default=1
type rules2 []object minItems=1 maxItems=1
 backendRefs! &backendRefs3
 name string pattern=dns-name minLength=1 maxLength=253
type spec3 object
 hostnames! []string minItems=1 pattern=hostname minLength=1 maxLength=253
 parentRefs &parentRefs2
 rules! &rules2
 useDefaultGateways string enum=["All","None"]
kind AuthorizationPolicy policy.linkerd.io
 version v1alpha1 stored
  spec! object
   targetRef! &targetRef
   requiredAuthenticationRefs! []object
    group string pattern=api-group maxLength=253
    kind! string pattern=kind minLength=1 maxLength=63
    name! string minLength=1 maxLength=253
    namespace string maxLength=253
kind HTTPRoute policy.linkerd.io
 version v1alpha1
  spec! &spec
  status any
 version v1beta1
  spec! &spec
  status any
 version v1beta2 since=edge-23.1.2
  spec! object
   hostnames []string maxItems=16 pattern=hostname minLength=1 maxLength=253
   parentRefs &parentRefs
   rules []object maxItems=16
    backendRefs &backendRefs
    filters &filters2
    matches &matches
  status any
 version v1beta3 since=edge-23.6.1 stored
  spec! object
   hostnames []string maxItems=16 pattern=hostname minLength=1 maxLength=253
   parentRefs &parentRefs
   rules []object maxItems=16
    backendRefs &backendRefs
    filters &filters2
    matches &matches
    timeouts object
     backendRequest string format=duration
     request string format=duration
  status any
kind MeshTLSAuthentication policy.linkerd.io
 version v1alpha1 stored
  spec! object oneOf=["identities","identityRefs"]
   identities []string minItems=1
   identityRefs []object minItems=1
    group string pattern=api-group maxLength=253
    kind! string pattern=kind minLength=1 maxLength=63
    name string minLength=1 maxLength=253
    namespace string maxLength=253
kind NetworkAuthentication policy.linkerd.io
 version v1alpha1 stored
  spec! object
   networks! &networks
kind ServerAuthorization policy.linkerd.io
 version v1alpha1 deprecated=edge-22.8.2
  spec! &spec2
 version v1beta1 stored
  spec! &spec2
kind Server policy.linkerd.io
 version v1alpha1 deprecated=edge-22.8.2
  spec! object
   podSelector! object oneOf=["matchExpressions","matchLabels"]
    matchLabels map
    matchExpressions &matchExpressions
   port! int-or-string
   proxyProtocol string default="unknown"
 version v1beta1 deprecated=edge-24.1.1
  spec! object
   podSelector! &selector
   port! int-or-string
   proxyProtocol string default="unknown"
 version v1beta2 since=edge-24.1.1
  spec! object oneOf=["externalWorkloadSelector","podSelector"]
   podSelector &selector
   externalWorkloadSelector &selector
   port! int-or-string
   proxyProtocol string default="unknown"
 version v1beta3 since=edge-24.7.4 stored
  spec! object oneOf=["externalWorkloadSelector","podSelector"]
   accessPolicy string default="deny"
   podSelector &selector
   externalWorkloadSelector &selector
   port! int-or-string
   proxyProtocol string default="unknown"
kind ServiceProfile linkerd.io
 version v1alpha1
  spec object
   dstOverrides &dstOverrides
   opaquePorts []string
   retryBudget &retryBudget
   routes! &routes
 version v1alpha2 stored
  spec object
   dstOverrides &dstOverrides
   opaquePorts []string
   retryBudget &retryBudget
   routes &routes
kind Link multicluster.linkerd.io
 version v1alpha1
  spec object
   clusterCredentialsSecret string
   gatewayAddress string
   gatewayIdentity string
   gatewayPort string
   probeSpec object
    failureThreshold string default="3" since=edge-24.9.3
    path string
    period string
    port string
    timeout string format=duration default="30s" since=edge-24.9.3
   selector &selector
   remoteDiscoverySelector &selector since=edge-23.8.2
   targetClusterName string
   targetClusterDomain string
   targetClusterLinkerdNamespace string
 version v1alpha2 since=edge-24.11.1
  spec object
   clusterCredentialsSecret string
   gatewayAddress string
   gatewayIdentity string
   gatewayPort string
   probeSpec &probeSpec
   selector &selector
   remoteDiscoverySelector &selector
   federatedServiceSelector &selector
   targetClusterName string
   targetClusterDomain string
   targetClusterLinkerdNamespace string
  status any
 version v1alpha3 since=edge-25.3.3 stored
  spec object
   clusterCredentialsSecret string
   gatewayAddress string
   gatewayIdentity string
   gatewayPort string
   probeSpec &probeSpec
   selector &selector
   remoteDiscoverySelector &selector
   federatedServiceSelector &selector
   targetClusterName string
   targetClusterDomain string
   targetClusterLinkerdNamespace string
   excludedAnnotations []string
   excludedLabels []string
  status any
kind ExternalWorkload workload.linkerd.io
 version v1alpha1 since=edge-24.1.1
  spec! object
   meshTls! &meshTls
   ports &ports
   workloadIPs []object maxItems=1
    ip string
  status any
 version v1beta1 since=edge-24.2.4 stored
  spec! object
   meshTLS! &meshTls
   ports &ports
   workloadIPs []object maxItems=2
    ip string
  status any
kind EgressNetwork policy.linkerd.io
 version v1alpha1 since=edge-24.10.4 stored
  spec! object
   trafficPolicy! string enum=["Allow","Deny"]
   networks &networks
  status any
kind HTTPLocalRateLimitPolicy policy.linkerd.io
 version v1alpha1 since=edge-24.11.2 stored
  spec! object
   targetRef! &targetRef
   total &total
   identity &total
   overrides []object
    requestsPerSecond! integer format=int64
    clientRefs! []object
     group string pattern=api-group maxLength=253
     kind! string pattern=kind minLength=1 maxLength=63
     namespace string pattern=dns-label minLength=1 maxLength=63
     name! string minLength=1 maxLength=253
  status any since=edge-24.11.3
kind GRPCRoute gateway.networking.k8s.io
 version v1alpha2 until=v1.1.1 deprecated=v1.1.0
  spec object
   hostnames []string maxItems=16 pattern=hostname minLength=1 maxLength=253
   parentRefs &parentRefs2
   rules []object maxItems=16
    backendRefs []object maxItems=16 portForService=true
     filters &filters3
     group string pattern=api-group maxLength=253 default=""
     kind string pattern=kind minLength=1 maxLength=63 default="Service"
     name! string minLength=1 maxLength=253
     namespace string pattern=dns-label minLength=1 maxLength=63
     port integer minimum=1 maximum=65535 format=int32
     weight integer minimum=0 maximum=1000000 format=int32 default=1
    filters &filters3
    matches []object maxItems=8
     headers &headers
     method &method
    sessionPersistence object since=v1.1.0
     absoluteTimeout string pattern=gateway-duration
     cookieConfig &cookieConfig
     idleTimeout string pattern=gateway-duration
     sessionName string maxLength=128
     type string enum=["Cookie","Header"] default="Cookie"
  status any
 version v1 since=v1.1.0 stored
  spec object
   hostnames []string maxItems=16 pattern=hostname minLength=1 maxLength=253
   parentRefs &parentRefs2
   rules []object maxItems=16
    backendRefs []object maxItems=16 portForService=true
     filters &filters4
     group string pattern=api-group maxLength=253 default=""
     kind string pattern=kind minLength=1 maxLength=63 default="Service"
     name! string minLength=1 maxLength=253
     namespace string pattern=dns-label minLength=1 maxLength=63
     port integer minimum=1 maximum=65535 format=int32
     weight integer minimum=0 maximum=1000000 format=int32 default=1
    filters &filters4
    matches []object
     headers &headers
     method &method
    name string pattern=dns-name minLength=1 maxLength=253 since=v1.2.0
    sessionPersistence &sessionPersistence
   useDefaultGateways string enum=["All","None"] since=v1.4.0
  status any
kind HTTPRoute gateway.networking.k8s.io
 version v1alpha2 until=v0.7.1 deprecated=v0.7.1
  spec! object
   hostnames []string maxItems=16 pattern=hostname minLength=1 maxLength=253
   parentRefs []object maxItems=32
    group string pattern=api-group maxLength=253 default="gateway.networking.k8s.io"
    kind string pattern=kind minLength=1 maxLength=63 default="Gateway"
    name! string minLength=1 maxLength=253
    namespace string pattern=dns-label minLength=1 maxLength=63
    sectionName string pattern=dns-name minLength=1 maxLength=253
    port integer minimum=1 maximum=65535 format=int32
   rules []object maxItems=16
    backendRefs []object maxItems=16 portForService=true
     filters &filters5
     group string pattern=api-group maxLength=253 default=""
     kind string pattern=kind minLength=1 maxLength=63 default="Service"
     name! string minLength=1 maxLength=253
     namespace string pattern=dns-label minLength=1 maxLength=63
     port integer minimum=1 maximum=65535 format=int32
     weight integer minimum=0 maximum=1000000 format=int32 default=1
    filters &filters5
    matches []object maxItems=8
     headers &headers
     method string enum=["GET","HEAD","POST","PUT","DELETE","CONNECT","OPTIONS","TRACE","PATCH"]
     path &path3
     queryParams &queryParams
    timeouts &timeouts since=v0.8.1
  status any
 version v1beta1
  spec! object
   hostnames []string maxItems=16 pattern=hostname minLength=1 maxLength=253
   parentRefs &parentRefs2
   rules []object maxItems=16
    backendRefs &backendRefs2
    filters &filters6
    matches &matches2
    name string pattern=dns-name minLength=1 maxLength=253 since=v1.2.0
    timeouts &timeouts since=v0.8.1
    retry &retry since=v1.2.0
    sessionPersistence &sessionPersistence since=v1.1.0
   useDefaultGateways string enum=["All","None"] since=v1.4.0
  status any
 version v1 since=v1.0.0 stored
  spec! object
   hostnames []string maxItems=16 pattern=hostname minLength=1 maxLength=253
   parentRefs &parentRefs2
   rules []object maxItems=16
    backendRefs &backendRefs2
    filters &filters6
    matches &matches2
    name string pattern=dns-name minLength=1 maxLength=253 since=v1.2.0
    timeouts &timeouts
    retry &retry since=v1.2.0
    sessionPersistence &sessionPersistence since=v1.1.0
   useDefaultGateways string enum=["All","None"] since=v1.4.0
  status any
kind TCPRoute gateway.networking.k8s.io
 version v1alpha2 deprecated=v1.6.0
  spec! object
   parentRefs &parentRefs2
   rules! &rules
   useDefaultGateways string enum=["All","None"] since=v1.4.0
  status any
 version v1 since=v1.6.0 stored
  spec! object
   parentRefs &parentRefs2
   rules! &rules2
   useDefaultGateways string enum=["All","None"]
  status any
kind TLSRoute gateway.networking.k8s.io
 version v1alpha2 deprecated=v1.5.0
  spec! object
   hostnames []string pattern=hostname minLength=1 maxLength=253
   parentRefs &parentRefs2
   rules! &rules
   useDefaultGateways string enum=["All","None"] since=v1.4.0
  status any
 version v1alpha3 since=v1.4.0 deprecated=v1.5.0
  spec! &spec3
  status any
 version v1 since=v1.5.0 stored
  spec! &spec3
  status any`;
