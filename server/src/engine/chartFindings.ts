import * as l10n from '@vscode/l10n';
import { type ChartFiles, type RenderableChart, readChart, subchartName } from '../helm/chart.ts';
import { Effort } from '../helm/effort.ts';
import type { TextMark } from '../helm/markedText.ts';
import { type PrintedPart, PrintedText } from '../helm/printedText.ts';
import { LARGEST_FILE } from '../kubernetes/fileKinds.ts';
import { mayContainLinkerd } from '../linkerd/prefilter.ts';
import { LineIndex } from '../text/lineIndex.ts';
import { overlaps, type TextRange } from '../text/range.ts';
import { childUri, type ListingHost, pathBelow } from '../workspace/fileHost.ts';
import { Repositories } from '../workspace/repositories.ts';
import type { Finding, PlaceElsewhere } from './finding.ts';
import type { LintSettings } from './lintDocument.ts';
import type { Linter } from './linter.ts';
import { SourceFile } from './sourceFile.ts';

/** Files of one chart; far more than charts have. */
const MOST_FILES = 500;

/** Code units of a template; more than people write. */
const LONGEST_TEMPLATE = 200_000;

/** Files beside `values.yaml` that are given to Helm somewhere: named after values, or in a folder for such files. */
const OTHER_VALUES = /(?:values[^/]*|(?:^|\/)(?:ci|env|envs|environments|values)\/.*)\.ya?ml$/i;

const NOT_VALUES = /^(?:templates|charts|crds)\/|^(?:values|Chart)\.yaml$/;

/** What is known of a chart. */
interface KnownChart {
  readonly chart: RenderableChart | undefined;
  readonly values: SourceFile;
  readonly valuesLines: LineIndex;
  readonly valuesUri: string;
}

/**
 * The findings in the annotations that a chart's templates make of its default values, as far as every values file in the
 * chart agrees and nothing else has a part in them. They are reported in the template, at the action that prints the value.
 */
export class ChartFindings {
  readonly #host: ListingHost;
  readonly #repositories: Repositories;
  readonly #linter: Linter;
  readonly #onTooMany: (chart: string) => void;
  readonly #effort = new Effort();
  readonly #charts = new Map<string, Promise<KnownChart | undefined>>();

  /** @param onTooMany called for the folder of a chart that is not read because it has {@link MOST_FILES} files or more */
  constructor(host: ListingHost, linter: Linter, onTooMany: (chart: string) => void = () => {}) {
    this.#onTooMany = onTooMany;
    this.#host = host;
    this.#repositories = new Repositories(host);
    this.#linter = linter;
  }

  /** Those in a file, which is judged as it is here. Empty for a file that is not a template. Never rejects. */
  async findings(uri: string, file: SourceFile, settings: LintSettings): Promise<readonly Finding[]> {
    const root = rootOf(uri);
    if (root === undefined || file.length > LONGEST_TEMPLATE) return [];
    const { text } = file;
    if (!text.includes('{{') || !mayContainLinkerd(text)) return [];
    const known = await this.#chartIn(root);
    const pieces = known?.chart?.render(pathBelow(root, uri) ?? '', true, text);
    return known && pieces ? this.#judge(new PrintedText(pieces), file, known, settings) : [];
  }

  #judge(printed: PrintedText, file: SourceFile, known: KnownChart, settings: LintSettings): Finding[] {
    const own = this.#linter.lintUnsuppressed(file, settings).findings;
    const inValues = this.#linter.lintUnsuppressed(known.values, settings).findings;
    const found: Finding[] = [];
    for (const finding of this.#linter.lint(SourceFile.read(printed.text), settings)) {
      const part = withDefaults(printed.partAt(finding.range));
      if (!part) continue;
      const isKnown = [...own, ...found].some(
        (it) => it.rule === finding.rule && overlaps(it.range, part.range),
      );
      if (isKnown || inValues.some((it) => it.rule === finding.rule && isFrom(part.marks, it.range)))
        continue;
      found.push({
        ...finding,
        range: part.range,
        message: messageOf(finding.message, part.marks, known),
        fixes: [],
        related: [],
        relatedElsewhere: part.marks.map((mark) => placeOf(mark, known)),
      });
    }
    return found;
  }

  #chartIn(root: string): Promise<KnownChart | undefined> {
    const known = this.#charts.get(root) ?? this.#read(root);
    this.#charts.set(root, known);
    return known;
  }

  async #read(root: string): Promise<KnownChart | undefined> {
    const chart = await this.#textOf(childUri(root, 'Chart.yaml'));
    if (chart === undefined || (await this.#isSubchart(root))) return undefined;
    const valuesUri = childUri(root, 'values.yaml');
    const values = await this.#textOf(valuesUri);
    const uris = await this.#host.listFiles(root, {
      endings: ['.yaml', '.yml', '.tpl', '.tgz'],
      limit: MOST_FILES,
      signal: new AbortController().signal,
    });
    if (uris.length >= MOST_FILES) {
      this.#onTooMany(root);
      return undefined;
    }
    const templates = new Map<string, string>();
    const otherValues = new Map<string, string>();
    const subcharts = new Set<string>();
    for (const uri of uris) {
      const path = pathBelow(root, uri) ?? '';
      const [, subchart] = /^charts\/([^/]+)/.exec(path) ?? [];
      if (subchart !== undefined) subcharts.add(subchartName(subchart));
      const isTemplate = path.startsWith('templates/');
      if (!isTemplate && (NOT_VALUES.test(path) || !OTHER_VALUES.test(path))) continue;
      const text = await this.#textOf(uri);
      if (text === undefined) return undefined;
      (isTemplate ? templates : otherValues).set(path, text);
    }
    const files: ChartFiles = { chart, values, otherValues, templates, subcharts: [...subcharts] };
    return {
      chart: readChart(files, this.#effort),
      values: SourceFile.read(values ?? ''),
      valuesLines: new LineIndex(values ?? ''),
      valuesUri,
    };
  }

  /** What a chart in another one's `charts/` gets, the one around it may decide. */
  async #isSubchart(root: string): Promise<boolean> {
    const around = /^(.*)\/charts\/[^/]+$/.exec(root)?.[1];
    return around !== undefined && (await this.#textOf(childUri(around, 'Chart.yaml'))) !== undefined;
  }

  async #textOf(uri: string): Promise<string | undefined> {
    return this.#host.readText(uri, {
      staysIn: await this.#repositories.rootOf(uri),
      limit: LARGEST_FILE,
    });
  }
}

/** The folder of the chart that a file may be a template of. A partial prints nothing itself. */
function rootOf(uri: string): string | undefined {
  const slash = uri.lastIndexOf('/templates/');
  return slash === -1 || /\/_[^/]*$/.test(uri) ? undefined : uri.slice(0, slash);
}

/** Without what came from `Chart.yaml`. */
function withDefaults(part: PrintedPart | undefined): PrintedPart | undefined {
  return part && { ...part, marks: part.marks.filter(({ place }) => place.file === 'values.yaml') };
}

function isFrom(marks: readonly TextMark[], range: TextRange): boolean {
  return marks.some(({ place }) => overlaps(place.range, range));
}

function messageOf(message: string, marks: readonly TextMark[], { valuesLines }: KnownChart): string {
  const [first] = marks;
  if (!first) return l10n.t('{0} This is what the template prints by default.', message);
  const line = valuesLines.lineAt(first.place.range.start);
  return l10n.t('{0} The value is the default in {1}, line {2}.', message, first.place.file, line + 1);
}

function placeOf(
  { place }: TextMark,
  { valuesLines, valuesUri }: KnownChart,
): PlaceElsewhere & { message: string } {
  return {
    uri: valuesUri,
    start: valuesLines.positionAt(place.range.start),
    end: valuesLines.positionAt(place.range.end),
    message: l10n.t('the chart’s default'),
  };
}
