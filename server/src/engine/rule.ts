import type { MetadataEntry } from '../kubernetes/metadataEntry.ts';
import type { Resource } from '../kubernetes/resource.ts';
import type { Environment, Impact, SkipListImpact } from '../linkerd/environment/environment.ts';
import type { TextRange } from '../text/range.ts';
import type { YamlDocument } from '../yaml/document.ts';
import type { NestedDocument } from '../yaml/nestedDocuments.ts';
import type { Fix, RelatedInformation, Severity } from './finding.ts';
import type { RuleQuery } from './ruleQuery.ts';

/** What a rule may be set to. */
export type RuleLevel = Severity | 'off';

/** A rule's level where nobody has configured one: the same everywhere, or by what the environment makes of it. */
export type DefaultLevel = RuleLevel | Readonly<Record<Impact, RuleLevel>>;

/** What a rule reports; the engine adds the rest. Offsets are relative to the document. */
export interface RuleFinding {
  readonly range: TextRange;
  readonly message: string;
  readonly fixes?: readonly Fix[];
  readonly related?: readonly RelatedInformation[];
  readonly isUnnecessary?: boolean;
  readonly advice?: string | undefined;
}

/** What a rule sees of one YAML document. */
export interface RuleContext {
  readonly document: YamlDocument;
  /** Every Linkerd annotation of the document, in order. */
  readonly annotations: readonly MetadataEntry[];
  /** Every label under one of Linkerd's names, in order. */
  readonly labels: readonly MetadataEntry[];
  /** Every resource that the document holds, Linkerd's or not; a patch is one as well, and is not whole. */
  readonly resources: readonly Resource[];
  /** Whether the document is a patch in a string of another one: what it lacks may stand in the resource it is for. */
  readonly isPatch: boolean;
  /** The document with the one around it, if it is embedded. */
  readonly nested: NestedDocument;
  readonly environment: Environment;
  readonly skipListImpact: SkipListImpact;
}

/** Everything about a rule. Its page stands beside its file, under the same name. */
export interface Rule {
  readonly id: string;
  /** One line, as it stands in lists and settings. */
  readonly summary: string;
  readonly level: DefaultLevel;
  /** `safe` or `suggestion` where the rule has fixes. */
  readonly fixable: Fix['safety'] | undefined;
  /** The version of Linkerd Lint that brought it. */
  readonly since: string;
  /** What it may have something to say about; on other documents it is not run. */
  readonly query: RuleQuery;
  /** Whether it may have something to say in such an environment; missing where it may in any. */
  readonly appliesIn?: (environment: Environment) => boolean;
  check(context: RuleContext): Iterable<RuleFinding>;
}

/** The level of a rule: as configured, or else its default in this environment. */
export function levelOf(
  rule: Pick<Rule, 'id' | 'level'>,
  configured: Readonly<Record<string, RuleLevel>>,
  impact: Impact,
): RuleLevel {
  const level = Object.hasOwn(configured, rule.id) ? configured[rule.id] : undefined;
  if (level !== undefined) return level;
  return typeof rule.level === 'string' ? rule.level : rule.level[impact];
}

/** A rule that is switched on, with the severity of what it finds. */
export interface ActiveRule {
  readonly rule: Rule;
  readonly severity: Severity;
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
    if (severity !== 'off' && rule.appliesIn?.(environment) !== false) active.push({ rule, severity });
  }
  return active;
}
