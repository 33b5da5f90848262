import * as l10n from '@vscode/l10n';
import type { RepositoryMesh } from '../../engine/repositoryMesh.ts';
import { isValidName, type NameRule, nameRuleOf } from '../../kubernetes/objectNames.ts';
import { mayMeet } from '../../mesh/appliedResource.ts';
import { NAME, type ReferenceTarget } from '../../mesh/meshReferences.ts';
import { isSameNamespace } from '../../mesh/namespaceKey.ts';
import { describeResource } from '../../rules/mesh/describe.ts';
import { pathBelow } from '../../workspace/fileHost.ts';
import type { NavigationPlace } from '../navigation/resourceUnderCursor.ts';
import { hasPortNamed, uncertainUse } from './portUses.ts';
import { type RenamedTogether, renamedTogether } from './renamedPlaces.ts';
import { type RenamedFile, RenameEdits } from './renameEdits.ts';
import { type Refusal, type RenameSubject, renameSubject } from './renameSubject.ts';

/** Edits that rename a thing everywhere: where it is declared, what Linkerd follows, and what other kinds say. */
export interface Renaming {
  /** What is renamed: `Server web`. */
  readonly description: string;
  readonly files: readonly RenamedFile[];
}

/** What can be renamed at a place. */
export type RenameStart = Pick<RenameSubject, 'name' | 'range'>;

/** The name at a place that can be renamed, or why it cannot. */
export function prepareRename(place: NavigationPlace): RenameStart | Refusal {
  const subject = renameSubject(place);
  if ('refusal' in subject) return subject;
  return changedByKustomization(subject.declarations, subject.name) ?? subject;
}

/**
 * The edits that rename what is declared at a place, or what a reference there leads to, in all files of the repository:
 * all of them, or none. Undefined if cancelled.
 */
export async function rename(
  place: NavigationPlace,
  newName: string,
  signal: AbortSignal,
): Promise<Renaming | Refusal | undefined> {
  const subject = renameSubject(place);
  if ('refusal' in subject) return subject;
  const { mesh } = place;
  const { name, declarations } = subject;
  const [first] = declarations;
  if (!first) return undefined;
  const isPort = first.at !== NAME;
  const rule = isPort ? 'port' : nameRuleOf(first.resource.facts.id.kind);
  const what = describeResource(first.resource);
  const description = isPort ? l10n.t('port {0} of {1}', name, what) : what;
  if (newName === name) return { description, files: [] };
  if (!isValidName(rule, newName)) return { refusal: invalid(rule, newName) };
  const together = await renamedTogether(mesh, name, declarations, signal);
  if (!together) return undefined;
  const refusal =
    changedByKustomization(together.declarations, name) ??
    (isPort
      ? (portTaken(together, newName) ?? uncertainPort(mesh, together, name))
      : (ofSeveralNamespaces(together) ??
        taken(mesh, together, newName) ??
        declaredTwice(mesh, together, name)));
  if (refusal) return refusal;
  const edits = new RenameEdits(mesh, name, newName);
  const problem =
    (await edits.addFields(together)) ??
    (await (isPort
      ? edits.refuseMonitored(together.declarations, signal)
      : edits.addMentions(together.declarations, signal)));
  if (problem) return problem;
  return signal.aborted ? undefined : { description, files: edits.files };
}

function invalid(rule: NameRule, name: string): string {
  switch (rule) {
    case 'subdomain':
      return l10n.t(
        '“{0}” is not a valid name. Use lowercase letters, digits, “-” and “.”, with a letter or digit at both ends, and at most 253 characters.',
        name,
      );
    case 'label':
      return l10n.t(
        '“{0}” is not a valid name for a Service. Use lowercase letters, digits and “-”, with a letter first, a letter or digit last, and at most 63 characters.',
        name,
      );
    case 'port':
      return l10n.t(
        '“{0}” is not a valid name for a port. Use lowercase letters, digits and single “-” between them, with at least one letter and at most 15 characters.',
        name,
      );
  }
}

/** kustomize also changes references, but only those of kinds that it knows, and Linkerd's are not among them. */
function changedByKustomization(declarations: readonly ReferenceTarget[], name: string): Refusal | undefined {
  for (const { resource, at } of declarations) {
    const { rewriting } = resource.placement;
    if (rewriting.changesNames || rewriting.changesAnything)
      return {
        refusal: l10n.t(
          'A kustomization may change the name of {0}, so it is not certain which references lead to it. Rename it by hand.',
          describeResource(resource),
        ),
      };
    const { kind } = resource.facts.id;
    const isNamed = rewriting.patches.some(
      (patch) =>
        patch.name === (at === NAME ? name : resource.facts.id.name) && (patch.kind ?? kind) === kind,
    );
    if (isNamed)
      return {
        refusal: l10n.t(
          'A kustomization has a patch for {0}. Rename it by hand, in the patch too.',
          describeResource(resource),
        ),
      };
  }
  return undefined;
}

/** A route with parents in two namespaces means another Service for each of them. */
function ofSeveralNamespaces({ declarations }: RenamedTogether): Refusal | undefined {
  const [first] = declarations;
  const other = declarations.find(({ resource }) => resource.namespace !== first?.resource.namespace);
  if (!first || !other) return undefined;
  return {
    refusal: l10n.t(
      'A reference to {0} also leads to a resource of that name in another namespace, so nothing was renamed.',
      describeResource(first.resource),
    ),
  };
}

function taken(
  mesh: RepositoryMesh,
  { declarations }: RenamedTogether,
  newName: string,
): Refusal | undefined {
  const other = namesakeOf(mesh, declarations, newName);
  if (!other) return undefined;
  return {
    refusal: l10n.t(
      '{0} already exists in that namespace, in {1}. Choose another name.',
      describeResource(other),
      pathBelow(mesh.root, other.uri) ?? other.uri,
    ),
  };
}

function declaredTwice(
  mesh: RepositoryMesh,
  { declarations }: RenamedTogether,
  name: string,
): Refusal | undefined {
  const other = namesakeOf(mesh, declarations, name);
  if (!other) return undefined;
  return {
    refusal: l10n.t(
      '{0} is declared a second time, in {1}, and it is not certain which one is meant, so nothing was renamed.',
      describeResource(other),
      pathBelow(mesh.root, other.uri) ?? other.uri,
    ),
  };
}

/** Another resource of the kind and namespace, with a name, that may be applied together with one of these. */
function namesakeOf(mesh: RepositoryMesh, declarations: readonly ReferenceTarget[], name: string) {
  const own = new Set(declarations.map(({ resource }) => resource));
  return mesh.model.resources.find(
    (other) =>
      other.facts.id.name === name &&
      !own.has(other) &&
      declarations.some(
        ({ resource }) =>
          resource.facts.id.kind === other.facts.id.kind &&
          resource.facts.id.group === other.facts.id.group &&
          isSameNamespace(resource.namespace, other.namespace) === 'yes' &&
          resource.written !== other.written &&
          mayMeet(resource.placement, other.placement),
      ),
  );
}

function portTaken({ declarations }: RenamedTogether, newName: string): Refusal | undefined {
  const other = declarations.find(({ resource }) => hasPortNamed(resource, newName));
  if (!other) return undefined;
  return {
    refusal: l10n.t(
      '{0} already has a port named {1}. Choose another name.',
      describeResource(other.resource),
      newName,
    ),
  };
}

function uncertainPort(mesh: RepositoryMesh, together: RenamedTogether, name: string): Refusal | undefined {
  const known = new Set(together.references.map(({ resource }) => resource));
  const user = mesh.model.resources.find(
    (resource) =>
      !known.has(resource) &&
      together.declarations.some((declared) => uncertainUse(resource, declared.resource, name)),
  );
  if (!user) return undefined;
  return {
    refusal: l10n.t(
      '{0} in {1} may refer to this port too, but that is not certain, so nothing was renamed.',
      describeResource(user),
      pathBelow(mesh.root, user.uri) ?? user.uri,
    ),
  };
}
