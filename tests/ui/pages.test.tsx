import { createElement, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { AppFrame } from "../../app/ui/frame/app-frame.tsx";
import { pages } from "./gallery/pages.tsx";

function PlainLink({ url, children }: { url: string; children?: ReactNode }) {
  return createElement("a", { href: url }, children);
}

function render(page: ReactNode): string {
  return renderToStaticMarkup(<AppFrame link={PlainLink}>{page}</AppFrame>);
}

describe.each(Object.entries(pages))("the page %s", (name, page) => {
  const html = render(page);

  test("has one heading of the first level and at most one primary action", () => {
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect((html.match(/Polaris-Button--variantPrimary/g) ?? []).length).toBeLessThanOrEqual(1);
  });

  test("shows no value that slipped through unworded", () => {
    const text = html.replace(/<[^>]*>/g, " ");
    expect(text).not.toMatch(/\b(undefined|null|NaN)\b|\[object|Invalid Date|gid:\/\//);
  });

  test("names every picture, and every cell of a table stands under a heading", () => {
    for (const [image] of html.matchAll(/<img\b[^>]*>/g)) expect(image, name).toContain("alt=");
    expect((html.match(/<table/g) ?? []).length).toBe((html.match(/<caption/g) ?? []).length);
  });
});

test("markup in a product title is text", () => {
  expect(render(pages["home-found"])).toContain("&lt;b&gt;Basic&lt;/b&gt; tee &amp; more");
});

test("the odd one out is marked in words and not by colour alone", () => {
  const html = render(pages["home-found"]);
  const marked = html.match(/data-odd="true"/g)?.length ?? 0;
  expect(marked).toBeGreaterThan(0);
  expect(html.match(/≠ (odd one out|differs)/g)).toHaveLength(marked);
});

test("a stored secret is not on the page of its connection", () => {
  const field = /<input[^>]*name="auth\.value"[^>]*>/.exec(render(pages["connection"]))?.[0];
  expect(field).toContain('type="password"');
  expect(field).toContain('value=""');
});

test("a refused field has its sentence beside it, for readers of the screen too", () => {
  const html = render(pages["new-connection-refused"]);
  const field = /<input[^>]*name="address"[^>]*>/.exec(html)?.[0] ?? "";
  const [, described = ""] = /aria-describedby="([^"]*)"/.exec(field) ?? [];
  expect(field).toContain('aria-invalid="true"');
  expect(described).not.toBe("");
  expect(html).toContain("There is no server by this name. Check the address.");
});

test("the menu's first entry is the home page", () => {
  expect(render(null)).toMatch(/<ui-nav-menu><a href="\/app" rel="home">/);
});

test("the page of 2,000 locations shows some at a time, of both lists, and is no larger than a page may be", () => {
  const began = performance.now();
  const html = render(pages["locations-many"]);
  expect(performance.now() - began).toBeLessThan(5_000);
  expect(html.match(/<select/g)).toHaveLength(25);
  expect(html).toContain("1,000 mappings are proposed");
  expect(html.length).toBeLessThan(1_000_000);
});

test("the page of a shop without a location or a connection says what to do", () => {
  expect(render(pages["locations-none"])).toContain("/app/connections");
});
