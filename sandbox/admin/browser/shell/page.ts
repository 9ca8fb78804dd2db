/** What the server wrote into the page for this script: where the app is and where it stands in the admin. */
export interface FramePage {
  readonly frame: HTMLIFrameElement;
  readonly appOrigin: string;
  /** `/store/kiln-and-co` */
  readonly store: string;
  /** `/store/kiln-and-co/apps/inventory-handoff` */
  readonly base: string;
}

export function readFramePage(): FramePage | null {
  const frame = document.querySelector<HTMLIFrameElement>("iframe#app");
  if (frame === null) return null;
  const { appOrigin = "", store = "", base = "" } = frame.dataset;
  return { frame, appOrigin, store, base };
}

/** The element with this id; the server always writes it. */
export function part(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The admin's page has no #${id}.`);
  return found;
}

/** A small element builder; text is set as text, never as markup. */
export function build<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}
