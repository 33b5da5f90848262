let isFreezing = false;

/** From now on facts are frozen. Tests do so; it costs a tenth of the time that reading facts takes. */
export function freezeFacts(): void {
  isFreezing = true;
}

/**
 * Freezes a value of plain objects and arrays with all that it holds, so that no reader can change what others see:
 * after {@link freezeFacts}.
 */
export function deepFreeze<Value>(value: Value): Value {
  return isFreezing ? frozen(value) : value;
}

function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}

/** Whether two values of plain objects and arrays are the same in all their parts. */
export function areEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && areEqual((a as Parts)[key], (b as Parts)[key]))
  );
}

type Parts = Readonly<Record<string, unknown>>;
