import { describe, expect, it } from "vitest";
import { loneContexts } from "../../../app/connectors/shared/context.ts";
import { linkedPages, numberedPages, type Page } from "../../../app/connectors/shared/paging/pages.ts";

const unreachable = () => Promise.reject(new Error("paging sends no request"));
const context = loneContexts({ http: { request: unreachable, stream: unreachable }, now: () => 0 })(
  "sweep",
  new AbortController().signal,
);
const common = { context, place: "erp.example/stock", keyOf: (row: string) => row };
const names = (count: number) => Array.from({ length: count }, (_, index) => `row ${index}`);

/** A list that changes after some of its pages were read. */
function changingList(rows: string[], size: number, after: Readonly<Record<number, () => void>>) {
  let reads = 0;
  return {
    size,
    reads: () => reads,
    read: (index: number) => {
      const page = { rows: rows.slice(index * size, (index + 1) * size), total: rows.length };
      after[++reads]?.();
      return Promise.resolve(page);
    },
  };
}

async function all(pages: AsyncIterable<Page<string>>) {
  const rows: string[] = [];
  const positions: string[] = [];
  for await (const page of pages) {
    rows.push(...page.rows);
    positions.push(page.position);
  }
  return { rows, positions };
}

describe("pages by number", () => {
  it("come to an end with the total, without asking for a page past it", async () => {
    const list = changingList(names(20), 5, {});
    expect((await all(numberedPages({ ...common, ...list }))).rows).toEqual(names(20));
    expect(list.reads()).toBe(4);
  });

  it("lose nothing when rows of earlier pages vanish on the way", async () => {
    const rows = names(23);
    const list = changingList(rows, 5, { 2: () => rows.splice(0, 3) });
    const read = await all(numberedPages({ ...common, ...list }));
    expect([...read.rows].sort()).toEqual([...names(23)].sort());
  });

  it("count a row once that was pushed from one page to the next, and find the one that pushed it", async () => {
    const rows = names(12);
    const list = changingList(rows, 5, { 1: () => rows.unshift("new") });
    const read = await all(numberedPages({ ...common, ...list }));
    expect([...read.rows].sort()).toEqual(["new", ...names(12)].sort());
  });

  it("go on after the page at which they were cut off", async () => {
    const list = changingList(names(12), 5, {});
    const { positions } = await all(numberedPages({ ...common, ...list }));
    const rest = await all(numberedPages({ ...common, ...list, from: positions[0] }));
    expect(rest.rows).toEqual(names(12).slice(5));
  });

  it("are no complete reading when fewer rows come than the system counts", async () => {
    const read = () => Promise.resolve({ rows: ["one"], total: 7, more: false });
    await expect(all(numberedPages({ ...common, size: 5, read }))).rejects.toThrow(
      "erp.example/stock says there are 7 rows but gave only 1.",
    );
  });

  it("are refused when the system gives the same page again and again", async () => {
    const read = () => Promise.resolve({ rows: names(5) });
    await expect(all(numberedPages({ ...common, size: 5, read }))).rejects.toMatchObject({
      fault: "unreadable",
    });
  });

  it("give up on a list that loses most of itself while it is read", async () => {
    const rows = names(100);
    const list = changingList(rows, 5, { 10: () => rows.splice(0, 50) });
    await expect(all(numberedPages({ ...common, ...list }))).rejects.toMatchObject({ fault: "unavailable" });
  });
});

describe("pages that say where the next one is", () => {
  const linked = (next: Readonly<Record<string, string | null>>) => ({
    ...common,
    read: (position: string | null) =>
      Promise.resolve({ rows: [position ?? "first"], next: next[position ?? "first"] ?? null }),
  });

  it("are followed to the end, and on from a position", async () => {
    const list = linked({ first: "a", a: "b" });
    const { rows, positions } = await all(linkedPages(list));
    expect(rows).toEqual(["first", "a", "b"]);
    expect((await all(linkedPages({ ...list, from: positions[0] }))).rows).toEqual(["a", "b"]);
    expect((await all(linkedPages({ ...list, from: positions[2] }))).rows).toEqual([]);
  });

  it("are refused when they lead round in circles", async () => {
    await expect(all(linkedPages(linked({ first: "a", a: "b", b: "a" })))).rejects.toMatchObject({
      fault: "unreadable",
    });
  });
});
