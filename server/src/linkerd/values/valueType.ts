/**
 * The values that Linkerd accepts for an annotation or a label. There is one type for each parser: two parsers that
 * differ only in the whitespace they allow are two types.
 */
export type ValueType =
  /**
   * One of a few words. `ignoresCase` and `isTrimmed` say that the parser ignores case or whitespace around the word.
   */
  | {
      readonly type: 'enum';
      readonly choices: readonly Choice[];
      readonly ignoresCase?: true;
      readonly isTrimmed?: true;
    }
  /** Go's `strconv.ParseBool`. */
  | { readonly type: 'go-bool' }
  /** The policy controller's boolean: the same words, with whitespace around them allowed. */
  | { readonly type: 'proxy-bool' }
  /** Go's `time.ParseDuration`. `wholeSeconds`: fractions of a second are cut off. */
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
  /** Ports as the policy controller reads them: one invalid token invalidates the list. */
  | { readonly type: 'policy-ports' }
  /** Subnets for iptables. `isStrict`: as the policy controller reads them, with IPv6 and without whitespace. */
  | { readonly type: 'cidr-list'; readonly isStrict?: true }
  /** A whole number. `isUnsigned`: not even a `+` is allowed; `isTrimmed`: whitespace around it is allowed. */
  | {
      readonly type: 'integer';
      readonly min?: number;
      readonly max?: number;
      readonly isUnsigned?: true;
      readonly isTrimmed?: true;
    }
  /**
   * A decimal number as the policy controller reads it, or, with `isOpen`, as Go does; then the limits are excluded.
   */
  | { readonly type: 'number'; readonly min: number; readonly max: number; readonly isOpen?: boolean }
  | { readonly type: 'log-filter' }
  | { readonly type: 'env-json' }
  | { readonly type: 'http-status-list' }
  | { readonly type: 'grpc-status-list' }
  /** Any text. `placeholder` is an example, `choices` are common words. */
  | { readonly type: 'text'; readonly placeholder?: string; readonly choices?: readonly Choice[] };

/** One of the words that a value can be. */
export interface Choice {
  readonly value: string;
  /** What it means, translated; one sentence. */
  meaning(): string;
  /** The first release that accepts it, if later than the key's own. */
  readonly since?: string;
}
