import * as l10n from '@vscode/l10n';
import { parseGoInteger } from './integer.ts';
import { accepted, refused, shorten, type ValueReading } from './reading.ts';

const LAST_PORT = 65_535n;
/** The injector parses the number as 32 bits. */
const LEAST = -(1n << 31n);
const GREATEST = (1n << 31n) - 1n;

/**
 * Reads a port for the proxy to listen on. The injector accepts any 32-bit number (linkerd2 `pkg/inject/inject.go`
 * ApplyAnnotationOverrides, `strconv.ParseInt`). With a number that is not a port, the proxy exits or the API server
 * rejects the pod, because `charts/partials/templates/_proxy.tpl` writes it into addresses, container ports and
 * probes.
 */
export function readPort(text: string): ValueReading<number> {
  const port = parseGoInteger(text);
  if (port !== undefined && port > 0n && port <= LAST_PORT) return accepted(Number(port));
  if (port === undefined)
    return refused(
      text,
      l10n.t('“{0}” is not a valid port number.', shorten(text)),
      /^\s*([0-9]{1,5})\s*$/.exec(text)?.[1],
    );
  const reason = l10n.t('{0} is not a valid port to listen on: use 1 to 65535.', shorten(text));
  if (port < LEAST || port > GREATEST) return refused(text, reason);
  const consequence = l10n.t(
    'The injector accepts it, but then the API server rejects the pod or the proxy does not start.',
  );
  return { ...refused(text, reason), consequence };
}
