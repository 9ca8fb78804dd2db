/**
 * Says whether another page may follow, for a system that may give fewer rows in a page than it was asked for: all pages but the last
 * are as long as the first that is seen. Without a total that costs one empty page when the first is short.
 */
export function watchLength(asked: number): (page: PageSeen) => boolean {
  let usual: number | null = null;
  return ({ length, total = null, index }) => {
    const isFirst = usual === null;
    usual ??= Math.min(asked, length);
    if (length === 0) return false;
    return total === null ? isFirst || length >= usual : (index + 1) * usual < total;
  };
}

interface PageSeen {
  readonly length: number;
  /** From 0. */
  readonly index: number;
  readonly total?: number | null;
}
