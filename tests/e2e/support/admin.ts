import type { Frame, Page } from "playwright-core";

/** The app inside its frame, once its document is there. Fails when the frame shows nothing within the page's time limit. */
export async function appFrame(page: Page): Promise<Frame> {
  const handle = await page.waitForSelector("iframe#app");
  const frame = await handle.contentFrame();
  if (frame === null) throw new Error("The admin's frame has no document.");
  await frame.waitForSelector("body *", { state: "attached" });
  return frame;
}

/** Opens the app in the admin; installs it first when the admin offers that. */
export async function openAdmin(page: Page, adminOrigin: string): Promise<Frame> {
  await page.goto(adminOrigin);
  const install = page.getByRole("button", { name: "Install", exact: true });
  if (await install.isVisible()) await install.click();
  return appFrame(page);
}
