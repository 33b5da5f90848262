import * as l10n from '@vscode/l10n';
import type { BuildRule, BuildRuleFinding } from '../../engine/buildRule.ts';
import type { BuildFailure } from '../../kustomize/applyKustomization.ts';
import { fieldOf, isMissingOrNull, textOf } from '../../kustomize/valueTree.ts';
import { entryFor } from '../../linkerd/catalogue/catalogue.ts';
import { describeIdentity, failures, placeInPatch } from './patchPlaces.ts';

/** evanphx/json-patch v4 `patch.go`, which kustomize uses. */
export default {
  id: 'patch-operation-fails',
  summary: 'A JSON patch operation that kustomize cannot apply, so the build fails',
  level: 'error',
  fixable: 'suggestion',
  since: '0.2.0',
  *check({ builds }) {
    for (const failure of failures(builds, 'patch-operation')) {
      const at = placeInPatch(failure, isMissingOrNull(fieldOf(failure.by, 'path')) ? [] : ['path']);
      if (at) yield { at, message: messageOf(failure), fix: fixFor(failure) };
    }
  },
} satisfies BuildRule;

/** A path to an annotation or a label whose key contains an unescaped slash. */
const UNESCAPED = /^(.*\/metadata\/(?:annotations|labels)\/)([^/]+)\/([^/]+)$/;

function messageOf({ resource, by }: BuildFailure): string {
  const pointer = textOf(fieldOf(by, 'path'));
  const operation = textOf(fieldOf(by, 'op')) ?? '';
  const name = resource ? describeIdentity(resource) : '';
  if (pointer === undefined)
    return l10n.t('kustomize build fails: this operation needs a path, such as /metadata/annotations.');
  if (!pointer.startsWith('/'))
    return l10n.t('kustomize build fails: the path must begin with a slash. Write /{0}.', pointer);
  const [, before, domain, key] = UNESCAPED.exec(pointer) ?? [];
  if (before !== undefined)
    return l10n.t(
      'kustomize build fails: the slash in the key starts a new step of the path. Escape it as ~1: {0}.',
      `${before}${domain}~1${key}`,
    );
  return operation === 'remove'
    ? l10n.t(
        'kustomize build fails: {0} has no {1} to remove. Correct the path, or remove the operation.',
        name,
        pointer,
      )
    : l10n.t(
        'kustomize build fails: {0} has no {1}, and “{2}” does not create it. Add it first, with a mapping as its value.',
        name,
        pointer.slice(0, pointer.lastIndexOf('/')),
        operation,
      );
}

/** A path under which the key is certainly an annotation's. */
const OF_ANNOTATIONS = /^(?:\/spec\/template)?\/metadata\/annotations\/$/;

function fixFor({ by }: BuildFailure): BuildRuleFinding['fix'] {
  const [, before = '', domain, key] = UNESCAPED.exec(textOf(fieldOf(by, 'path')) ?? '') ?? [];
  if (!OF_ANNOTATIONS.test(before) || !entryFor(`${domain}/${key}`, 'annotation')) return undefined;
  const newText = `${domain}~1${key}`;
  return { title: l10n.t('Change to {0}', newText), text: `${domain}/${key}`, newText };
}
