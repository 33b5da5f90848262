import * as l10n from '@vscode/l10n';

/** Fields of an annotation that the injector reads from a pod and, if the pod lacks it, from its namespace. */
export const INHERITED = {
  kind: 'annotation',
  status: 'active',
  targets: ['Pod', 'Namespace'],
  isInherited: true,
} as const;

/** Fields of an annotation that is read from pods only (`pkg/inject/inject.go`: not among ProxyAnnotations). */
export const POD_ONLY = {
  kind: 'annotation',
  status: 'active',
  targets: ['Pod'],
  isInherited: false,
} as const;

/** Fields of a key that people have no reason to write. */
export const MACHINE = {
  status: 'machine',
  isInherited: false,
  value: { type: 'text' },
} as const;

/** Where the injector reads most of its annotations. */
export const OVERRIDES = 'pkg/inject/inject.go ApplyAnnotationOverrides';

/** The address of Linkerd's documentation, of its newest version. */
export const DOCUMENTATION = 'https://linkerd.io/docs';

/** Linkerd's reference of the annotations that its injector reads. */
export const REFERENCE = `${DOCUMENTATION}/reference/proxy-configuration/`;

/** The injector logs a warning and uses the default. */
export function isIgnoredWithWarning(): string {
  return l10n.t('The injector only logs a warning and uses the default.');
}

/** The injector uses the default without a warning. */
export function isIgnoredSilently(): string {
  return l10n.t('The injector silently ignores it and uses the default.');
}

/** Go parses negative durations, the proxy does not (linkerd2-proxy `linkerd/app/src/env/types.rs` parse_duration). */
export function isNoDuration(): string {
  return l10n.t(
    'The injector only logs a warning and uses the default. But it accepts a negative duration, and the proxy then does not start.',
  );
}

/** The injector parses whole numbers without checking their range. */
export function isNoPort(): string {
  return l10n.t(
    'The injector silently ignores a value that is not a number and uses the default. But it accepts a number that is not a valid port: then the API server rejects the pod or the proxy does not start.',
  );
}

/** The injector does not check the value; the kubelet or the proxy is the first to read it. */
export function isNotChecked(): string {
  return l10n.t('Not validated. A mistake shows only when the pod starts.');
}

/** What happens to a quantity that Kubernetes cannot parse. */
export function isNoQuantity(): string {
  return l10n.t(
    'The injector only logs a warning and uses the default. But it accepts a request above the limit, and the API server then rejects the pod.',
  );
}

/** One invalid value on a service disables its whole group of annotations. */
export function losesWholeGroup(): string {
  return l10n.t('The policy controller logs a warning and ignores all settings of the same feature.');
}

/** Routes are validated, services are not. */
export function isRefusedOnRoutes(): string {
  return l10n.t(
    'On a route, Linkerd’s webhook rejects the whole route. On a Service or EgressNetwork, the policy controller only logs a warning and ignores all settings of the same feature.',
  );
}

/** What happens to a key that nothing reads any more. */
export function isUnknownKey(): string {
  return l10n.t('No value has an effect anymore.');
}
