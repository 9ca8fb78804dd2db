import type { Line } from "./line.ts";

/** What the admin adds to a document's address; it does not belong into the address that a person sees. */
const ofTheAdmin = [
  "embedded",
  "shop",
  "host",
  "id_token",
  "locale",
  "session",
  "timestamp",
  "hmac",
  "appLoadId",
];

const isForTheAdmin = (url: string): boolean =>
  /^shopify:\/*admin\//i.test(url) || url.startsWith("https://admin.shopify.com/");

/** Takes links and `open()` calls that mean the admin out of the frame, and the admin's navigation into the app. */
export function connectNavigation(line: Line): void {
  const plainOpen = window.open.bind(window);
  window.open = (url, target, features) => {
    const address = String(url ?? "");
    const leavesFrame = target === "_top" || target === "_parent";
    if (!isForTheAdmin(address) && !(leavesFrame && address !== "")) return plainOpen(url, target, features);
    const absolute = isForTheAdmin(address) ? address : new URL(address, location.href).href;
    line.tell({ type: "open", url: absolute, target: target ?? "_top" });
    return null;
  };

  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const href = link?.getAttribute("href") ?? "";
    if (link === null || event.defaultPrevented || !isForTheAdmin(href)) return;
    event.preventDefault();
    line.tell({ type: "open", url: href, target: link.target || "_top" });
  });

  line.on("go", ({ href }) => goInside(href));
  keepAddressInStep(line);
}

/** The app's router listens for `shopify:navigate` on the links of its nav menu; a page without that link is loaded anew. */
function goInside(href: string): void {
  const links = [
    ...document.querySelectorAll<HTMLAnchorElement>("ui-nav-menu a, s-app-nav a, s-app-nav s-link"),
  ];
  const link = links.find((candidate) => candidate.getAttribute("href") === href);
  if (link === undefined) location.assign(href);
  else link.dispatchEvent(new CustomEvent("shopify:navigate", { bubbles: true, cancelable: true }));
}

function keepAddressInStep(line: Line): void {
  const tell = (): void => {
    const url = new URL(location.href);
    for (const name of ofTheAdmin) url.searchParams.delete(name);
    line.tell({ type: "location", path: url.pathname + url.search + url.hash, title: document.title });
  };
  for (const method of ["pushState", "replaceState"] as const) {
    const plain = history[method].bind(history);
    history[method] = (...change: Parameters<History["pushState"]>) => {
      plain(...change);
      tell();
    };
  }
  window.addEventListener("popstate", tell);
  window.addEventListener("pageshow", tell);
}
