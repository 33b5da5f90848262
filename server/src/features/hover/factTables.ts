import * as l10n from '@vscode/l10n';
import { OPAQUE_PORTS_KEY } from '../../linkerd/metadata/linkerdKeys.ts';

/** A line or a table that answers at a glance what people ask about an annotation; undefined for most. */
export function factTable(key: string): string | undefined {
  if (key === OPAQUE_PORTS_KEY) return waits();
  if (key.startsWith('retry.linkerd.io/'))
    return table(
      [l10n.t('Set on'), 'ServiceProfile', l10n.t('route'), 'Service'],
      [l10n.t('Counts'), first(), l10n.t('second'), l10n.t('third')],
    );
  if (!key.startsWith('timeout.linkerd.io/')) return undefined;
  return table(
    [l10n.t('Set on'), 'ServiceProfile', l10n.t('route'), l10n.t('route’s `timeouts`'), 'Service'],
    [l10n.t('Counts'), first(), l10n.t('second'), l10n.t('third'), l10n.t('fourth')],
  );
}

/**
 * What replaces all that stands to its right (linkerd2 `policy-controller/grpc/src/outbound/http.rs`; linkerd2-proxy
 * `linkerd/app/outbound/src/sidecar.rs`: “Using ServiceProfile”).
 */
function first(): string {
  return l10n.t('first, and replaces the others');
}

/**
 * How long clients wait for a server that sends first; seen on real proxies: linkerd2-proxy 29637b64 with the destination
 * and policy controllers of linkerd2 b24cd405, both of August 2026.
 */
function waits(): string {
  return l10n.t(
    '**If the server sends first, clients wait**: opaque on Service and pod 0 s, on the Service only 10 s, on neither 20 s, on neither with `appProtocol: http` forever.',
  );
}

function table(...rows: readonly (readonly string[])[]): string {
  const [head = '', ...more] = rows.map((cells) => `| ${cells.join(' | ')} |`);
  return [head, `|${':--|'.repeat(rows[0]?.length ?? 0)}`, ...more].join('\n');
}
