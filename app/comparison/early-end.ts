/** A feed that brings this much less than last time more likely ended early than lost its stock. */
export const SUSPICIOUS_SHARE = 0.2;
/** A handful of rows comes and goes. */
const FEW = 5;

/**
 * Whether a reading of one system at one location is suspicious: fewer rows than last time by more than `share`. Such a slice opens
 * no missing row and resolves nothing; when the next reading is as small, it is believed.
 */
export function isSuspicious(
  rowsLastTime: number | null,
  rows: number,
  share: number = SUSPICIOUS_SHARE,
): boolean {
  return rowsLastTime !== null && rowsLastTime - rows > FEW && rows < rowsLastTime * (1 - share);
}
