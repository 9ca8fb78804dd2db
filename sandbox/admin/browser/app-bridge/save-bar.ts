import type { Line } from "./line.ts";

/** The element `<ui-save-bar>`: inert in the page, it drives the bar in the admin's top bar. */
export interface SaveBar {
  show(id: string): Promise<void>;
  hide(id: string): Promise<void>;
  toggle(id: string): Promise<void>;
  leaveConfirmation(): Promise<void>;
}

interface Bar {
  readonly confirmDiscard: boolean;
  save(): void;
  discard(): void;
}

/** At most one bar shows at a time: that of an element or that of a form with `data-save-bar`. */
export function connectSaveBar(line: Line): SaveBar {
  let showing: { owner: Element; bar: Bar } | null = null;
  const show = (owner: Element, bar: Bar): void => {
    if (showing?.owner === owner) return;
    showing = { owner, bar };
    line.tell({ type: "save-bar", visible: true, confirmDiscard: bar.confirmDiscard });
    owner.dispatchEvent(new Event("show"));
  };
  const hide = (owner: Element): void => {
    if (showing?.owner !== owner) return;
    showing = null;
    line.tell({ type: "save-bar", visible: false, confirmDiscard: false });
    owner.dispatchEvent(new Event("hide"));
  };
  line.on("save-bar-action", ({ action }) => showing?.bar[action]());

  defineElement(show, hide, (owner) => showing?.owner === owner);
  watchForms(show, hide);

  const element = (id: string): UISaveBarElement => {
    const found = document.getElementById(id);
    if (found?.tagName !== "UI-SAVE-BAR") throw new Error(`There is no <ui-save-bar id="${id}">.`);
    return found as unknown as UISaveBarElement;
  };
  return {
    show: async (id) => element(id).show(),
    hide: async (id) => element(id).hide(),
    toggle: async (id) => element(id).toggle(),
    leaveConfirmation: async () => {
      if (showing !== null) await line.ask({ kind: "leave" });
    },
  };
}

type Change = (owner: Element, bar: Bar) => void;

function defineElement(
  show: Change,
  hide: (owner: Element) => void,
  isShowing: (owner: Element) => boolean,
): void {
  class SaveBarElement extends HTMLElement {
    readonly discardConfirmation: boolean = false;
    disconnectedCallback(): void {
      hide(this);
    }
    get showing(): boolean {
      return isShowing(this);
    }
    async show(): Promise<void> {
      const buttons = [...this.querySelectorAll("button")];
      show(this, {
        confirmDiscard: this.hasAttribute("discardconfirmation") || this.discardConfirmation,
        save: () => buttons.find((button) => button.getAttribute("variant") === "primary")?.click(),
        discard: () => buttons.find((button) => button.getAttribute("variant") !== "primary")?.click(),
      });
      return Promise.resolve();
    }
    async hide(): Promise<void> {
      hide(this);
      return Promise.resolve();
    }
    async toggle(): Promise<void> {
      return this.showing ? this.hide() : this.show();
    }
  }
  customElements.define("ui-save-bar", SaveBarElement);
}

function watchForms(show: Change, hide: (owner: Element) => void): void {
  const formOf = (event: Event): HTMLFormElement | null =>
    event.target instanceof Element ? event.target.closest<HTMLFormElement>("form[data-save-bar]") : null;
  const edited = (event: Event): void => {
    const form = formOf(event);
    if (form === null) return;
    show(form, {
      confirmDiscard: form.hasAttribute("data-discard-confirmation"),
      save: () => form.requestSubmit(),
      discard: () => {
        form.reset();
        hide(form);
      },
    });
  };
  document.addEventListener("input", edited);
  document.addEventListener("change", edited);
  for (const over of ["submit", "reset"]) {
    document.addEventListener(over, (event) => {
      const form = formOf(event);
      if (form !== null) hide(form);
    });
  }
  // A form that its page has taken away can be saved no more.
  new MutationObserver((changes) => {
    const gone = changes
      .flatMap((change) => [...change.removedNodes])
      .filter((node) => node instanceof Element);
    for (const node of gone) {
      const forms = [node, ...node.querySelectorAll("form[data-save-bar]")];
      for (const form of forms) if (!form.isConnected) hide(form);
    }
  }).observe(document, { subtree: true, childList: true });
}
