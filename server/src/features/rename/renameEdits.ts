import * as l10n from '@vscode/l10n';
import type { FileEdits } from '../../engine/finding.ts';
import { placeEdits, placeOfField, rewriteField } from '../../engine/locateMeshFindings.ts';
import type { RepositoryMesh } from '../../engine/repositoryMesh.ts';
import type { SourceFile } from '../../engine/sourceFile.ts';
import { anyOf, type Certainty, isKnown } from '../../facts/known.ts';
import { readFacts } from '../../facts/readFacts.ts';
import type { FieldPath } from '../../facts/resourceFacts.ts';
import { OPAQUE_PORTS_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import { type AppliedResource, mayMeet } from '../../mesh/appliedResource.ts';
import { isKustomization } from '../../mesh/filePlacements.ts';
import { NAME, type ReferenceTarget } from '../../mesh/meshReferences.ts';
import { isSameNamespace, namespaceKey } from '../../mesh/namespaceKey.ts';
import type { TextEdit } from '../../text/edit.ts';
import { shiftRange, type TextRange } from '../../text/range.ts';
import { pathBelow } from '../../workspace/fileHost.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import { type Mention, mentionsIn } from './mentions.ts';
import { monitoredPorts } from './monitorPorts.ts';
import { patchesThatMention } from './patchMentions.ts';
import type { NamingField, RenamedTogether } from './renamedPlaces.ts';
import type { Refusal } from './renameSubject.ts';

/** Why a place is renamed: the name is declared there, Linkerd follows the reference, or a resource of another kind names it. */
export type RenameReason = 'declaration' | 'reference' | 'mention';

/** The edits of one file. */
export interface RenamedFile {
  readonly uri: string;
  readonly edits: readonly (FileEdits['edits'][number] & { readonly reason: RenameReason })[];
}

interface ReasonedEdit extends TextEdit {
  readonly reason: RenameReason;
}

interface EditedFile {
  readonly file: SourceFile;
  /** By where they begin. */
  readonly edits: Map<number, ReasonedEdit>;
}

/** The edits of one renaming, collected file by file. What it cannot edit it refuses. */
export class RenameEdits {
  readonly #mesh: RepositoryMesh;
  readonly #name: string;
  readonly #newName: string;
  readonly #files = new Map<string, EditedFile>();

  constructor(mesh: RepositoryMesh, name: string, newName: string) {
    this.#mesh = mesh;
    this.#name = name;
    this.#newName = newName;
  }

  /** The edits so far. */
  get files(): RenamedFile[] {
    return [...this.#files].map(([uri, { file, edits }]) => ({
      uri,
      edits: [...edits.values()].flatMap(({ reason, ...edit }) =>
        placeEdits(uri, file, [edit]).edits.map((placed) => ({ ...placed, reason })),
      ),
    }));
  }

  /** Adds what is declared and what refers to it. */
  async addFields({ declarations, references }: RenamedTogether): Promise<Refusal | undefined> {
    const declared = new Set(declarations.map((target): NamingField => ({ ...target, by: 'name' })));
    for (const field of [...declared, ...references]) {
      const { resource, at, by } = field;
      const reason = declared.has(field) ? 'declaration' : 'reference';
      const change = (value: string) =>
        by === 'hostName' ? this.#newName + value.slice(this.#name.length) : this.#newName;
      const refusal = await this.#add(resource, at, change, reason);
      if (refusal) return refusal;
    }
    for (const { resource, at } of declarations) {
      const refusal = at === NAME ? undefined : await this.#addOpaquePorts(resource);
      if (refusal) return refusal;
    }
    return undefined;
  }

  /** Adds the places in resources that the mesh does not know, by the form in which they name another resource. */
  async addMentions(
    declarations: readonly ReferenceTarget[],
    signal: AbortSignal,
  ): Promise<Refusal | undefined> {
    for await (const [uri, file] of this.#mesh.filesWith(this.#name, signal))
      for (const { document, offset } of file.documents) {
        const refusal = this.#addMentionsIn(uri, file, document, offset, declarations);
        if (refusal) return refusal;
      }
    return undefined;
  }

  /** Refuses where a monitor may name the port of one of these pods: it may name it of others too. */
  async refuseMonitored(
    declarations: readonly ReferenceTarget[],
    signal: AbortSignal,
  ): Promise<Refusal | undefined> {
    for await (const [uri, file] of this.#mesh.filesWith(this.#name, signal))
      for (const { document, offset } of file.documents) {
        if (!/kind["']?: *["']?(?:Pod|Service)Monitor\b/.test(document.text)) continue;
        for (const port of monitoredPorts(document, this.#name)) {
          const about = declarations.filter(
            ({ resource: { facts } }) => facts.type === 'Workload' && port.mayBeOf(facts.labels),
          );
          if (about.length > 0 && this.#isMeant(uri, port, about) !== 'no')
            return this.#uncertain(uri, file, shiftRange(port.node, offset));
        }
      }
    return undefined;
  }

  #addMentionsIn(
    uri: string,
    file: SourceFile,
    document: YamlDocument,
    offset: number,
    declarations: readonly ReferenceTarget[],
  ): Refusal | undefined {
    const id = declarations[0]?.resource.facts.id;
    if (!id || !document.text.includes(this.#name)) return undefined;
    const wanted = { group: id.group, kind: id.kind, name: this.#name };
    const patch = this.#isKustomization(uri) ? patchesThatMention(document, wanted)[0] : undefined;
    if (patch) return this.#uncertain(uri, file, shiftRange(patch, offset));
    for (const mention of mentionsIn(document, wanted)) {
      const { node, at = node.start } = mention;
      const range = shiftRange({ start: at, end: node.end }, offset);
      if (this.#hasEdit(uri, range.start) || this.#hasEdit(uri, node.start + offset)) continue;
      const certainty = this.#isMeant(uri, mention, declarations);
      if (certainty === 'no') continue;
      const edit = this.#editOf(document, mention, offset);
      // The mesh knows all references of its own resources that are certain.
      if (certainty === 'unknown' || !edit || (isInMesh(document, mention.node) && !mention.isHostName))
        return this.#uncertain(uri, file, range);
      this.#put(uri, file, { ...edit, reason: 'mention' });
    }
    return undefined;
  }

  #hasEdit(uri: string, start: number): boolean {
    return this.#files.get(uri)?.edits.has(start) === true;
  }

  #isKustomization(uri: string): boolean {
    return isKustomization(pathBelow(this.#mesh.root, uri) ?? '');
  }

  #uncertain(uri: string, file: SourceFile, range: TextRange): Refusal {
    return {
      refusal: l10n.t(
        '{0} may refer to it too, but that is not certain, so nothing was renamed. Change that place by hand first.',
        this.#show(uri, file, range),
      ),
    };
  }

  /** Undefined where the name is not written as it is, such as with escapes. */
  #editOf(document: YamlDocument, { node, at }: Mention, offset: number): TextEdit | undefined {
    const start = at ?? node.start + (node.style === 'plain' ? 0 : 1);
    const range = { start, end: start + this.#name.length };
    if (document.text.slice(range.start, range.end) !== this.#name) return undefined;
    return { range: shiftRange(range, offset), newText: this.#newName };
  }

  /** Whether a name means one of the declarations: in the same namespace, and applied together. */
  #isMeant(uri: string, { namespace }: Mention, declarations: readonly ReferenceTarget[]): Certainty {
    // What a patch is for, and what it makes of it, is not followed.
    if (this.#mesh.model.isPatch(pathBelow(this.#mesh.root, uri) ?? '')) return 'unknown';
    return anyOf(
      this.#mesh.placementsOf(uri).flatMap((placement) =>
        declarations.flatMap(({ resource }) => {
          if (!mayMeet(placement, resource.placement)) return [];
          const { rewriting, scope } = placement;
          const own = rewriting.namespace ?? namespace ?? rewriting.defaultNamespace;
          return [isSameNamespace(namespaceKey(own, scope), resource.namespace)];
        }),
      ),
    );
  }

  /** The injector resolves the names of ports in this list. */
  async #addOpaquePorts(resource: AppliedResource): Promise<Refusal | undefined> {
    const { facts } = resource;
    if (facts.type !== 'Workload') return undefined;
    const list = facts.annotations.values[OPAQUE_PORTS_KEY];
    const change = (text: string) =>
      text.replace(/[^,\s]+/g, (token) => (token === this.#name ? this.#newName : token));
    if (list === undefined || !isKnown(list) || change(list) === list) return undefined;
    return this.#add(
      resource,
      [...facts.podPath, 'metadata', 'annotations', OPAQUE_PORTS_KEY],
      change,
      'reference',
    );
  }

  async #add(
    resource: AppliedResource,
    at: FieldPath,
    change: (value: string) => string,
    reason: RenameReason,
  ): Promise<Refusal | undefined> {
    const { uri } = resource;
    const file = this.#files.get(uri)?.file ?? (await this.#mesh.fileOf(uri));
    const path = pathBelow(this.#mesh.root, uri) ?? uri;
    if (!file) return { refusal: l10n.t('{0} cannot be read, so nothing was renamed.', path) };
    const edit = rewriteField(file, resource, at, change);
    if (edit) {
      this.#put(uri, file, { ...edit, reason });
      return undefined;
    }
    const place = placeOfField(file, resource, at);
    return {
      refusal: l10n.t(
        '{0} has this name in a form that cannot be edited, such as a template or an anchor, so nothing was renamed.',
        place ? `${path}:${place.start.line + 1}` : path,
      ),
    };
  }

  #put(uri: string, file: SourceFile, edit: ReasonedEdit): void {
    const known = this.#files.get(uri);
    if (known) known.edits.set(edit.range.start, edit);
    else this.#files.set(uri, { file, edits: new Map([[edit.range.start, edit]]) });
  }

  /** `deploy/web.yaml:7` */
  #show(uri: string, file: SourceFile, range: TextRange): string {
    const line = placeEdits(uri, file, [{ range, newText: '' }]).edits[0]?.start.line ?? 0;
    return `${pathBelow(this.#mesh.root, uri) ?? uri}:${line + 1}`;
  }
}

function isInMesh(document: YamlDocument, { start }: TextRange): boolean {
  return readFacts(document).some(({ node }) => node.start <= start && start <= node.end);
}
