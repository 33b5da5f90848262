import type { MetadataEntry } from '../kubernetes/metadataEntry.ts';
import type { Resource } from '../kubernetes/resource.ts';
import type { ChartUse } from '../linkerd/charts/chartUse.ts';
import type { Environment, Impact, SkipListImpact } from '../linkerd/environment/environment.ts';
import type { TextRange } from '../text/range.ts';
import type { YamlDocument } from '../yaml/document.ts';
import type { NestedDocument } from '../yaml/nestedDocuments.ts';
import type { Fix, RelatedInformation, Severity } from './finding.ts';
import type { RuleQuery } from './ruleQuery.ts';

/** The level of a rule in settings. */
export type RuleLevel = Severity | 'off';

/** A rule's default level: always the same, or by the skip-list impact in the environment. */
export type DefaultLevel = RuleLevel | Readonly<Record<Impact, RuleLevel>>;

/** What a rule reports; the engine adds the rest. Offsets count from the document's beginning. */
export interface RuleFinding {
  readonly range: TextRange;
  readonly message: string;
  /** Replaces the rule's default if it is milder; a configured level takes precedence. */
  readonly severity?: Severity;
  readonly fixes?: readonly Fix[];
  readonly related?: readonly RelatedInformation[];
  readonly isUnnecessary?: boolean;
  readonly advice?: string | undefined;
}

/** What a rule gets to see of one YAML document. */
export interface RuleContext {
  readonly document: YamlDocument;
  /** The document's Linkerd annotations that something may read, in order. */
  readonly annotations: readonly MetadataEntry[];
  /** The remaining ones, which configure the proxy of a pod that gets none. */
  readonly unreadAnnotations: readonly MetadataEntry[];
  /** The labels under Linkerd's domains, in order. */
  readonly labels: readonly MetadataEntry[];
  /** The resources whose text may mention Linkerd. A patch is one too, and is not complete. */
  readonly resources: readonly Resource[];
  /** Whether the document is a patch: a file of a kustomization's, or a string. The resource may have what it lacks. */
  readonly isPatch: boolean;
  /** Whether what it is for is named beside it, by kustomize's `target`. */
  readonly hasTarget: boolean;
  /** The document with the one around it, if it is embedded. */
  readonly nested: NestedDocument;
  readonly environment: Environment;
  readonly skipListImpact: SkipListImpact;
  /** The charts that the file has values for, as other files of the repository say. */
  readonly charts: readonly ChartUse[];
}

/** What settings, lists and pages need to know about a rule. */
export interface RuleMetadata {
  readonly id: string;
  /** One line, for lists and settings. */
  readonly summary: string;
  readonly level: DefaultLevel;
  /** The safety of the rule's fixes; undefined without fixes. */
  readonly fixable: Fix['safety'] | undefined;
  /** The version of Linkerd Lint that introduced it. */
  readonly since: string;
  /** Another rule whose finding is left out where this one marks the same text, because this one says more of it. */
  readonly covers?: string;
}

/** A rule that checks one document. Its page is beside its file, with the same name. */
export interface Rule extends RuleMetadata {
  /** What the rule can report something about; it does not run on other documents. */
  readonly query: RuleQuery;
  /** Whether one finding in a file says it all; the first is kept. */
  readonly isOncePerFile?: true;
  /** Whether it reports how something is written, which does not show in what kustomize builds. */
  readonly isAboutText?: true;
  /** The environments that it runs in; all if missing. */
  readonly appliesIn?: (environment: Environment) => boolean;
  check(context: RuleContext): Iterable<RuleFinding>;
}

/** The level of a rule: as configured, or else its default in this environment. */
export function levelOf(
  rule: Pick<RuleMetadata, 'id' | 'level'>,
  configured: Readonly<Record<string, RuleLevel>>,
  impact: Impact,
): RuleLevel {
  const level = Object.hasOwn(configured, rule.id) ? configured[rule.id] : undefined;
  if (level !== undefined) return level;
  return typeof rule.level === 'string' ? rule.level : rule.level[impact];
}

/** An enabled rule with the severity of its findings. */
export interface ActiveRule {
  readonly rule: Rule;
  readonly severity: Severity;
  /** Whether that severity is a setting. */
  readonly isConfigured: boolean;
}

/** The rules that may find something in an environment, with levels as configured. */
export function activeRules(
  rules: readonly Rule[],
  configured: Readonly<Record<string, RuleLevel>>,
  { environment, skipListImpact }: Pick<RuleContext, 'environment' | 'skipListImpact'>,
): ActiveRule[] {
  const active: ActiveRule[] = [];
  for (const rule of rules) {
    const severity = levelOf(rule, configured, skipListImpact.impact);
    if (severity !== 'off' && rule.appliesIn?.(environment) !== false)
      active.push({ rule, severity, isConfigured: Object.hasOwn(configured, rule.id) });
  }
  return active;
}
