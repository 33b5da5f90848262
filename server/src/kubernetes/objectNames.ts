/** What the API server demands of a name. */
export type NameRule = 'subdomain' | 'label' | 'port';

/** The kinds whose names are a single label of a DNS name; a Service's must begin with a letter too. */
const LABELS = new Set(['Service', 'Namespace']);

/**
 * The rule for the names of a kind.
 *
 * Source: Kubernetes `pkg/apis/core/validation/validation.go` ValidateServiceName, ValidateNamespaceName; all other kinds
 * here have the names of NameIsDNSSubdomain.
 */
export function nameRuleOf(kind: string): NameRule {
  return LABELS.has(kind) ? 'label' : 'subdomain';
}

const PATTERNS: Readonly<Record<NameRule, { readonly pattern: RegExp; readonly longest: number }>> = {
  subdomain: {
    pattern: /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/,
    longest: 253,
  },
  label: { pattern: /^[a-z](?:[a-z0-9-]*[a-z0-9])?$/, longest: 63 },
  port: { pattern: /^(?=.*[a-z])(?!.*--)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/, longest: 15 },
};

/**
 * Whether the API server takes a name.
 *
 * Source: Kubernetes `apimachinery/pkg/util/validation/validation.go` IsDNS1123Subdomain, IsDNS1035Label,
 * IsValidPortName.
 */
export function isValidName(rule: NameRule, name: string): boolean {
  const { pattern, longest } = PATTERNS[rule];
  return name.length <= longest && pattern.test(name);
}
