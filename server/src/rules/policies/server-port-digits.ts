import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { isValidName } from '../../kubernetes/objectNames.ts';
import { type LocatedText, locatedText } from '../../kubernetes/specFields.ts';
import { child } from '../../yaml/walkEntries.ts';
import { fixOf } from '../fixes/listEdits.ts';
import { POLICY } from './rejections/references.ts';
import { resourcesWhose, specsOf } from './resourceSpecs.ts';

/** linkerd2 `policy-controller/k8s/api/src/policy/server.rs` Port: a string is the name of a container's port. */
export default {
  id: 'server-port-digits',
  summary: 'A Server whose port is a number in quotes or an impossible port name, so it applies to no port',
  level: 'error',
  fixable: 'suggestion',
  since: '0.2.0',
  query: resourcesWhose(isServer),
  *check(context: RuleContext) {
    for (const { spec } of specsOf(context, isServer)) {
      const port = locatedText(context.document, child(spec, 'port'), 'string');
      if (!port) continue;
      const { text, range } = port;
      if (!/^[0-9]+$/.test(text)) {
        if (!isValidName('port', text))
          yield {
            range,
            message: l10n.t(
              'No container port can be named “{0}”, so this Server applies to no port. A port name has at most 15 characters (a-z, 0-9 and -) and at least one letter.',
              text,
            ),
          };
        continue;
      }
      yield {
        range,
        message: l10n.t(
          'In quotes, “{0}” is a port name, which no container port can have, so this Server applies to no port. Remove the quotes.',
          text,
        ),
        fixes: unquote(port),
      };
    }
  },
} satisfies Rule;

function isServer(kind: string, group: string): boolean {
  return kind === 'Server' && group === POLICY;
}

function unquote({ text, range }: LocatedText): Fix[] {
  const port = Number(text);
  const isPort = port >= 1 && port <= 65_535;
  return fixOf(
    l10n.t('Remove the quotes'),
    'suggestion',
    isPort ? [{ range, newText: String(port) }] : undefined,
  );
}
