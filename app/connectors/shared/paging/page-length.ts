/**
 * Says whether another page may follow where a system does not tell: pages are as long as the first one, which is shorter than what was
 * asked for where the system caps it. Costs one empty page when the first is short.
 */
export function watchLength(asked: number): (length: number) => boolean {
  let usual: number | null = null;
  return (length) => {
    if (usual !== null) return length > 0 && length >= usual;
    usual = Math.min(asked, length);
    return length > 0;
  };
}
