import { expect, test } from "vitest";
import { formEntries } from "../../../sandbox/demo/form-entries.ts";

test("a nested configuration becomes one text per field, under the field's path", () => {
  const entries = formEntries({ address: "a", auth: { method: "oauth2", token: { life: 60 } } });
  expect(Object.fromEntries(entries)).toEqual({
    address: "a",
    "auth.method": "oauth2",
    "auth.token.life": "60",
  });
});
