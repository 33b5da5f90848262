import * as l10n from '@vscode/l10n';
import type { FieldTexts } from './fieldTexts.ts';

/** What routes are for, and their fields. */
export const ROUTE_TEXTS: FieldTexts = {
  'policy.linkerd.io/HTTPRoute': () =>
    l10n.t(
      'Routes HTTP requests, either of a Server (inbound) or to a Service or EgressNetwork (outbound). The HTTPRoute of the Gateway API can do more.',
    ),
  'gateway.networking.k8s.io/HTTPRoute': () =>
    l10n.t(
      'Routes HTTP requests. Linkerd reads it where a parent is a Server, a Service or an EgressNetwork.',
    ),
  GRPCRoute: () =>
    l10n.t(
      'Routes gRPC requests. Linkerd reads it where a parent is a Server, a Service or an EgressNetwork.',
    ),
  TLSRoute: () =>
    l10n.t(
      'Routes TLS connections by their host names. Linkerd reads it where a parent is a Service or an EgressNetwork.',
    ),
  TCPRoute: () =>
    l10n.t('Routes TCP connections. Linkerd reads it where a parent is a Service or an EgressNetwork.'),
  hostnames: () => l10n.t('Host names that the route applies to. By default, all.'),
  parentRefs: () => l10n.t('What the route applies to: Servers, or Services and EgressNetworks.'),
  'parentRefs.group': () =>
    l10n.t(
      'The API group of the parent. A Service needs `core` or an empty group: the default is another one.',
    ),
  'parentRefs.kind': () => l10n.t('Server, Service or EgressNetwork. Linkerd ignores the default, Gateway.'),
  'parentRefs.name': () => l10n.t('The name of the parent.'),
  'parentRefs.namespace': () =>
    l10n.t('Its namespace; by default the route’s own. A Server must be in the route’s.'),
  'parentRefs.port': () =>
    l10n.t(
      'The port of the Service, not the target port; without it all ports. An EgressNetwork needs one, and with a Server the route is ignored.',
    ),
  'parentRefs.sectionName': () =>
    l10n.t('Linkerd does not read it, and ignores a Server’s route that has it.'),
  rules: () =>
    l10n.t(
      'Which requests or connections the rule matches, and what happens to them. The most specific match applies.',
    ),
  'rules.name': () => l10n.t('A name for the rule. Linkerd does not read it.'),
  backendRefs: () =>
    l10n.t(
      'Where requests go instead, by weight. Linkerd reads it on routes for Services and EgressNetworks.',
    ),
  backendRef: () => l10n.t('Where they go.'),
  'backendRefs.group': () => l10n.t('The API group of the backend; empty for a Service.'),
  'backendRefs.kind': () => l10n.t('Service, or the EgressNetwork that is the route’s parent.'),
  'backendRefs.name': () =>
    l10n.t('The name of the backend. Requests to one that does not exist are answered with 500.'),
  'backendRefs.namespace': () => l10n.t('Its namespace. Set it if the route is in another namespace.'),
  'backendRefs.port': () => l10n.t('The port of the Service.'),
  'backendRefs.weight': () =>
    l10n.t('Its share of the requests, relative to the other weights; 0 gets none.'),
  'backendRefs.filters': () => l10n.t('Changes to requests for this backend.'),
  filters: () =>
    l10n.t(
      'Changes to requests and responses. Linkerd supports header modifiers and redirects; another filter makes it ignore the route.',
    ),
  'filters.type': () => l10n.t('The type of this filter: one of those below.'),
  requestHeaderModifier: () => l10n.t('Changes the headers of requests.'),
  responseHeaderModifier: () =>
    l10n.t('Changes the headers of responses. On routes for Servers Linkerd does not read it.'),
  'HeaderModifier.add': () => l10n.t('Headers to add to the existing ones.'),
  'HeaderModifier.set': () => l10n.t('Headers that replace existing ones.'),
  'HeaderModifier.remove': () => l10n.t('Names of headers to remove.'),
  'add.name': () => l10n.t('The header’s name.'),
  'add.value': () => l10n.t('The header’s value.'),
  'set.name': () => l10n.t('The header’s name.'),
  'set.value': () => l10n.t('The header’s value.'),
  'requestRedirect.path.type': () => l10n.t('The type: one of the two below.'),
  requestRedirect: () => l10n.t('Answers with a redirect.'),
  'requestRedirect.hostname': () => l10n.t('The host to redirect to; by default the request’s own.'),
  'requestRedirect.scheme': () => l10n.t('The scheme to redirect to.'),
  'requestRedirect.port': () => l10n.t('The port to redirect to.'),
  'requestRedirect.path': () => l10n.t('The path to redirect to.'),
  'requestRedirect.statusCode': () => l10n.t('The status of the redirect.'),
  'path.replaceFullPath': () => l10n.t('Replaces the whole path; begins with /.'),
  'path.replacePrefixMatch': () => l10n.t('Replaces the prefix that the rule matched; begins with /.'),
  requestMirror: () =>
    l10n.t('Sends a copy of requests elsewhere. Linkerd does not support it, and ignores the whole route.'),
  urlRewrite: () =>
    l10n.t('Rewrites host and path. Linkerd does not support it, and ignores the whole route.'),
  extensionRef: () =>
    l10n.t('An implementation-specific filter. Linkerd supports none and ignores the whole route.'),
  cors: () => l10n.t('Answers cross-origin requests. Linkerd does not support it.'),
  externalAuth: () => l10n.t('Asks another service whether a request may pass. Linkerd does not support it.'),
  matches: () => l10n.t('The requests that the rule applies to: one match is enough. By default, all.'),
  'matches.path': () => l10n.t('The path of the request.'),
  'matches.path.type': () =>
    l10n.t('Whether the path is compared as a whole, by its beginning, or with a regular expression.'),
  'matches.path.value': () => l10n.t('A path that begins with /, or a Rust regular expression.'),
  'GRPCRoute.spec.rules.matches.method': () => l10n.t('The gRPC service and method.'),
  'method.service': () => l10n.t('The full name of the gRPC service, with its package.'),
  'method.method': () => l10n.t('The name of the gRPC method.'),
  'method.type': () => l10n.t('Linkerd supports only exact matches: its webhook rejects RegularExpression.'),
  'matches.headers': () => l10n.t('Headers that the request must have.'),
  'matches.headers.name': () => l10n.t('The header’s name; case does not matter.'),
  'matches.headers.type': () =>
    l10n.t('Whether the value is compared as a whole or with a regular expression.'),
  'matches.headers.value': () => l10n.t('The header’s value, or a Rust regular expression.'),
  queryParams: () => l10n.t('Query parameters that the request must have.'),
  'queryParams.name': () => l10n.t('The parameter’s name.'),
  'queryParams.type': () => l10n.t('Whether the value is compared as a whole or with a regular expression.'),
  'queryParams.value': () => l10n.t('The parameter’s value, or a Rust regular expression.'),
  timeouts: () => l10n.t('How long a request may take. A timeout annotation on the route takes precedence.'),
  'timeouts.request': () =>
    l10n.t('For the whole request, retries included. If set, the Service’s timeout annotations are ignored.'),
  'timeouts.backendRequest': () => l10n.t('For one attempt. Linkerd validates it but does not use it.'),
  'rules.retry': () =>
    l10n.t(
      'Retries of the Gateway API. Linkerd ignores them and reads its own annotations, such as retry.linkerd.io/http.',
    ),
  sessionPersistence: () => l10n.t('Keeps a client with one backend. Linkerd does not read it.'),
  useDefaultGateways: () => l10n.t('Attaches the route to default gateways. Linkerd does not read it.'),
};
