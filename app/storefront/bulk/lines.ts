import { StorefrontError } from "../errors.ts";

/** Far above any line of ours; a file without line ends must not fill the memory. */
const LONGEST_LINE = 1024 * 1024;

/** JSON values of a file with one per line, from chunks cut anywhere. Throws StorefrontError "unreadable" naming the line. */
export async function* parseLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator {
  const decoder = new TextDecoder();
  let rest = "";
  let line = 0;
  for await (const chunk of chunks) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = parts.pop() ?? "";
    if (rest.length > LONGEST_LINE) throw unreadable(line + 1);
    for (const text of parts) {
      line += 1;
      if (text.trim() !== "") yield parse(text, line);
    }
  }
  rest += decoder.decode();
  if (rest.trim() !== "") yield parse(rest, line + 1);
}

function parse(text: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable(line);
  }
}

function unreadable(line: number): StorefrontError {
  return new StorefrontError("unreadable", `Line ${line} of Shopify's reading is not JSON.`);
}
