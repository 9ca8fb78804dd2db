/** The whole body, or null as soon as it is longer than `limit` bytes. */
export async function readBody(
  body: AsyncIterable<Uint8Array> | null,
  declared: number,
  limit: number,
): Promise<Uint8Array | null> {
  if (declared > limit) return null;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.byteLength;
    if (length > limit) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}
