/** What the server wrote on the body for this script. */
export interface ExtensionPage {
  readonly appOrigin: string;
  /** `/store/kiln-and-co/apps/inventory-handoff` */
  readonly app: string;
  /** `/store/kiln-and-co` */
  readonly store: string;
  readonly target: string;
  /** Address of the extension's bundle. */
  readonly code: string;
  /** Gid of what the page is about. */
  readonly selected: string;
  readonly texts: Readonly<Record<string, string>>;
}

export function readExtensionPage(): ExtensionPage {
  const { appOrigin, app, store, target, code, selected, texts } = document.body.dataset;
  return {
    appOrigin: appOrigin ?? "",
    app: app ?? "",
    store: store ?? "",
    target: target ?? "",
    code: code ?? "",
    selected: selected ?? "",
    texts: JSON.parse(texts ?? "{}") as Record<string, string>,
  };
}
