import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { SecretError, Secrets } from "../../app/platform/secrets.ts";

const place = { purpose: "connection configuration", shop: "kiln.myshopify.com", id: "1" };
const older = { id: "older", bytes: randomBytes(32) };
const newer = { id: "newer", bytes: randomBytes(32) };

describe("Secrets", () => {
  it("opens what it sealed", () => {
    const secrets = new Secrets([newer]);
    expect(secrets.open(secrets.seal("geheim ✓", place), place)).toBe("geheim ✓");
    expect(secrets.open(secrets.seal("", place), place)).toBe("");
  });

  it("shows nothing of the text, and never the same twice", () => {
    const secrets = new Secrets([newer]);
    const sealed = secrets.seal("hunter2hunter2", place);
    expect(sealed).not.toContain("hunter2");
    expect(secrets.seal("hunter2hunter2", place)).not.toBe(sealed);
  });

  it.each([
    ["purpose", { ...place, purpose: "access token" }],
    ["shop", { ...place, shop: "glaze.myshopify.com" }],
    ["row", { ...place, id: "2" }],
    ["a place without a row", { purpose: place.purpose, shop: place.shop }],
  ])("does not open a value that was moved to another %s", (_, elsewhere) => {
    const secrets = new Secrets([newer]);
    const sealed = secrets.seal("secret", place);
    expect(() => secrets.open(sealed, elsewhere)).toThrow(SecretError);
  });

  it("does not open a value of which any byte was changed", () => {
    const secrets = new Secrets([newer]);
    const [format, key, encoded = ""] = secrets.seal("secret", place).split(":");
    const bytes = Buffer.from(encoded, "base64url");
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const sealed = [format, key, changed.toString("base64url")].join(":");
      expect(() => secrets.open(sealed, place)).toThrow(/does not open/);
    }
  });

  it("opens with an older key after a rotation, and says that sealing again is due", () => {
    const sealed = new Secrets([older]).seal("secret", place);
    const rotated = new Secrets([newer, older]);
    expect(rotated.open(sealed, place)).toBe("secret");
    expect(rotated.isStale(sealed)).toBe(true);
    expect(rotated.isStale(rotated.seal("secret", place))).toBe(false);
  });

  it("names the key that is missing", () => {
    const sealed = new Secrets([older]).seal("secret", place);
    expect(() => new Secrets([newer]).open(sealed, place)).toThrow(
      /key "older".*not among HANDOFF_ENCRYPTION_KEYS/,
    );
  });

  it("does not open with another key of the same name", () => {
    const sealed = new Secrets([older]).seal("secret", place);
    expect(() => new Secrets([{ id: "older", bytes: newer.bytes }]).open(sealed, place)).toThrow(
      /does not open/,
    );
  });

  it("refuses what was never sealed, without repeating it", () => {
    const open = () => new Secrets([newer]).open("plain-password", place);
    expect(open).toThrow("The stored connection configuration of kiln.myshopify.com is not a sealed value.");
  });
});
