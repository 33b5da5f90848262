import * as l10n from '@vscode/l10n';
import type { RuleFinding } from '../../../engine/rule.ts';
import { locatedText } from '../../../kubernetes/specFields.ts';
import { nearestSchemaName } from '../../../linkerd/schemas/nearestSchemaName.ts';
import { accessPolicies, PROXY_PROTOCOLS, type Word } from '../../../linkerd/schemas/texts/words.ts';
import { child } from '../../../yaml/walkEntries.ts';
import type { Checked } from './rejection.ts';

/** linkerd2 `admission.rs` Validate<ServerSpec>, and the types that it is parsed into. */
export function* server(checked: Checked): Iterable<RuleFinding> {
  yield* port(checked);
  yield* word(checked, 'proxyProtocol', PROXY_PROTOCOLS);
  yield* word(checked, 'accessPolicy', accessPolicies());
}

/** A number must be from 1 to 65535; any text counts as a name. */
function* port({ document, spec }: Checked): Iterable<RuleFinding> {
  const port = locatedText(document, child(spec, 'port'), 'number');
  const number = Number(port?.text);
  if (!port || !Number.isInteger(number) || (number >= 1 && number <= 65_535)) return;
  yield {
    range: port.range,
    message: l10n.t('A port is a number from 1 to 65535: Linkerd’s webhook rejects this Server.'),
  };
}

function* word({ document, spec }: Checked, field: string, known: readonly Word[]): Iterable<RuleFinding> {
  const words = known.map(({ value }) => value);
  const value = locatedText(document, child(spec, field), 'string');
  if (!value || words.includes(value.text)) return;
  const { text, range } = value;
  const meant = nearestSchemaName(text, words);
  yield {
    range,
    message:
      meant === undefined
        ? l10n.t(
            '“{0}” is not a valid {1}, so Linkerd’s webhook rejects the Server. Use one of {2}.',
            text,
            field,
            words.join(', '),
          )
        : l10n.t(
            '“{0}” is not a valid {1}, so Linkerd’s webhook rejects the Server. Did you mean {2}?',
            text,
            field,
            meant,
          ),
  };
}
