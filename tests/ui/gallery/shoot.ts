import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { createServer } from "vite";

/**
 * Pictures of every page of the gallery at both widths: `node tests/ui/gallery/shoot.ts FOLDER [NAME…]`. A page that scrolls
 * sideways, or that writes to the console, is reported and makes the command fail.
 */
const [folder = ".data/gallery", ...wanted] = process.argv.slice(2);
const widths = [1280, 390];
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
await page.waitForSelector("main a");
const names =
  wanted.length > 0 ? wanted : await page.$$eval("main a", (links) => links.map((link) => link.textContent));
for (const name of names) {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${address}?page=${name}`);
    await page
      .waitForSelector("#root h1", { timeout: 10_000 })
      .catch(() => problems.push(`${name} shows no heading`));
    await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
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
