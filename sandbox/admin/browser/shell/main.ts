import { type FromApp, type ToApp, enclose, isEnvelope } from "../messages.ts";
import { adminPath, placeInAdmin } from "./address.ts";
import { createAnswers } from "./answers.ts";
import { createMenu, showTitleActions } from "./menu.ts";
import { type FramePage, part, readFramePage } from "./page.ts";
import { createSaveBar } from "./save-bar.ts";
import { createToasts } from "./toasts.ts";

function openMenu(open: boolean): void {
  document.body.classList.toggle("menu-open", open);
  part("menu-button").setAttribute("aria-expanded", String(open));
}
part("menu-button").addEventListener("click", () => openMenu(!document.body.classList.contains("menu-open")));
for (const chooser of document.querySelectorAll<HTMLSelectElement>("select[data-submit]")) {
  chooser.addEventListener("change", () => chooser.form?.requestSubmit());
}

const framePage = readFramePage();
if (framePage !== null) connectFrame(framePage);

function connectFrame(page: FramePage): void {
  const tell = (message: ToApp): void =>
    page.frame.contentWindow?.postMessage(enclose(message), page.appOrigin);
  const saveBar = createSaveBar(tell);
  const toasts = createToasts(tell);
  const answer = createAnswers(page, () => saveBar.mayLeave());
  const menu = createMenu(page, (href) => {
    openMenu(false);
    void saveBar.mayLeave().then((yes) => {
      if (yes) tell({ type: "go", href });
    });
  });

  const hear = (message: FromApp): void => {
    switch (message.type) {
      case "location":
        history.replaceState(null, "", adminPath(page, message.path));
        if (message.title !== "") document.title = `${message.title} · ${part("app-name").textContent}`;
        menu.setCurrent(message.path);
        break;
      case "nav-menu":
        menu.setLinks(message.links);
        break;
      case "title-bar":
        showTitleActions(message.title, message.actions, (index) =>
          tell({ type: "title-bar-action", index }),
        );
        break;
      case "save-bar":
        saveBar.set(message.visible, message.confirmDiscard);
        break;
      case "loading":
        part("loading").hidden = !message.on;
        break;
      case "toast":
        toasts.show(message.id, message.toast);
        break;
      case "toast-hide":
        toasts.hide(message.id);
        break;
      case "modal":
        document.body.classList.toggle("modal-open", message.open);
        break;
      case "open": {
        const url = placeInAdmin(page, message.url);
        if (message.target === "_blank") window.open(url, "_blank", "noopener");
        else void saveBar.mayLeave().then((yes) => yes && location.assign(url));
        break;
      }
      case "ask":
        answer(message.question).then(
          (value) => tell({ type: "answer", id: message.id, value }),
          (error: unknown) =>
            tell({
              type: "refusal",
              id: message.id,
              reason: error instanceof Error ? error.message : String(error),
            }),
        );
    }
  };
  // Whatever the last document left in the admin's bars went with it.
  page.frame.addEventListener("load", () => {
    saveBar.set(false, false);
    part("loading").hidden = true;
  });
  window.addEventListener("message", (event) => {
    if (event.source !== page.frame.contentWindow || event.origin !== page.appOrigin) return;
    if (isEnvelope<FromApp>(event.data)) hear(event.data.message);
  });
}
