import * as l10n from '@vscode/l10n';
import { parsePortList } from '../ports/portList.ts';
import type { PortSet } from '../ports/portSet.ts';
import { describePorts } from './portListText.ts';
import { accepted, refusedPart, shorten, type ValueReading } from './reading.ts';

/** Reads a list of ports as proxy-init and linkerd-cni do: they drop tokens that are not ports and use the rest. */
export function readSkipPorts(text: string): ValueReading<PortSet> {
  const list = parsePortList(text);
  const wrong = list.tokens.find(
    ({ kind }) => kind === 'invalid' || kind === 'reversed' || kind === 'untrimmed',
  );
  if (!wrong) return accepted(list.skipped, list.hasUnknown ? undefined : describePorts(list.skipped));
  return refusedPart(
    wrong,
    l10n.t('“{0}” is neither a port nor a range like 8000-8010, so it is ignored.', shorten(wrong.text)),
    undefined,
  );
}
