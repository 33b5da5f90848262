import { annotationSites } from '../kubernetes/annotationSite.ts';
import { isLinkerdKey } from '../linkerd/annotations.ts';
import { assess, type Environment } from '../linkerd/environment.ts';
import type { YamlDocument } from '../yaml/document.ts';
import type { Finding } from './finding.ts';
import { levelOf, type Rule, type RuleContext, type RuleFinding, type RuleLevel } from './rule.ts';

/** What decides about findings beside the text. */
export interface LintSettings {
  readonly environment: Environment;
  /** Levels by rule id, where somebody has set them. */
  readonly rules: Readonly<Record<string, RuleLevel>>;
}

/** Told of a rule that threw; the other rules' findings stand. */
export type RuleFailure = (rule: string, error: unknown) => void;

/**
 * Whether a document can hold anything that concerns Linkerd. One that cannot is never parsed. A quoted key may spell
 * the word with escapes.
 */
export function concernsLinkerd(text: string): boolean {
  return text.includes('linkerd') || (text.includes('\\') && /\\[xuU][0-9a-fA-F]{2}/.test(text));
}

/** Runs the rules over one document. Offsets in the findings are relative to the document; nothing is suppressed yet. */
export function lintDocument(
  document: YamlDocument,
  rules: readonly Rule[],
  settings: LintSettings,
  onFailure: RuleFailure,
): Finding[] {
  if (!concernsLinkerd(document.text)) return [];
  const sites = annotationSites(document, isLinkerdKey);
  if (sites.length === 0) return [];
  const assessment = assess(settings.environment);
  const context: RuleContext = { document, sites, environment: settings.environment, assessment };
  const findings: Finding[] = [];
  for (const rule of rules) {
    const severity = levelOf(rule, settings.rules, assessment.impact);
    if (severity === 'off') continue;
    try {
      for (const found of atMost(MOST_FINDINGS, rule.check(context))) {
        findings.push(complete(found, rule.id, severity));
      }
    } catch (error) {
      onFailure(rule.id, error);
    }
  }
  return withoutRepeats(findings).sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}

/** More of one rule in one document nobody reads; a list of a million mistakes is no list. */
const MOST_FINDINGS = 1_000;

function* atMost<Item>(limit: number, items: Iterable<Item>): Iterable<Item> {
  let count = 0;
  for (const item of items) {
    if (count++ >= limit) return;
    yield item;
  }
}

function complete(found: RuleFinding, rule: string, severity: Finding['severity']): Finding {
  return {
    rule,
    severity,
    range: found.range,
    message: found.message,
    fixes: found.fixes ?? [],
    related: found.related ?? [],
    isUnnecessary: found.isUnnecessary ?? false,
  };
}

/** An anchor that is used several times leads to the same text from several places; one finding is enough. */
function withoutRepeats(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ rule, range, message }) => {
    const identity = `${rule} ${range.start} ${range.end} ${message}`;
    return seen.size !== seen.add(identity).size;
  });
}
