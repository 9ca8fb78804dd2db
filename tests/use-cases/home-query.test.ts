import { expect, test } from "vitest";
import { homeAddress, readHomeQuery } from "../../app/use-cases/home-query.ts";

const usual = { view: "open", sort: "weight", location: null, search: null, after: null };

test("a wild address is the usual page", () => {
  expect(readHomeQuery(new URLSearchParams("view=<b>&sort=price%27--&location=&search=%00&page=9"))).toEqual(
    usual,
  );
});

test("what an address says survives being read and written", () => {
  const address = "/app?view=hidden_stock&sort=first_seen&search=a+%26+b";
  const query = readHomeQuery(new URL(address, "https://shop.example").searchParams);
  expect(query).toEqual({ ...usual, view: "hidden_stock", sort: "first_seen", search: "a & b" });
  expect(homeAddress(query)).toBe(address);
  expect(homeAddress(readHomeQuery(new URLSearchParams()))).toBe("/app");
});
