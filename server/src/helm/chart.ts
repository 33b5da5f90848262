import { findActions } from '../yaml/template/findActions.ts';
import type { Effort } from './effort.ts';
import { type GoMap, type GoValue, goMap, goText, mapOf, textOf, UNKNOWN } from './goValues.ts';
import { parseTemplate } from './parseTemplate.ts';
import { agreeingValues, givenOver, readValues } from './readValues.ts';
import {
  type NamedTemplate,
  type RenderContext,
  type RenderedPiece,
  renderTemplate,
} from './renderTemplate.ts';
import type { ParsedTemplate } from './templateSyntax.ts';

/** The files of a chart that decide what its templates print, by their paths within it. */
export interface ChartFiles {
  /** `Chart.yaml`. */
  readonly chart: string;
  /** `values.yaml`; undefined if there is none. */
  readonly values: string | undefined;
  /** Other files with values that may be given to Helm, by any name. */
  readonly otherValues: ReadonlyMap<string, string>;
  /** Files with values that are given to Helm, the last one winning. */
  readonly givenValues?: ReadonlyMap<string, string>;
  /** Everything below `templates/` by path, partials too. */
  readonly templates: ReadonlyMap<string, string>;
  /** The names of the charts in `charts/`: see {@link subchartName}. */
  readonly subcharts: readonly string[];
}

/** What a chart's templates print, as far as that is certain. */
export interface RenderableChart {
  /**
   * The pieces of a template by its path; undefined if nothing is known of it.
   *
   * @param text the template as it is now, if that may differ from what the chart was read with
   */
  render(path: string, keepsEmpty: boolean, text?: string): readonly RenderedPiece[] | undefined;
}

/**
 * Functions that change a map they are given, which may be the values, for all that is printed later. They are harmless on a
 * new map.
 */
const CHANGING = /\b(?:set|unset|(?:mustM|m)erge(?:Overwrite)?)[ \t](?![ \t(]*(?:dict|deepCopy|list)\b)/;

/** The name of a chart in `charts/`, which is packed or not: `redis-1.2.3.tgz` is `redis`. */
export function subchartName(file: string): string {
  return file.replace(/-\d[^/]*\.tgz$/, '');
}

/**
 * Reads a chart. Undefined if nothing is certain of what it prints.
 *
 * @param effort that of a run, which bounds all templates together
 */
export function readChart(files: ChartFiles, effort?: Effort): RenderableChart | undefined {
  const chart = readValues(files.chart, 'Chart.yaml');
  if (chart.isOpen) return undefined;
  const texts = [...files.templates.values(), files.values ?? '', ...valuesTexts(files)];
  if (texts.some(mayChangeValues)) return undefined;
  const dependencies = dependenciesOf(chart, files.subcharts);
  if (!dependencies) return undefined;
  const parsed = new Map([...files.templates].map(([path, text]) => [path, parseTemplate(text)] as const));
  const data = dataOf(chart, valuesOf(files, dependencies));
  const definitions = definitionsOf([...parsed.values()]);
  for (const text of files.templates.values()) effort?.allow(text.length);
  return {
    render(path, keepsEmpty, text) {
      const isAsRead = text === undefined || text === files.templates.get(path);
      if (!isAsRead && mayChangeValues(text)) return undefined;
      const template = isAsRead ? parsed.get(path) : parseTemplate(text);
      const context: RenderContext = { definitions, data, keepsEmpty, effort };
      return template && renderTemplate(template, context);
    },
  };
}

/** Whether some action calls such a function; a comment may speak of it. */
function mayChangeValues(text: string): boolean {
  return findActions(text).actions.some(({ start, end }) => {
    const action = text.slice(start, end);
    return CHANGING.test(action) && !/^\{\{-?\s*\/\*/.test(action);
  });
}

function valuesTexts({ otherValues, givenValues = new Map() }: ChartFiles): string[] {
  return [...otherValues.values(), ...givenValues.values()];
}

/** The names below which the values of other charts are; undefined if these may set the chart's own values. */
function dependenciesOf(chart: GoMap, subcharts: readonly string[]): readonly string[] | undefined {
  const names = [...subcharts];
  const listed = chart.entries.get('dependencies')?.value;
  if (listed === undefined) return names;
  if (listed === UNKNOWN || listed.kind !== 'list') return undefined;
  for (const item of listed.items) {
    const dependency = mapOf(item);
    if (!dependency || dependency.entries.has('import-values')) return undefined;
    for (const key of ['name', 'alias']) {
      const name = dependency.entries.get(key)?.value;
      if (name === UNKNOWN) return undefined;
      if (name?.kind === 'text') names.push(name.text);
    }
  }
  return names;
}

/** The values on which all files agree. Those for another chart also have that chart's defaults. */
function valuesOf(
  { values, otherValues, givenValues = new Map() }: ChartFiles,
  dependencies: readonly string[],
): GoMap {
  const own = givenOver(
    readValues(values ?? '', 'values.yaml'),
    [...givenValues].map(([file, text]) => readValues(text, file)),
  );
  const agreed = agreeingValues(
    own,
    [...otherValues].map(([file, text]) => readValues(text, file)),
  );
  const entries = new Map(agreed.entries);
  for (const name of dependencies) entries.set(name, { value: UNKNOWN, key: undefined });
  return { kind: 'map', entries, isOpen: agreed.isOpen };
}

/** `.Chart` has these fields with their names in capitals; the release is not known. */
function dataOf(chart: GoMap, values: GoMap): GoValue {
  const fields = ['name', 'version', 'appVersion', 'description', 'type'].map((field) => {
    const value = chart.entries.get(field)?.value;
    const known = value === undefined ? goText('') : (textOf(value) ?? UNKNOWN);
    return [field.charAt(0).toUpperCase() + field.slice(1), known] as const;
  });
  return goMap([
    ['Values', values],
    ['Chart', goMap(fields)],
    ['Release', goMap([['Service', goText('Helm')]])],
  ]);
}

/** The named templates. What is defined in a broken file is not known, and so is what another file may define. */
function definitionsOf(parsed: readonly (ParsedTemplate | undefined)[]): RenderContext['definitions'] {
  const definitions = new Map<string, NamedTemplate | undefined>();
  for (const template of parsed) {
    if (!template) return new Map();
    for (const { name, body } of template.definitions)
      definitions.set(name, definitions.has(name) ? undefined : { body, source: template.text });
  }
  return definitions;
}
