import type { Line } from "./line.ts";
import { actionsOf, buttonsOf } from "./menus.ts";

/** Defines `<ui-modal>`: what the app puts into it is shown in a dialog above the page. */
export function connectModal(line: Line): {
  show(id: string): Promise<void>;
  hide(id: string): Promise<void>;
  toggle(id: string): Promise<void>;
} {
  class ModalElement extends HTMLElement {
    /** The React component renders into it; it enters the page only while the modal is shown. */
    readonly content = document.createElement("div");
    variant = "base";
    #dialog: HTMLDialogElement | null = null;

    disconnectedCallback(): void {
      void this.hide();
    }
    get showing(): boolean {
      return this.#dialog !== null;
    }
    get contentWindow(): Window | null {
      return this.#dialog?.querySelector("iframe")?.contentWindow ?? null;
    }
    async show(): Promise<void> {
      if (this.#dialog !== null) return;
      if (this.content.childElementCount === 0) this.#adoptPlainChildren();
      this.#dialog = buildDialog(this, this.content);
      this.#dialog.addEventListener("cancel", (event) => {
        event.preventDefault();
        void this.hide();
      });
      document.body.append(this.#dialog);
      this.#dialog.showModal();
      line.tell({ type: "modal", open: true });
      this.dispatchEvent(new Event("show"));
      return Promise.resolve();
    }
    async hide(): Promise<void> {
      if (this.#dialog === null) return;
      this.#dialog.close();
      this.#dialog.remove();
      this.#dialog = null;
      line.tell({ type: "modal", open: false });
      this.dispatchEvent(new Event("hide"));
      return Promise.resolve();
    }
    async toggle(): Promise<void> {
      return this.showing ? this.hide() : this.show();
    }
    #adoptPlainChildren(): void {
      for (const child of this.children) {
        if (
          child.tagName === "UI-TITLE-BAR" ||
          child.tagName === "UI-SAVE-BAR" ||
          child.childNodes.length === 0
        )
          continue;
        this.content.append(child.cloneNode(true));
      }
    }
  }
  customElements.define("ui-modal", ModalElement);

  const element = (id: string): ModalElement => {
    const found = document.getElementById(id);
    if (!(found instanceof ModalElement)) throw new Error(`There is no <ui-modal id="${id}">.`);
    return found;
  };
  return {
    show: async (id) => element(id).show(),
    hide: async (id) => element(id).hide(),
    toggle: async (id) => element(id).toggle(),
  };
}

const widths = new Map([
  ["small", "380px"],
  ["large", "980px"],
  ["max", "calc(100vw - 32px)"],
]);

function buildDialog(modal: HTMLElement, content: HTMLElement): HTMLDialogElement {
  const bar = modal.querySelector("ui-title-bar");
  const dialog = document.createElement("dialog");
  dialog.className = "app-bridge-modal";
  const width = widths.get(modal.getAttribute("variant") ?? "base") ?? "620px";
  dialog.style.cssText = `width:min(${width},calc(100vw - 32px));max-height:calc(100vh - 32px);padding:0;border:0;border-radius:14px;
    margin:auto;box-shadow:0 12px 40px rgb(0 0 0 / 30%);font:14px/1.4 system-ui,sans-serif;color:#303030`;

  const heading = document.createElement("h2");
  heading.textContent = bar?.getAttribute("title") ?? "";
  heading.style.cssText =
    "margin:0;padding:14px 16px;font-size:15px;background:#f3f3f3;border-bottom:1px solid #e3e3e3";
  dialog.setAttribute("aria-label", heading.textContent || "Dialog");

  const source = modal.getAttribute("src");
  if (source !== null) {
    const frame = document.createElement("iframe");
    frame.src = source;
    frame.style.cssText = "width:100%;height:60vh;border:0;display:block";
    content.replaceChildren(frame);
  }

  const footer = document.createElement("div");
  footer.style.cssText =
    "display:flex;gap:8px;justify-content:flex-end;padding:12px 16px;border-top:1px solid #e3e3e3";
  for (const action of actionsOf(bar)) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = action.label;
    button.disabled = action.disabled;
    button.style.cssText = `font:inherit;font-weight:600;padding:6px 12px;border-radius:8px;cursor:pointer;border:1px solid #b5b5b5;
      background:${action.primary ? "#303030" : "#fff"};color:${action.primary ? "#fff" : "#303030"}`;
    button.addEventListener("click", () => buttonsOf(bar)[action.index]?.click());
    footer.append(button);
  }
  dialog.append(heading, content, ...(footer.childElementCount > 0 ? [footer] : []));
  return dialog;
}
