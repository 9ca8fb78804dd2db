import { ConnectorError } from "../errors.ts";

const marks = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: "utf-8" },
  { bytes: [0xff, 0xfe], encoding: "utf-16le" },
  { bytes: [0xfe, 0xff], encoding: "utf-16be" },
] as const;

/** Bytes to text. A byte-order mark wins over the configured encoding, and is dropped. Throws ConnectorError for bytes that do not fit. */
export async function* decode(
  body: AsyncIterable<Uint8Array>,
  encoding: string,
  name: string,
): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null;
  let head = Buffer.alloc(0);
  const read = (decoding: TextDecoder, bytes?: Uint8Array) => {
    try {
      return decoding.decode(bytes, { stream: bytes !== undefined });
    } catch {
      throw new ConnectorError(
        "unreadable",
        `${name} is not in the encoding ${decoding.encoding}. Choose another one.`,
        {
          field: "format.encoding",
        },
      );
    }
  };
  for await (const chunk of body) {
    if (decoder) {
      yield read(decoder, chunk);
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < 3) continue;
    decoder = decoderFor(head, encoding);
    yield read(decoder, head);
  }
  decoder ??= decoderFor(head, encoding);
  yield read(decoder, head.length < 3 ? head : new Uint8Array()) + read(decoder);
}

function decoderFor(head: Buffer, encoding: string): TextDecoder {
  const mark = marks.find(({ bytes }) => bytes.every((byte, index) => head[index] === byte));
  return new TextDecoder(mark?.encoding ?? encoding, { fatal: true });
}
