/** What an `s-*` element is to somebody who cannot see it, or has no mouse. Shopify's own elements bring this along. */
const roles: Readonly<Record<string, string>> = {
  "s-admin-block": "region",
  "s-button": "button",
  "s-link": "link",
  "s-banner": "alert",
  "s-spinner": "status",
  "s-table": "table",
  "s-table-header-row": "row",
  "s-table-header": "columnheader",
  "s-table-body": "rowgroup",
  "s-table-row": "row",
  "s-table-cell": "cell",
  "s-paragraph": "paragraph",
};

/** Gives elements their roles as they come, reaches them by keyboard, and labels a cell by its column. */
export function equipElements(): void {
  new MutationObserver(() => equip(document.body)).observe(document.body, { childList: true, subtree: true });
}

function equip(root: ParentNode): void {
  for (const element of root.querySelectorAll(Object.keys(roles).join(","))) {
    const role = roles[element.localName];
    if (role !== undefined && !element.hasAttribute("role")) element.setAttribute("role", role);
    if (role === "button" || role === "link") element.setAttribute("tabindex", "0");
    const name = element.getAttribute("accessibilitylabel") ?? element.getAttribute("heading");
    if (name !== null) element.setAttribute("aria-label", name);
  }
  for (const table of root.querySelectorAll("s-table")) label(table);
}

function label(table: Element): void {
  const headers = [...table.querySelectorAll("s-table-header")].map((header) => header.textContent);
  for (const row of table.querySelectorAll("s-table-row"))
    [...row.children].forEach((cell, at) => {
      const header = headers[at] ?? "";
      if (at > 0 && header !== "") cell.setAttribute("data-label", header);
    });
}
