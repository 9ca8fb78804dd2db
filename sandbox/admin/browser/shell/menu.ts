import type { NavLink, TitleBarAction } from "../messages.ts";
import { adminPath } from "./address.ts";
import { type FramePage, build, part } from "./page.ts";

const remembered = "admin:nav-menu";

/** The app's entries in the admin's navigation, with the current one marked. Remembered, so that they do not blink on a reload. */
export function createMenu(page: FramePage, go: (href: string) => void) {
  let links: readonly NavLink[] = JSON.parse(sessionStorage.getItem(remembered) ?? "[]") as NavLink[];
  let current = location.pathname.slice(page.base.length);

  const render = (): void => {
    const active = activeLink(links, current);
    const entries = links.filter((link) => !link.home).map((link) => entry(page, link, link === active, go));
    part("app-menu").replaceChildren(...entries);
    part("app-home").classList.toggle("current", active === null || active.home);
  };
  part("app-home").addEventListener("click", (event) => {
    const home = links.find((link) => link.home);
    if (home === undefined || !isPlainClick(event)) return;
    event.preventDefault();
    go(home.href);
  });
  render();

  return {
    setLinks(next: readonly NavLink[]): void {
      // A document without a menu is one on its way to another (the bounce page, an error).
      if (next.length === 0) return;
      links = next;
      sessionStorage.setItem(remembered, JSON.stringify(next));
      render();
    },
    setCurrent(path: string): void {
      current = path;
      render();
    },
  };
}

const isPlainClick = (event: MouseEvent): boolean =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;

function entry(page: FramePage, link: NavLink, isCurrent: boolean, go: (href: string) => void): HTMLElement {
  const path = new URL(link.href, page.appOrigin);
  const anchor = build("a", { href: adminPath(page, path.pathname + path.search), textContent: link.label });
  if (isCurrent) anchor.setAttribute("aria-current", "page");
  anchor.addEventListener("click", (event) => {
    if (!isPlainClick(event)) return;
    event.preventDefault();
    go(link.href);
  });
  return build("li", {}, anchor);
}

/** The link whose path is the longest beginning of the current one: a sub-page marks its parent. */
export function activeLink(links: readonly NavLink[], path: string): NavLink | null {
  const here = path.split(/[?#]/)[0] ?? "";
  const fits = links.filter((link) => {
    const target = link.href.split(/[?#]/)[0] ?? "";
    return here === target || here.startsWith(`${target}/`);
  });
  return fits.sort((a, b) => b.href.length - a.href.length)[0] ?? null;
}

/** The buttons of the app's `<ui-title-bar>`, the primary one last. */
export function showTitleActions(
  title: string | null,
  actions: readonly TitleBarAction[],
  press: (index: number) => void,
): void {
  part("app-title").textContent = title ?? "";
  const ordered = [...actions].sort((a, b) => Number(a.primary) - Number(b.primary));
  const buttons = ordered.map((action) => {
    const className = action.primary ? "button primary" : "button";
    const button = build("button", {
      type: "button",
      className,
      textContent: action.label,
      disabled: action.disabled,
    });
    button.addEventListener("click", () => press(action.index));
    return button;
  });
  part("app-actions").replaceChildren(...buttons);
}
