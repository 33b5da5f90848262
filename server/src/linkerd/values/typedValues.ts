import type { PortSet } from '../ports/portSet.ts';
import type { EnvVariable } from './envJson.ts';
import type { LogDirective } from './logDirective.ts';

/** The parsed value by the name of the value's type. Numbers are exact up to 2^53. */
export interface TypedValues {
  /** The word as the catalogue spells it. */
  readonly enum: string;
  readonly 'go-bool': boolean;
  readonly 'proxy-bool': boolean;
  /** Milliseconds as written, fractions included; the injector truncates them. */
  readonly 'go-duration': number;
  /** Milliseconds. */
  readonly 'policy-duration': number;
  /** Milliseconds. */
  readonly 'seconds-or-go-duration': number;
  /** Cores or bytes, rounded up to a billionth as Kubernetes does. */
  readonly quantity: number;
  readonly port: number;
  /** The ports that linkerd-cni and proxy-init skip. */
  readonly 'skip-ports': PortSet;
  readonly 'opaque-ports': PortSet;
  readonly 'policy-ports': PortSet;
  /** Addresses with their number of bits, whitespace trimmed. */
  readonly 'cidr-list': readonly string[];
  readonly integer: number;
  readonly number: number;
  readonly 'log-filter': readonly LogDirective[];
  readonly 'env-json': readonly EnvVariable[];
  /** `5xx`, `gateway-error`, a status or a range of statuses, in lower case. */
  readonly 'http-status-list': readonly string[];
  /** In lower case. */
  readonly 'grpc-status-list': readonly string[];
  readonly text: string;
}
