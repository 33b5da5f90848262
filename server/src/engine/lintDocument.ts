import { type Manifest, readTarget } from '../kubernetes/manifest.ts';
import { readMetadata } from '../kubernetes/siteReader.ts';
import { concernsLinkerd, LINKERD_METADATA } from '../linkerd/concern.ts';
import { assess, type Environment } from '../linkerd/environment.ts';
import { byPlace } from '../text/range.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { type EmbeddedDocument, embeddedDocuments } from '../yaml/embedded.ts';
import type { YamlMap } from '../yaml/nodes.ts';
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

/** What a document is linted with. */
export interface LintRun {
  readonly rules: readonly Rule[];
  readonly settings: LintSettings;
  readonly onFailure: RuleFailure;
}

/** `kubectl apply` keeps a copy of what it was given here: nobody writes it, and it does nothing. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Documents inside documents inside documents: deeper than anybody writes by hand. */
const DEEPEST = 8;

/**
 * Runs the rules over one document and those that are embedded in it. Offsets in the findings are relative to the
 * document; nothing is suppressed yet.
 */
export function lintDocument(document: YamlDocument, run: LintRun, target?: Manifest, depth = 0): Finding[] {
  if (!concernsLinkerd(document.text)) return [];
  const findings = runRules(document, run, target);
  const targets = new Map<YamlMap | undefined, Manifest | undefined>();
  for (const embedded of depth < DEEPEST ? embeddedDocuments(document, concernsLinkerd) : []) {
    if (embedded.key === LAST_APPLIED) continue;
    const { holder } = embedded;
    if (!targets.has(holder)) targets.set(holder, readTarget(holder));
    const inner = lintDocument(embedded.document, run, targets.get(holder), depth + 1);
    findings.push(...inner.map((finding) => fromEmbedded(finding, embedded)));
  }
  return withoutRepeats(findings).sort(byPlace);
}

function runRules(
  document: YamlDocument,
  { rules, settings, onFailure }: LintRun,
  target: Manifest | undefined,
): Finding[] {
  const { annotations: sites, labels, resources } = readMetadata(document, LINKERD_METADATA, target);
  if (sites.length + labels.length + resources.length === 0) return [];
  const { environment } = settings;
  const assessment = assess(environment);
  const context: RuleContext = { document, sites, labels, resources, environment, assessment };
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
  return findings;
}

/** A finding of an embedded document as one of the document around it. Fixes that do not fit there are left out. */
function fromEmbedded(finding: Finding, embedded: EmbeddedDocument): Finding {
  return {
    ...finding,
    range: embedded.toOuter(finding.range),
    related: finding.related.map((place) => ({ ...place, range: embedded.toOuter(place.range) })),
    fixes: finding.fixes.flatMap((fix) => {
      const edits = fix.edits.map((edit) => embedded.toOuterEdit(edit)).filter((edit) => edit !== undefined);
      return edits.length === fix.edits.length ? [{ ...fix, edits }] : [];
    }),
  };
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
