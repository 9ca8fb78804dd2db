import { existsSync } from "node:fs";
import { type Browser, type BrowserContext, type Page, chromium } from "playwright-core";
import { expect } from "vitest";

const installed = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
];
const quietFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
/** Shopify's package turns away what calls itself headless. */
const userAgent =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

export const desktop = { width: 1280, height: 900 };
export const phone = { width: 390, height: 844 };

/** An installed Chromium, else the one that npm brought along. CHROMIUM names a file to use, or `npm` for the latter. */
export async function launchBrowser(): Promise<Browser> {
  const wish = process.env.CHROMIUM;
  const own = [wish ?? "", ...installed].find((path) => path !== "" && existsSync(path));
  if (own !== undefined && wish !== "npm") return chromium.launch({ executablePath: own, args: quietFlags });
  const { default: packaged } = await import("@sparticuz/chromium");
  // Made for one function call in the cloud: in one process it would not survive many pages.
  const args = packaged.args.filter((flag) => !["--single-process", "--no-zygote"].includes(flag));
  return chromium.launch({ executablePath: await packaged.executablePath(), args: [...args, ...quietFlags] });
}

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What must not have happened: errors on the console or in scripts, and requests that leave this machine. */
  readonly complaints: string[];
  /** Takes back a complaint that the test provokes on purpose. */
  readonly forgive: (pattern: RegExp) => void;
  /** Fails on any complaint, and closes the page. */
  readonly end: () => Promise<void>;
}

/** A page in a fresh profile that keeps watch: nothing may leave loopback, nothing may be logged as an error. */
export async function visit(browser: Browser, viewport = desktop): Promise<Visit> {
  const context = await browser.newContext({ viewport, userAgent, reducedMotion: "reduce" });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  await context.route(
    (url) => !isLoopback(url),
    async (route) => {
      complaints.push(`left this machine: ${route.request().url()}`);
      await route.abort();
    },
  );
  page.on("pageerror", (error) => complaints.push(`script error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error")
      complaints.push(`console error: ${message.text()} (${message.location().url})`);
  });
  return {
    page,
    context,
    complaints,
    forgive(pattern) {
      complaints.splice(0, complaints.length, ...complaints.filter((complaint) => !pattern.test(complaint)));
    },
    async end() {
      await context.close();
      expect(complaints).toEqual([]);
    },
  };
}

const isLoopback = ({ protocol, hostname }: URL): boolean =>
  ["data:", "blob:", "about:"].includes(protocol) || ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
