/** What some work gave, and what it cost. */
export interface Measured<Result> {
  readonly result: Result;
  /** Of processor time, which does not go on while others have the machine. */
  readonly milliseconds: number;
}

/** Does some work and measures it. */
export function measured<Result>(work: () => Result): Measured<Result> {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return { result, milliseconds: (user + system) / 1000 };
}

/** The same for work that ends later. Nothing else runs meanwhile. */
export async function measuredAsync<Result>(work: () => Promise<Result>): Promise<Measured<Result>> {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { result, milliseconds: (user + system) / 1000 };
}
