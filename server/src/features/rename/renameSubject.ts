import * as l10n from '@vscode/l10n';
import { areEqual } from '../../facts/freeze.ts';
import { isKnown } from '../../facts/known.ts';
import type { FieldPath } from '../../facts/resourceFacts.ts';
import { declaredPorts, NAME, type ReferenceTarget, referencesOf } from '../../mesh/meshReferences.ts';
import type { TextRange } from '../../text/range.ts';
import {
  type NavigationPlace,
  type ResourceUnderCursor,
  resourceUnderCursor,
} from '../navigation/resourceUnderCursor.ts';

/** Why nothing is renamed, in a sentence for people. */
export interface Refusal {
  readonly refusal: string;
}

/** A name that can be renamed. */
export interface RenameSubject {
  readonly name: string;
  /** The name at the cursor, from the file's beginning. */
  readonly range: TextRange;
  /** Where it is declared: a resource's name, or the name of a container's port. */
  readonly declarations: readonly ReferenceTarget[];
}

/** What is renamed at a place: what is declared there, or what a reference there leads to. */
export function renameSubject(place: NavigationPlace): RenameSubject | Refusal {
  const here = resourceUnderCursor(place);
  if (!here) return { refusal: nothingHere() };
  const found = declaredAt(here) ?? referredAt(place, here);
  if (!found) return { refusal: reasonFor(here) };
  const { range, declarations } = found;
  const names = new Set(declarations.map(declaredName));
  const [name] = names;
  if (typeof name === 'number')
    return { refusal: l10n.t('This is a port number. Only names can be renamed.') };
  if (name === undefined || names.size > 1) return { refusal: reasonFor(here) };
  if (declarations.some(({ resource }) => resource.facts.type === 'Namespace'))
    return { refusal: l10n.t('A Namespace cannot be renamed, because everything in it would have to move.') };
  const begin = place.file.text.slice(range.start, range.end).indexOf(name);
  if (begin === -1) return { refusal: reasonFor(here) };
  const start = range.start + begin;
  // Behind the name of a Service its host name goes on.
  if (place.file.text[start + name.length] === '.' && place.offset > start + name.length)
    return { refusal: nothingHere() };
  return { name, range: { start, end: start + name.length }, declarations };
}

/** The name or number that is declared at a place; undefined if it is not certain. */
export function declaredName({ resource, at }: ReferenceTarget): string | number | undefined {
  const { facts } = resource;
  if (at === NAME) return isKnown(facts.id.name) ? facts.id.name : undefined;
  if (facts.type !== 'Workload') return undefined;
  const port = declaredPorts(facts).find((declared) => areEqual(declared.at, at));
  return port && isKnown(port.value) ? port.value : undefined;
}

interface Found {
  readonly range: TextRange;
  readonly declarations: readonly ReferenceTarget[];
}

function declaredAt(here: ResourceUnderCursor): Found | undefined {
  const declared = here.applied.flatMap((resource): (ReferenceTarget & { range: TextRange })[] => {
    const { facts } = resource;
    const ports = facts.type === 'Workload' ? declaredPorts(facts).map(({ at }) => at) : [];
    // A ServiceProfile is called after its Service.
    const paths: FieldPath[] = facts.type === 'ServiceProfile' ? [] : [NAME, ...ports];
    return paths.flatMap((at) => {
      const range = here.valueUnderCursor(at);
      return range ? [{ resource, at, range }] : [];
    });
  });
  const [first] = declared;
  return first && { range: first.range, declarations: declared };
}

function referredAt({ mesh }: NavigationPlace, here: ResourceUnderCursor): Found | undefined {
  let range: TextRange | undefined;
  const declarations = here.applied.flatMap((resource) =>
    referencesOf(mesh.seenFrom(resource), resource).flatMap(({ at, by, targets }) => {
      const found =
        by === 'selector' ? undefined : here.valueUnderCursor(by === 'reference' ? [...at, 'name'] : at);
      range ??= found;
      return found ? targets : [];
    }),
  );
  return range && { range, declarations };
}

/** Why what the cursor is on cannot be renamed. */
function reasonFor(here: ResourceUnderCursor): string {
  const [resource] = here.applied;
  if (resource && here.valueUnderCursor(NAME)) {
    const { written, facts } = resource;
    if (!isKnown(written.id.name))
      return l10n.t('A template makes this name. Change the template or its values instead.');
    if (!isKnown(facts.id.name))
      return l10n.t(
        'A kustomization changes this name, so it is not certain which references lead to it. Rename it by hand.',
      );
  }
  if (resource && (here.valueUnderCursor(NAME) || isInReference(here)))
    return l10n.t('There is nothing to rename: it is not certain that any resource here has this name.');
  return nothingHere();
}

/** Whether the cursor is in a field that names something, whether or not that is there. */
function isInReference(here: ResourceUnderCursor): boolean {
  return REFERRING.some((path) => here.fieldUnderCursor(path) !== undefined);
}

const REFERRING: readonly FieldPath[] = [
  ['spec', 'targetRef'],
  ['spec', 'requiredAuthenticationRefs'],
  ['spec', 'identityRefs'],
  ['spec', 'parentRefs'],
  ['spec', 'server'],
  ['spec', 'port'],
];

function nothingHere(): string {
  return l10n.t(
    'Nothing here can be renamed. Put the cursor on the name of a resource, on the name of a container’s port, or on a reference to either.',
  );
}
