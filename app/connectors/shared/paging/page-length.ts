/**
 * Says whether another page may follow, for a system that may give fewer rows in a page than it was asked for: all pages but the last
 * are as long as the first that is seen. Without a total that costs one empty page when the first is short, but not where its length
 * is no multiple of `round`: what a system cuts pages to is a round number.
 */
export function watchLength(asked: number, round = 1): (page: PageSeen) => boolean {
  let usual: number | null = null;
  return ({ length, total = null, index }) => {
    const isFirst = usual === null;
    usual ??= Math.min(asked, length);
    if (length === 0) return false;
    if (total !== null) return (index + 1) * usual < total;
    return isFirst ? length >= asked || length % round === 0 : length >= usual;
  };
}

interface PageSeen {
  readonly length: number;
  /** From 0. */
  readonly index: number;
  readonly total?: number | null;
}
