import * as l10n from '@vscode/l10n';
import type { PortSet } from '../ports/portSet.ts';

/** A set of ports in words: `port 80`, `ports 1–8079, 8081–65535`. */
export function describePorts(ports: PortSet): string {
  if (ports.isEmpty) return l10n.t('no port');
  const list = ports.ranges
    .map(({ first, last }) => (first === last ? String(first) : `${first}–${last}`))
    .join(', ');
  return ports.size === 1 ? l10n.t('port {0}', list) : l10n.t('ports {0}', list);
}
