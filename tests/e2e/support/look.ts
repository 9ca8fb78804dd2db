import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Frame, Page } from "playwright-core";
import { expect } from "vitest";
import { desktop, phone } from "./browser.ts";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Pictures of the page on a desktop and on a phone: `<folder>/<name>-1280.png` and `-390.png`. */
export async function screenshots(page: Page, folder: string, name: string): Promise<void> {
  for (const viewport of [desktop, phone]) {
    await page.setViewportSize(viewport);
    await page.screenshot({ path: `${folder}/${name}-${viewport.width}.png` });
  }
  await page.setViewportSize(desktop);
}

/** The page as everybody has to be able to use it, on a desktop and on a phone; with PICTURES set, pictures of it in that folder. */
export async function look(page: Page, app: Frame, name: string): Promise<void> {
  await expectAccessible(app);
  await page.setViewportSize(phone);
  await expectNoSidewaysScroll(app);
  await page.setViewportSize(desktop);
  const pictures = process.env.PICTURES;
  if (pictures) await screenshots(page, pictures, name);
}

/** Fails with the rule and the elements when something in this document is not accessible (WCAG 2.1 A and AA). */
export async function expectAccessible(
  document: Page | Frame,
  allowed: readonly string[] = [],
): Promise<void> {
  await document.evaluate(axeSource);
  const found = await document.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(context: unknown, options: unknown): Promise<AxeResult> };
    };
    const result = await axe.run(window.document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
      // Each frame is looked at by itself.
      iframes: false,
    });
    return result.violations.map(({ id, help, nodes }) => ({
      id,
      help,
      where: nodes.map(({ target }) => target.join(" ")),
    }));
  });
  expect(found.filter(({ id }) => !allowed.includes(id))).toEqual([]);
}

interface AxeResult {
  readonly violations: readonly {
    id: string;
    help: string;
    nodes: readonly { target: readonly string[] }[];
  }[];
}

/** Fails when the page can be scrolled sideways. */
export async function expectNoSidewaysScroll(document: Page | Frame): Promise<void> {
  const excess = await document.evaluate(() => {
    const { scrollWidth, clientWidth } = window.document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect(excess, "pixels wider than the window").toBeLessThanOrEqual(0);
}
