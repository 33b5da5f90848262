/**
 * What Linkerd takes as the value of an annotation or a label. Each type is read as the code that reads it in Linkerd
 * does: two parsers that differ in one blank are two types.
 */
export type ValueType =
  /** One of a few words; `ignoresCase` and `isTrimmed` where the code that reads them is that lenient. */
  | {
      readonly type: 'enum';
      readonly choices: readonly Choice[];
      readonly ignoresCase?: true;
      readonly isTrimmed?: true;
    }
  /** Go's `strconv.ParseBool`. */
  | { readonly type: 'go-bool' }
  /** The proxy's own boolean: the same words, blanks around them allowed. */
  | { readonly type: 'proxy-bool' }
  /** Go's `time.ParseDuration`. `wholeSeconds`: what is less than a second is cut off. */
  | { readonly type: 'go-duration'; readonly wholeSeconds?: boolean }
  /** The policy controller's duration: one whole number and one unit. */
  | { readonly type: 'policy-duration' }
  /** Whole seconds, or what `time.ParseDuration` takes. */
  | { readonly type: 'seconds-or-go-duration' }
  /** Kubernetes' `resource.ParseQuantity`; `of` says what is counted. */
  | { readonly type: 'quantity'; readonly of?: 'cores' | 'bytes' }
  /** One port for the proxy to listen on. */
  | { readonly type: 'port' }
  /** Ports for iptables: proxy-init and linkerd-cni. */
  | { readonly type: 'skip-ports' }
  | { readonly type: 'opaque-ports' }
  /** Ports as the policy controller reads them: one bad token voids all. */
  | { readonly type: 'policy-ports' }
  | { readonly type: 'cidr-list' }
  /** A whole number. `isUnsigned`: not even a `+` before it; `isTrimmed`: blanks around it are allowed. */
  | {
      readonly type: 'integer';
      readonly min?: number;
      readonly max?: number;
      readonly isUnsigned?: true;
      readonly isTrimmed?: true;
    }
  /** A decimal number as the policy controller reads it, or, `isOpen`, as Go does; then the limits are not allowed. */
  | { readonly type: 'number'; readonly min: number; readonly max: number; readonly isOpen?: boolean }
  | { readonly type: 'log-filter' }
  | { readonly type: 'env-json' }
  | { readonly type: 'http-status-list' }
  | { readonly type: 'grpc-status-list' }
  /** Any text; `placeholder` shows what one looks like, `choices` are the words that most people write. */
  | { readonly type: 'text'; readonly placeholder?: string; readonly choices?: readonly Choice[] };

/** One of the words that a value may be. */
export interface Choice {
  readonly value: string;
  /** What it means, translated; one sentence. */
  meaning(): string;
  /** The first release that knows it, where that is not the key's own. */
  readonly since?: string;
}
