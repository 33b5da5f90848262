import type { Paint } from '../terminal.ts';

/** How a page looks in a terminal. */
export interface PageStyle {
  readonly paint: Paint;
  /** Where lines are broken; code is not. */
  readonly columns: number;
}
