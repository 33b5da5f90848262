import * as l10n from '@vscode/l10n';
import type { Environment } from '../../linkerd/environment/environment.ts';
import { parseRelease, type Release } from '../../linkerd/environment/releases.ts';
import { resourceKinds } from '../../linkerd/schemas/resourceKinds.ts';
import type { ResourceKind } from '../../linkerd/schemas/schema.ts';
import { isLinkerdKind, newestOf, servedVersions } from '../../linkerd/schemas/served.ts';
import { kindText } from '../../linkerd/schemas/texts/fieldText.ts';
import { specTemplate } from './fieldTemplate.ts';
import type { InsertPart, TabStop } from './insertText.ts';
import type { Suggestion } from './suggestion.ts';

/** Whole resources to insert into a document that contains nothing but comments and the word at the cursor. */
export function resourceSnippets(text: string, offset: number, { linkerd }: Environment): Suggestion[] {
  const start = text.slice(0, offset).lastIndexOf('\n') + 1;
  const word = /^\uFEFF?(?<word>[A-Za-z]+)\r?$/.exec(text.slice(start, lineEnd(text, offset)))?.groups?.word;
  const others = text.slice(0, start) + text.slice(lineEnd(text, offset));
  if (word === undefined || !others.split('\n').every(isWithoutContent)) return [];
  const from = start + (text.charCodeAt(start) === 0xfeff ? 1 : 0);
  const range = { start: from, end: from + word.length };
  if (offset < range.start || offset > range.end) return [];
  const release = parseRelease(linkerd);
  const kinds = resourceKinds().filter(isLinkerdKind);
  return [policySet(kinds, release), ...kinds.map((kind) => whole(kind, release))].flatMap((snippet) =>
    snippet ? [{ ...snippet, range }] : [],
  );
}

/** Whether a line is empty, a comment or the beginning of a document. */
function isWithoutContent(line: string): boolean {
  return /^(?:#|---|$)/.test(line.replace('\uFEFF', '').trim());
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end;
}

type Snippet = Omit<Suggestion, 'range'>;

function whole(kind: ResourceKind, release: Release | undefined): Snippet | undefined {
  const head = headOf(kind, release, stop('name', 'name'));
  const spec = newestOf(servedVersions(kind, release))?.schema.fields.get('spec');
  if (!head || !spec) return undefined;
  return snippet(`linkerd ${kind.kind}`, kindText(kind), [...head, ...specTemplate(spec.schema), '\n']);
}

/** A Server, who may connect to it, and how clients authenticate. */
function policySet(kinds: readonly ResourceKind[], release: Release | undefined): Snippet | undefined {
  const named = (name: string) => kinds.find(({ kind }) => kind === name);
  const [server, policy, authentication] = [
    named('Server'),
    named('AuthorizationPolicy'),
    named('MeshTLSAuthentication'),
  ];
  if (!server || !policy || !authentication) return undefined;
  const name = stop('name', 'web-http');
  const heads = [
    headOf(server, release, name),
    headOf(policy, release, name),
    headOf(authentication, release, name),
  ];
  const [ofServer, ofPolicy, ofAuthentication] = heads;
  if (!ofServer || !ofPolicy || !ofAuthentication) return undefined;
  return snippet(
    'linkerd Server with AuthorizationPolicy',
    l10n.t('A Server, an AuthorizationPolicy for it, and the clients that may connect.'),
    [
      ...ofServer,
      '\n  podSelector:\n    matchLabels:\n      app: ',
      stop('app', 'web'),
      '\n  port: ',
      stop('port', 'http'),
      '\n---\n',
      ...ofPolicy,
      '\n  targetRef:\n    group: policy.linkerd.io\n    kind: Server\n    name: ',
      name,
      '\n  requiredAuthenticationRefs:\n    - group: policy.linkerd.io\n      kind: MeshTLSAuthentication\n      name: ',
      name,
      '\n---\n',
      ...ofAuthentication,
      '\n  identityRefs:\n    - kind: ServiceAccount\n      name: ',
      stop('client', 'client'),
      '\n',
    ],
  );
}

/** A resource up to its `spec:`; undefined if the release does not have it. */
function headOf(
  kind: ResourceKind,
  release: Release | undefined,
  name: TabStop,
): readonly InsertPart[] | undefined {
  const version = newestOf(servedVersions(kind, release));
  if (!version) return undefined;
  return [
    `apiVersion: ${kind.group}/${version.name}\nkind: ${kind.kind}\nmetadata:\n  name: `,
    name,
    '\n  namespace: ',
    stop('namespace', 'default'),
    '\nspec:',
  ];
}

function stop(name: string, text: string): TabStop {
  return { name, choices: [text] };
}

function snippet(label: string, documentation: string | undefined, parts: readonly InsertPart[]): Snippet {
  return {
    label,
    detail: undefined,
    filterText: label,
    parts,
    isDeprecated: false,
    kind: 'resource',
    entry: undefined,
    documentation,
  };
}
