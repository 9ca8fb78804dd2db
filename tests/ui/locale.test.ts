import { expect, test } from "vitest";
import { localeOf } from "../../app/ui/locale.ts";

test.each([
  ["en-AU,en;q=0.9", "en-AU"],
  ["de-DE,de;q=0.9,en-GB;q=0.7,en;q=0.5", "en-GB"],
  ["en;q=0.2, en-NZ;q=0.8", "en-NZ"],
  ["de-DE", "en"],
  ["en-US;q=0, en-IE;q=0.5", "en-IE"],
  ["*", "en"],
  ["", "en"],
  ["not a tag!!;q=abc", "en"],
  [null, "en"],
])("%s is answered in %s", (header, locale) => {
  expect(localeOf(header)).toBe(locale);
});
