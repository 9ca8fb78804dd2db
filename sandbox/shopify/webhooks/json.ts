/** JSON whose bigints are written as plain numbers: Shopify's ids are 64-bit and larger than JavaScript's safe integers. */
export type Payload =
  string | number | bigint | boolean | null | readonly Payload[] | { readonly [key: string]: Payload };

export function toJson(value: Payload): string {
  if (typeof value === "bigint") return value.toString();
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (isList(value)) return `[${value.map(toJson).join(",")}]`;
  return `{${Object.entries(value)
    .map(([key, entry]) => `${JSON.stringify(key)}:${toJson(entry)}`)
    .join(",")}}`;
}

const isList = (value: object): value is readonly Payload[] => Array.isArray(value);
