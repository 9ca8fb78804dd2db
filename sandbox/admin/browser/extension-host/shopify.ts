import type { ExtensionPage } from "./page.ts";
import { idToken } from "./id-token.ts";

/** The part of Shopify's global for admin blocks that the stand-in admin can give. */
export function shopifyGlobal(page: ExtensionPage) {
  return {
    extension: { target: page.target },
    data: { selected: page.selected === "" ? [] : [{ id: page.selected }] },
    auth: { idToken: () => idToken(page) },
    i18n: {
      /** A key that no text has is shown as it is, as Shopify does. */
      translate: (key: string, values: Readonly<Record<string, unknown>> = {}) =>
        (page.texts[key] ?? key).replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) =>
          name in values ? String(values[name]) : whole,
        ),
      formatNumber: (value: number) => new Intl.NumberFormat(navigator.language).format(value),
      formatDate: (value: Date) => new Intl.DateTimeFormat(navigator.language).format(value),
    },
  };
}
