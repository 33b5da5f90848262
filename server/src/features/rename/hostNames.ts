import { type Known, UNKNOWN } from '../../facts/known.ts';
import type { TextRange } from '../../text/range.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import type { YamlScalar } from '../../yaml/nodes.ts';

/** The name of a Service in a host name. */
export interface HostName extends TextRange {
  /** As written; undefined where the host name is the Service's name alone. */
  readonly namespace: Known<string | undefined>;
}

/** What a namespace in a host name is written as, or a template that makes it. */
const NAMESPACE = String.raw`(?:\{\{[^{}\n]*\}\}|\$\{?\w+\}?|[a-z0-9-]+)`;

/**
 * Where a scalar has the host name of a Service: with `.svc` behind the namespace anywhere; the shorter `web` and `web.shop`
 * in a URL, and with a port where that is all of the value of a variable. A name alone may be anything.
 *
 * Source: Kubernetes `pkg/kubelet/network/dns/dns.go`: pods search `<namespace>.svc.<domain>`, `svc.<domain>` and `<domain>`.
 *
 * @param key of the entry that the scalar is the value of
 */
export function hostNamesIn(
  document: YamlDocument,
  { start, end }: YamlScalar,
  name: string,
  key: string | undefined,
): HostName[] {
  const text = document.text.slice(start, end);
  if (!text.includes(name)) return [];
  const behind = String.raw`(?:\.(${NAMESPACE}))?(?=:\d|[\s/?#"',;)]|$)`;
  const patterns = [
    String.raw`(?<![\w.-])${name}\.(${NAMESPACE})\.svc(?![\w-])`,
    `(?<=//|@)${name}${behind}`,
    ...(key === 'value' ? [String.raw`(?<=^["']?)${name}(?:\.(${NAMESPACE}))?(?=:\d)`] : []),
  ];
  return [...text.matchAll(new RegExp(patterns.join('|'), 'g'))].map((match) => {
    const namespace = match[1] ?? match[2] ?? match[3];
    const at = start + match.index;
    const isWritten = namespace === undefined || /^[a-z0-9-]+$/.test(namespace);
    return { start: at, end: at + name.length, namespace: isWritten ? namespace : UNKNOWN };
  });
}
