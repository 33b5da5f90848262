import { Attachment } from '../caching/attachment.ts';
import { memoizeByObject } from '../caching/memoizeByObject.ts';
import { readMetadata } from '../kubernetes/readMetadata.ts';
import { type Resource, readTarget } from '../kubernetes/resource.ts';
import type { ChartUse } from '../linkerd/charts/chartUse.ts';
import {
  type Environment,
  findSkipListImpact,
  type SkipListImpact,
} from '../linkerd/environment/environment.ts';
import { isJudged } from '../linkerd/metadata/judgedResources.ts';
import {
  embeddedLinkerdDocuments,
  LINKERD_METADATA_AND_WORDLESS_RESOURCES,
} from '../linkerd/metadata/linkerdMetadata.ts';
import { disabledBy } from '../linkerd/metadata/unreadAnnotations.ts';
import { mayConcernLinkerd, mayContainLinkerd } from '../linkerd/prefilter.ts';
import { plainText } from '../text/plainText.ts';
import { byPlace } from '../text/range.ts';
import type { YamlDocument } from '../yaml/document.ts';
import type { EmbeddedDocument } from '../yaml/embedded.ts';
import { type NestedDocument, readNested } from '../yaml/nestedDocuments.ts';
import type { YamlMap } from '../yaml/nodes.ts';
import { YAML_SYNTAX_ERROR } from './engineRules.ts';
import type { Finding } from './finding.ts';
import {
  type ActiveRule,
  activeRules,
  levelOf,
  type Rule,
  type RuleContext,
  type RuleLevel,
} from './rule.ts';
import { RuleIndex } from './ruleIndex.ts';
import { markSharedEdits } from './sharedText.ts';
import { findSyntaxError } from './yamlSyntax.ts';

/** What findings depend on besides the text. */
export interface LintSettings {
  readonly environment: Environment;
  /** Configured levels by rule id. */
  readonly rules: Readonly<Record<string, RuleLevel>>;
  /** Maximum number of findings per rule and document; 1,000 by default. */
  readonly mostFindings?: number;
  /** The charts that the file has values for, as other files of the repository say. */
  readonly charts?: readonly ChartUse[];
  /** Given if a kustomization of the repository applies the file as a patch, and whether it says what for. */
  readonly patch?: { readonly hasTarget: boolean };
}

/** Called when a rule throws. Findings of other rules are kept. */
export type RuleFailure = (rule: string, error: unknown) => void;

/** Rules and settings, ready to lint documents. */
export interface PreparedRules {
  readonly rules: RuleIndex;
  readonly environment: Environment;
  readonly skipListImpact: SkipListImpact;
  /** The level of syntax errors. */
  readonly syntaxError: RuleLevel;
  /** Maximum number of findings per rule and document. */
  readonly mostFindings: number;
  /** The charts that the file has values for, as other files of the repository say. */
  readonly charts: readonly ChartUse[];
  /** Given if the whole file is a patch. */
  readonly patch: LintSettings['patch'];
  readonly onFailure: RuleFailure;
}

/** Maximum number of findings per rule and document, by default. */
const MOST_FINDINGS = 1_000;

/** Computes everything about rules and settings that does not depend on a document. */
export function prepareRules(
  rules: readonly Rule[],
  { environment, rules: levels, mostFindings = MOST_FINDINGS, charts = [], patch }: LintSettings,
  onFailure: RuleFailure,
): PreparedRules {
  const skipListImpact = findSkipListImpact(environment);
  const active = activeRules(rules, levels, { environment, skipListImpact });
  const syntaxError = levelOf(YAML_SYNTAX_ERROR, levels, skipListImpact.impact);
  return {
    rules: new RuleIndex(active),
    environment,
    skipListImpact,
    syntaxError,
    mostFindings,
    charts,
    patch,
    onFailure,
  };
}

/** `kubectl apply` keeps a copy of its input in this annotation, which has no effect. */
export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Keys of kustomize's patches written as text: `patch`, `patches`, `patchesStrategicMerge`. */
const PATCHES = /^patch(?:$|es)/;

/**
 * Runs the rules over a document and those that are embedded in it. Offsets in the findings count from the document's
 * beginning; suppressions are not applied.
 */
export function lintDocument(document: YamlDocument, rules: PreparedRules): Finding[] {
  if (!mayHaveFindings(document, rules)) return [];
  const mayBeNamed = rules.charts.length > 0 || mayContainLinkerd(document.text);
  // Read once: it searches the whole text, and there may be hundreds of documents inside.
  const { hasRareBreaks } = document;
  return readNested<Finding[]>(document, withoutLastApplied, (nested, inner) => {
    const findings = [...findingsOf(nested, rules)];
    // Text in a scalar need not be YAML.
    if (nested.document === document && mayBeNamed && rules.syntaxError !== 'off')
      findings.push(...findSyntaxError(document, rules.syntaxError));
    for (const { embedded, result } of inner)
      findings.push(...result.map((finding) => fromEmbedded(finding, embedded)));
    const found = hasRareBreaks ? findings.map(withoutFixes) : markSharedEdits(nested.document, findings);
    return withoutRepeats(found).sort(byPlace);
  });
}

/** Values of a chart need not mention Linkerd. */
function mayHaveFindings(document: YamlDocument, { charts }: PreparedRules): boolean {
  return charts.length > 0 || concernsLinkerd(document);
}

/** Cached, because an embedded document is asked again at each edit of the document around it. */
const concernsLinkerd = memoizeByObject(({ text }: YamlDocument) => mayConcernLinkerd(text));

function withoutLastApplied(document: YamlDocument): readonly EmbeddedDocument[] {
  return embeddedLinkerdDocuments(document).filter(({ key }) => key !== LAST_APPLIED);
}

/** What the rules found in an embedded document, which outlives the versions of the document around it. */
interface EmbeddedResult {
  readonly rules: PreparedRules;
  readonly isPatch: boolean;
  readonly findings: readonly Finding[];
}

const embeddedResults = new Attachment<YamlDocument, EmbeddedResult>('embeddedResult');

/** The findings of a document itself. Those of an embedded one are cached on it, unless its target has a part in them. */
function findingsOf(nested: NestedDocument, rules: PreparedRules): readonly Finding[] {
  const { document, embedded } = nested;
  if (!mayHaveFindings(document, rules)) return [];
  const target = targetOf(nested);
  if (!embedded || target) return runRules(nested, rules, target);
  const cached = embeddedResults.get(document);
  if (cached?.rules === rules && cached.isPatch === isPatch(nested)) return cached.findings;
  const findings = runRules(nested, rules, target);
  embeddedResults.set(document, { rules, isPatch: isPatch(nested), findings });
  return findings;
}

function runRules(
  nested: NestedDocument,
  { rules, environment, skipListImpact, mostFindings, charts, patch, onFailure }: PreparedRules,
  target: Resource | undefined,
): Finding[] {
  const { document } = nested;
  const read = readMetadata(document, LINKERD_METADATA_AND_WORDLESS_RESOURCES, target);
  const metadata = { ...read, resources: read.resources.filter((resource) => isJudged(document, resource)) };
  const { labels, resources } = metadata;
  const unreadAnnotations = metadata.annotations.filter(disabledBy);
  const context: RuleContext = {
    document,
    // The same list, if possible: what is read of its annotations is cached on it.
    annotations:
      unreadAnnotations.length === 0
        ? metadata.annotations
        : metadata.annotations.filter((annotation) => !disabledBy(annotation)),
    unreadAnnotations,
    labels,
    resources,
    isPatch: patch !== undefined || isPatch(nested),
    hasTarget: target !== undefined || patch?.hasTarget === true,
    nested,
    environment,
    skipListImpact,
    charts,
  };
  const findings: Finding[] = [];
  for (const active of rules.rulesAbout(document, metadata, charts)) {
    try {
      runRule(active, context, mostFindings, findings);
    } catch (error) {
      onFailure(active.rule.id, error);
    }
  }
  return findings;
}

/** The resource that an inline patch is for, if it is named beside the patch. */
function targetOf({ embedded }: NestedDocument): Resource | undefined {
  return embedded?.parentMap && readTargetBeside(embedded.parentMap);
}

/** All patches in one list entry share the target. */
const readTargetBeside = memoizeByObject((parentMap: YamlMap) => readTarget(parentMap));

function isPatch({ embedded, outer }: NestedDocument): boolean {
  return PATCHES.test(embedded?.key ?? '') || (outer !== undefined && isPatch(outer));
}

function runRule(
  { rule, severity: level, isConfigured }: ActiveRule,
  context: RuleContext,
  mostFindings: number,
  findings: Finding[],
): void {
  const most = findings.length + mostFindings;
  for (const found of rule.check(context)) {
    if (findings.length === most) return;
    const { range, message, fixes = [], related = [], isUnnecessary = false, advice } = found;
    const severity = isConfigured ? level : (found.severity ?? level);
    const finding = {
      rule: rule.id,
      severity,
      range,
      message: plainText(message),
      fixes,
      related,
      isUnnecessary,
    };
    findings.push(advice === undefined ? finding : { ...finding, advice });
  }
}

function withoutFixes(finding: Finding): Finding {
  return { ...finding, fixes: [] };
}

/**
 * Converts a finding of an embedded document to one of the document around it, without fixes that cannot be expressed
 * there.
 */
function fromEmbedded(finding: Finding, embedded: EmbeddedDocument): Finding {
  return {
    ...finding,
    range: embedded.toOuter(finding.range),
    related: finding.related.map((place) => ({ ...place, range: embedded.toOuter(place.range) })),
    fixes: finding.fixes.flatMap((fix) => {
      const edits = fix.edits.map((edit) => embedded.toOuterEdit(edit)).filter((edit) => edit !== undefined);
      // Services of the file do not select an embedded pod.
      return edits.length === fix.edits.length ? [{ ...fix, edits, companion: undefined }] : [];
    }),
  };
}

/** Several aliases of one anchor lead to the same text, for which one finding is enough. */
function withoutRepeats(findings: Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ rule, range, message }) => {
    const identity = `${rule} ${range.start} ${range.end} ${message}`;
    return seen.size !== seen.add(identity).size;
  });
}
