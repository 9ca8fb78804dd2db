import type { ExtensionPage } from "./page.ts";

/** `s-link` and `s-button` go where their href says, in the admin around; `app:` is the app, `shopify:admin` the admin. */
export function openLinks(page: ExtensionPage): void {
  document.addEventListener("click", (event) => follow(event, page));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") press(event, page);
  });
}

function press(event: KeyboardEvent, page: ExtensionPage): void {
  const { target } = event;
  if (!(target instanceof HTMLElement) || !target.matches("s-link, s-button")) return;
  event.preventDefault();
  if (target.hasAttribute("href")) follow(event, page);
  else target.click();
}

function follow(event: Event, page: ExtensionPage): void {
  const source = event.target instanceof Element ? event.target.closest("s-link, s-button") : null;
  const href = source?.getAttribute("href") ?? "";
  if (href === "") return;
  event.preventDefault();
  window.parent.location.assign(addressOf(href, page));
}

function addressOf(href: string, { app, store }: ExtensionPage): string {
  if (href.startsWith("app:")) return `${app}/${href.slice("app:".length).replace(/^\/+/, "")}`;
  if (href.startsWith("shopify:admin/")) return `${store}/${href.slice("shopify:admin/".length)}`;
  return href;
}
