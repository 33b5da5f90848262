import { readGoBool, readProxyBool } from './boolean.ts';
import { readChoice } from './choice.ts';
import { readCidrList } from './cidrList.ts';
import { readDecimal } from './decimal.ts';
import { readEnvJson } from './envJson.ts';
import { readGoDuration } from './goDuration.ts';
import { readGrpcStatusList } from './grpcStatusList.ts';
import { readHttpStatusList } from './httpStatusList.ts';
import { readInteger } from './integer.ts';
import { readLogFilter } from './logFilter.ts';
import { readOpaquePorts } from './opaquePortList.ts';
import { readPolicyDuration } from './policyDuration.ts';
import { readPolicyPorts } from './policyPorts.ts';
import { readPort } from './port.ts';
import { readQuantity } from './quantity.ts';
import { accepted, type ValueReading } from './reading.ts';
import { readSecondsOrGoDuration } from './secondsOrGoDuration.ts';
import { readSkipPorts } from './skipPortsValue.ts';
import type { TypedValues } from './typedValues.ts';
import type { ValueType } from './valueType.ts';

type Readers = {
  [Name in ValueType['type']]: (
    text: string,
    type: Extract<ValueType, { type: Name }>,
  ) => ValueReading<TypedValues[Name]>;
};

const READERS: Readers = {
  enum: readChoice,
  'go-bool': readGoBool,
  'proxy-bool': readProxyBool,
  'go-duration': (text, { wholeSeconds }) => readGoDuration(text, wholeSeconds),
  'policy-duration': readPolicyDuration,
  'seconds-or-go-duration': readSecondsOrGoDuration,
  quantity: readQuantity,
  port: readPort,
  'skip-ports': readSkipPorts,
  'opaque-ports': readOpaquePorts,
  'policy-ports': readPolicyPorts,
  'cidr-list': readCidrList,
  integer: readInteger,
  number: readDecimal,
  'log-filter': readLogFilter,
  'env-json': readEnvJson,
  'http-status-list': readHttpStatusList,
  'grpc-status-list': readGrpcStatusList,
  text: (text, { choices }) => accepted(text, choices?.find(({ value }) => value === text)?.meaning()),
};

/**
 * Reads a value as Linkerd's own code does, in linear time. The text must be the whole value, with no unknown part.
 */
export function readValue<Type extends ValueType>(
  type: Type,
  text: string,
): ValueReading<TypedValues[Type['type']]> {
  const read = READERS[type.type] as (text: string, type: Type) => ValueReading<TypedValues[Type['type']]>;
  return read(text, type);
}
