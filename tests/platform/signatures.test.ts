import { describe, expect, it } from "vitest";
import { Signatures } from "../../app/platform/signatures.ts";

const key = (id: string, fill: number) => ({ id, bytes: Buffer.alloc(32, fill) });

describe("a signed text", () => {
  const signatures = new Signatures([key("new.1", 2), key("old", 1)], "links");

  it("is known again, also when it was signed under an older key that is still ours", () => {
    expect(signatures.verify("text", signatures.sign("text"))).toBe(true);
    expect(signatures.verify("text", new Signatures([key("old", 1)], "links").sign("text"))).toBe(true);
  });

  it("is refused when a key is not ours any more, or says that it is another", () => {
    const gone = new Signatures([key("gone", 3)], "links").sign("text");
    expect(signatures.verify("text", gone)).toBe(false);
    expect(signatures.verify("text", gone.replace("gone", "old"))).toBe(false);
  });

  it("is not taken for what is signed for another purpose", () => {
    expect(signatures.verify("text", new Signatures([key("old", 1)], "mail").sign("text"))).toBe(false);
  });

  const right = signatures.sign("text");
  it.each(["", "~", right.slice(0, -1), `${right}~`, `${right}A`, right.replace("~", "~~"), `old${right}`])(
    "is refused with the signature %s",
    (wrong) => {
      expect(signatures.verify("text", wrong)).toBe(false);
    },
  );

  it("is refused when one character of it changed", () => {
    expect(signatures.verify("texT", right)).toBe(false);
  });

  it("has one spelling of its signature only", () => {
    const last = right.at(-1) ?? "";
    const twins = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
      .filter((other) => other !== last)
      .map((other) => right.slice(0, -1) + other);
    expect(twins.filter((twin) => signatures.verify("text", twin))).toEqual([]);
  });
});
