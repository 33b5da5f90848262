import * as l10n from '@vscode/l10n';
import type { RepositoryMesh } from '../../engine/repositoryMesh.ts';
import { isSamePlace } from '../../engine/writtenValues.ts';
import type { WrittenAt } from '../../kustomize/valueTree.ts';
import { code, prose } from '../hover/markdown.ts';
import type { NavigationPlace } from '../navigation/resourceUnderCursor.ts';
import type { AppliedOutcome } from './appliedAnnotation.ts';
import { annotationAtPlace, placeOfValue } from './appliedPlaces.ts';

/** Lines that a hover gets at most. */
const MOST_LINES = 3;

/** Kustomizations that are named in a line. */
const MOST_NAMES = 2;

/** What a hover says of an annotation that kustomizations apply. */
export interface AppliedHover {
  readonly markdown: string;
  /** Whether any of them applies something else than what is written here. */
  readonly isOverridden: boolean;
}

/**
 * What is applied in the end for the annotation at a place, by kustomization, and which file has the last word: at most three lines.
 * Undefined where there is none, and where no kustomization uses the file.
 */
export async function appliedHover(place: NavigationPlace): Promise<AppliedHover | undefined> {
  const annotation = await annotationAtPlace(place);
  if (!annotation) return undefined;
  const isHere = (at: WrittenAt) => isSamePlace(at, annotation.here);
  const groups = grouped(annotation.outcomes);
  const isOverridden = groups.some(({ value }) => typeof value !== 'object' || !isHere(value.at));
  const most = groups.length > MOST_LINES ? MOST_LINES - 1 : MOST_LINES;
  const shown = groups.slice(0, most).map((group) => lineOf(group, place.mesh, isHere));
  const more = groups.length - shown.length;
  if (more > 0) shown.push(prose(l10n.t('… and {0} other results.', String(more))));
  return { markdown: shown.join('  \n'), isOverridden };
}

/** The kustomizations that come to the same. */
interface Group {
  readonly value: AppliedOutcome['value'];
  readonly names: string[];
}

/** The most common ones first. */
function grouped(outcomes: readonly AppliedOutcome[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const { value, name } of outcomes) {
    const key = JSON.stringify(value ?? null);
    const group = groups.get(key) ?? { value, names: [] };
    groups.set(key, group);
    group.names.push(name);
  }
  return [...groups.values()].sort((a, b) => b.names.length - a.names.length);
}

function lineOf(
  { value, names: all }: Group,
  mesh: RepositoryMesh,
  isHere: (at: WrittenAt) => boolean,
): string {
  const names = namesOf(all);
  if (value === 'unknown') return l10n.t('What {0} applies is not certain.', names);
  if (value === undefined) return l10n.t('{0}: **removed** by a patch.', names);
  if (isHere(value.at)) return l10n.t('{0}: {1} is applied, as written here.', names, code(value.text));
  const place = placeOfValue(mesh, value.at);
  const where = place ? linkTo(value.at.file, place.uri, place.start.line + 1) : code(value.at.file);
  return l10n.t('{0}: {1} is applied, from {2}.', names, code(value.text), where);
}

function namesOf(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).map(code).join(', ');
  const more = names.length - MOST_NAMES;
  return more > 0 ? l10n.t('{0} and {1} more', shown, String(more)) : shown;
}

function linkTo(path: string, uri: string, line: number): string {
  // Parentheses would end the URL.
  const address = uri.replace(/[()<>\\\s]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
  return `[${prose(`${path}:${line}`)}](${address}#L${line})`;
}
