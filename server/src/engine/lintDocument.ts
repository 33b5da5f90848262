import { readMetadata } from '../kubernetes/readMetadata.ts';
import { type Resource, readTarget } from '../kubernetes/resource.ts';
import {
  type Environment,
  findSkipListImpact,
  type SkipListImpact,
} from '../linkerd/environment/environment.ts';
import { LINKERD_METADATA, mayContainLinkerd } from '../linkerd/prefilter.ts';
import { byPlace } from '../text/range.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { type EmbeddedDocument, embeddedDocuments } from '../yaml/embedded.ts';
import type { YamlMap } from '../yaml/nodes.ts';
import type { Finding } from './finding.ts';
import { type ActiveRule, activeRules, type Rule, type RuleContext, type RuleLevel } from './rule.ts';
import { RuleIndex } from './ruleIndex.ts';
import { markSharedEdits } from './sharedText.ts';

/** What decides about findings beside the text. */
export interface LintSettings {
  readonly environment: Environment;
  /** Levels by rule id, where somebody has set them. */
  readonly rules: Readonly<Record<string, RuleLevel>>;
}

/** Told of a rule that threw; the other rules' findings stand. */
export type RuleFailure = (rule: string, error: unknown) => void;

/** What documents are linted with. */
export interface PreparedRules {
  readonly rules: RuleIndex;
  readonly environment: Environment;
  readonly skipListImpact: SkipListImpact;
  readonly onFailure: RuleFailure;
}

/** Everything that can be told of rules and settings before there is a document. */
export function prepareRules(
  rules: readonly Rule[],
  { environment, rules: levels }: LintSettings,
  onFailure: RuleFailure,
): PreparedRules {
  const skipListImpact = findSkipListImpact(environment);
  const active = activeRules(rules, levels, { environment, skipListImpact });
  return { rules: new RuleIndex(active), environment, skipListImpact, onFailure };
}

/** `kubectl apply` keeps a copy of what it was given here: nobody writes it, and it does nothing. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Documents inside documents inside documents: deeper than anybody writes by hand. */
const DEEPEST = 8;

/** Keys below which kustomize has patches as text: `patch`, `patches`, `patchesStrategicMerge`. */
const PATCHES = /^patch(?:$|es)/;

/** What the documents around an embedded one tell of it. */
interface Surroundings {
  /** The resource that an inline patch is for, where that is named beside it. */
  readonly target: Resource | undefined;
  readonly isPatch: boolean;
  readonly depth: number;
}

const TOP: Surroundings = { target: undefined, isPatch: false, depth: 0 };

/**
 * Runs the rules over one document and those that are embedded in it. Offsets in the findings are relative to the
 * document; nothing is suppressed yet.
 */
export function lintDocument(
  document: YamlDocument,
  run: PreparedRules,
  { target, isPatch, depth }: Surroundings = TOP,
): Finding[] {
  if (!mayContainLinkerd(document.text)) return [];
  const findings = runRules(document, run, target, isPatch);
  const targets = new Map<YamlMap | undefined, Resource | undefined>();
  for (const embedded of depth < DEEPEST ? embeddedDocuments(document, mayContainLinkerd) : []) {
    if (embedded.key === LAST_APPLIED) continue;
    const { parentMap } = embedded;
    if (!targets.has(parentMap)) targets.set(parentMap, readTarget(parentMap));
    const inner = lintDocument(embedded.document, run, {
      target: targets.get(parentMap),
      isPatch: isPatch || PATCHES.test(embedded.key ?? ''),
      depth: depth + 1,
    });
    findings.push(...inner.map((finding) => fromEmbedded(finding, embedded)));
  }
  return withoutRepeats(markSharedEdits(document, findings)).sort(byPlace);
}

function runRules(
  document: YamlDocument,
  { rules, environment, skipListImpact, onFailure }: PreparedRules,
  target: Resource | undefined,
  isPatch: boolean,
): Finding[] {
  const metadata = readMetadata(document, LINKERD_METADATA, target);
  const { annotations, labels, resources } = metadata;
  const context: RuleContext = {
    document,
    annotations,
    labels,
    resources,
    isPatch,
    environment,
    skipListImpact,
  };
  const findings: Finding[] = [];
  for (const active of rules.rulesAbout(metadata)) {
    try {
      runRule(active, context, findings);
    } catch (error) {
      onFailure(active.rule.id, error);
    }
  }
  return findings;
}

/** More of one rule in one document nobody reads; a list of a million mistakes is no list. */
const MOST_FINDINGS = 1_000;

function runRule({ rule, severity }: ActiveRule, context: RuleContext, findings: Finding[]): void {
  const most = findings.length + MOST_FINDINGS;
  for (const found of rule.check(context)) {
    if (findings.length === most) return;
    const { range, message, fixes = [], related = [], isUnnecessary = false, advice } = found;
    const finding = { rule: rule.id, severity, range, message, fixes, related, isUnnecessary };
    findings.push(advice === undefined ? finding : { ...finding, advice });
  }
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

/** An anchor that is used several times leads to the same text from several places; one finding is enough. */
function withoutRepeats(findings: Finding[]): Finding[] {
  if (findings.length < 2) return findings;
  const seen = new Set<string>();
  return findings.filter(({ rule, range, message }) => {
    const identity = `${rule} ${range.start} ${range.end} ${message}`;
    return seen.size !== seen.add(identity).size;
  });
}
