import { expect, test } from "vitest";
import { homeAddress, isFiltered, noFilter, readHomeQuery } from "../../app/use-cases/home-query.ts";

const usual = { view: "open", sort: "weight", filter: noFilter, grouped: false, without: [], after: null };
const read = (search: string) => readHomeQuery(new URLSearchParams(search));

test("a wild address is the usual page", () => {
  const wild =
    "view=<b>&sort=price%27--&location=&search=%00&page=9&cause=gremlins&age=99&state=resolved&group=all";
  expect(read(wild)).toEqual(usual);
  expect(isFiltered(read(wild))).toBe(false);
});

test("what an address says survives being read and written", () => {
  const address =
    "/app?view=hidden_stock&sort=first_seen&location=gid%3A%2F%2Fshopify%2FLocation%2F1&location=gid%3A%2F%2Fshopify%2FLocation%2F2&handoff=wms_erp&cause=sync_lag&cause=unknown&state=open&direction=can_oversell&age=72&vendor=Kiln+%26+Co&product=p&tag=sale&incident=i&search=a+%26+b&group=incident&without=money&after=c";
  const query = read(new URL(address, "https://shop.example").search);
  expect(query.filter).toMatchObject({ causes: ["sync_lag", "unknown"], vendors: ["Kiln & Co"], age: 72 });
  expect(homeAddress(query)).toBe(address);
  expect(homeAddress(read(""))).toBe("/app");
});

test("a value given twice counts once, and an endless address is cut", () => {
  expect(read("tag=a&tag=a").filter.tags).toEqual(["a"]);
  const many = Array.from({ length: 500 }, (_, index) => `tag=${index}`).join("&");
  expect(read(many).filter.tags).toHaveLength(50);
  expect(read(`search=${"x".repeat(9_000)}`).filter.search).toHaveLength(300);
});
