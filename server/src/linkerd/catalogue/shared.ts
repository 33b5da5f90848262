import * as l10n from '@vscode/l10n';

/** What holds of an annotation that the injector reads from a pod and, where the pod has none, from its namespace. */
export const INHERITED = {
  kind: 'annotation',
  status: 'active',
  targets: ['Pod', 'Namespace'],
  isInherited: true,
} as const;

/** What holds of an annotation that is read from pods alone (`pkg/inject/inject.go`: not among ProxyAnnotations). */
export const POD_ONLY = {
  kind: 'annotation',
  status: 'active',
  targets: ['Pod'],
  isInherited: false,
} as const;

/** What holds of a key that people have no reason to write. */
export const MACHINE = {
  status: 'machine',
  isInherited: false,
  value: { type: 'text' },
} as const;

/** Where the injector reads most of its annotations. */
export const OVERRIDES = 'pkg/inject/inject.go ApplyAnnotationOverrides';

/** The beginning of the addresses of Linkerd's documentation, whatever its newest version is. */
export const DOCUMENTATION = 'https://linkerd.io/docs';

/** Linkerd's reference of the annotations that its injector reads. */
export const REFERENCE = `${DOCUMENTATION}/reference/proxy-configuration/`;

/** The injector logs a warning and goes on with the default. */
export function isIgnoredWithWarning(): string {
  return l10n.t('The injector logs a warning that is easily missed, and the default applies.');
}

/** The injector goes on with the default and says nothing at all. */
export function isIgnoredSilently(): string {
  return l10n.t('The injector silently ignores it, and the default applies.');
}

/** Go parses negative durations, the proxy does not (linkerd2-proxy `linkerd/app/src/env/types.rs` parse_duration). */
export function isNoDuration(): string {
  return l10n.t(
    'The injector logs a warning that is easily missed, and the default applies. A negative duration it passes on, and the proxy does not start.',
  );
}

/** The injector parses whole numbers and does not look at their size. */
export function isNoPort(): string {
  return l10n.t(
    'The injector silently ignores values that are not numbers, and the default applies. A number that is not a valid port it passes on: the API server rejects the pod, or the proxy does not start.',
  );
}

/** Nobody looks at the value before the kubelet or the proxy does. */
export function isNotChecked(): string {
  return l10n.t('Not validated. A mistake shows only when the pod starts.');
}

/** What becomes of a quantity that Kubernetes does not know. */
export function isNoQuantity(): string {
  return l10n.t(
    'The injector logs a warning, and the default applies. A request above the limit passes the injector, and the API server then rejects the pod.',
  );
}

/** One unreadable value on a service costs its whole group. */
export function losesWholeGroup(): string {
  return l10n.t(
    'The policy controller logs a warning and ignores the whole group: every annotation in it, not only this one.',
  );
}

/** Routes are validated, services are not. */
export function isRefusedOnRoutes(): string {
  return l10n.t(
    'The API server rejects it on a route to a Service or an EgressNetwork. On those themselves the policy controller logs a warning and ignores every annotation of the same group.',
  );
}

/** What happens to a key that nobody reads any more. */
export function isUnknownKey(): string {
  return l10n.t('No value has an effect anymore.');
}
