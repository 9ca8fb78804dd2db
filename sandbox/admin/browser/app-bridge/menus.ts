import type { NavLink, TitleBarAction } from "../messages.ts";
import type { Line } from "./line.ts";
import { watchElements } from "./watch.ts";

const navMenu = "ui-nav-menu, s-app-nav";
const titleBar = "ui-title-bar";

/** Shows the app's `<ui-nav-menu>` and `<ui-title-bar>` in the admin around it. */
export function connectMenus(line: Line): void {
  let lastMenu = "";
  watchElements(navMenu, () => {
    const links = readLinks();
    if (JSON.stringify(links) === lastMenu) return;
    lastMenu = JSON.stringify(links);
    line.tell({ type: "nav-menu", links });
  });

  let lastBar = "";
  watchElements(titleBar, () => {
    const bar = pageTitleBar();
    const message = {
      type: "title-bar",
      title: bar?.getAttribute("title") ?? null,
      actions: actionsOf(bar),
    } as const;
    if (JSON.stringify(message) === lastBar) return;
    lastBar = JSON.stringify(message);
    line.tell(message);
  });
  line.on("title-bar-action", ({ index }) => buttonsOf(pageTitleBar())[index]?.click());
}

function readLinks(): NavLink[] {
  return [...document.querySelectorAll<HTMLElement>("ui-nav-menu a, s-app-nav a, s-app-nav s-link")].map(
    (link) => ({
      label: link.textContent.trim(),
      href: link.getAttribute("href") ?? "",
      home: link.getAttribute("rel") === "home",
    }),
  );
}

/** A title bar inside a modal belongs to the modal. */
const pageTitleBar = (): Element | null =>
  [...document.querySelectorAll(titleBar)].find((bar) => bar.closest("ui-modal") === null) ?? null;

export const buttonsOf = (bar: Element | null): HTMLButtonElement[] => [
  ...(bar?.querySelectorAll("button") ?? []),
];

export const actionsOf = (bar: Element | null): TitleBarAction[] =>
  buttonsOf(bar).map((button, index) => ({
    index,
    label: button.textContent.trim(),
    primary: button.getAttribute("variant") === "primary",
    disabled: button.disabled,
  }));
