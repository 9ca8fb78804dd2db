import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium, type Page } from "playwright-core";
import { createServer } from "vite";

/**
 * Pictures of every page of the gallery at both widths: `node tests/ui/gallery/shoot.ts FOLDER [NAME…]`. A page that scrolls
 * sideways, that writes to the console, or in which axe finds something, is reported and makes the command fail.
 */
const [folder = ".data/gallery", ...wanted] = process.argv.slice(2);
const widths = [1280, 390];
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const server = await createServer({
  configFile: false,
  root: import.meta.dirname,
  logLevel: "error",
  server: { port: 0, host: "127.0.0.1", fs: { strict: false } },
  // Named here because a dependency that is found late reloads the page under the camera.
  optimizeDeps: {
    include: [
      "react",
      "react/jsx-dev-runtime",
      "react-dom/client",
      "@shopify/polaris",
      "@shopify/polaris-icons",
      "@shopify/app-bridge-react",
      "zod",
    ],
  },
  cacheDir: join(import.meta.dirname, "../../../.cache/gallery"),
});
await server.listen();
const address = server.resolvedUrls?.local[0] ?? "";
const browser = await chromium.launch({
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
  ],
});
await mkdir(folder, { recursive: true });

const problems: string[] = [];
const page = await browser.newPage();
page.on("console", (message) => problems.push(`${page.url()}: ${message.text()}`));
page.on("pageerror", (error) => problems.push(`${page.url()}: ${error.message}`));
await page.goto(address);
await page.waitForSelector("#contents a");
const names =
  wanted.length > 0
    ? wanted
    : await page.$$eval("#contents a", (links) => links.map((link) => link.textContent));
for (const name of names) {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${address}?page=${name}`);
    await page
      .waitForSelector("#root h1", { timeout: 10_000 })
      .catch(() => problems.push(`${name} shows no heading`));
    await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    problems.push(...(await inaccessible(page, `${name} at ${width} px`)));
    if (overflow > 0) problems.push(`${name} scrolls sideways by ${overflow} px at ${width} px`);
  }
}
await browser.close();
await server.close();
for (const problem of problems.filter(
  (text) => !text.includes("[vite]") && !text.includes("React DevTools"),
)) {
  console.error(problem);
  process.exitCode = 1;
}

async function inaccessible(page: Page, where: string): Promise<readonly string[]> {
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const { axe: checker } = window as unknown as {
      axe: { run(): Promise<{ violations: readonly Violation[] }> };
    };
    return (await checker.run()).violations.map(({ id, nodes }) => ({
      id,
      at: nodes.map(({ html }) => html).join(" "),
    }));
  });
  return violations.map(({ id, at }) => `${where}: ${id} ${at.slice(0, 300)}`);
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}
