import type { TextRange } from '../../text/range.ts';
import type { YamlMap, YamlScalar } from '../../yaml/nodes.ts';
import type { ScalarText } from '../../yaml/scalarText.ts';
import type { FieldPath, FoundKind } from '../schemas/problem.ts';
import type { Field, Schema } from '../schemas/schema.ts';
import type { RefusedValue } from '../values/reading.ts';
import type { ChartParameter, ChartReference, ChartValues } from './findChartValues.ts';

/** A problem in the values of a chart. */
export type ValueProblem = UnknownValue | RetiredValue | MisreadValue | WrongValueKind;

interface AnyProblem {
  readonly values: ChartReference & (ChartValues | ChartParameter);
  readonly path: FieldPath;
}

/** A key that no release of the chart reads. */
export interface UnknownValue extends AnyProblem {
  readonly type: 'unknown';
  readonly key: YamlScalar;
  /** The mapping that it is in; undefined for a parameter. */
  readonly map: YamlMap | undefined;
  /** The schema of the mapping, with the keys that it may have. */
  readonly schema: Schema;
}

/** A key that the chart's version no longer reads, or does not read yet. */
export interface RetiredValue extends AnyProblem {
  readonly type: 'retired';
  readonly key: YamlScalar;
  readonly field: Field;
}

/** A value with a part that its reader cannot parse. */
export interface MisreadValue extends AnyProblem {
  readonly type: 'misread';
  readonly value: ScalarText;
  readonly reading: RefusedValue;
  /** The invalid part, from the beginning of the document with the values. */
  readonly range: TextRange;
}

/** A value of another kind than the chart's default. */
export interface WrongValueKind extends AnyProblem {
  readonly type: 'kind';
  readonly range: TextRange;
  readonly schema: Schema;
  readonly found: FoundKind;
  /** The scalar whose quotes change its meaning for Helm. */
  readonly scalar: YamlScalar | undefined;
}
