import "@shopify/polaris/build/esm/styles.css";
import type { AnchorHTMLAttributes } from "react";
import { createRoot } from "react-dom/client";
import { AppFrame, type AppFrameProps } from "../../../app/ui/frame/app-frame.tsx";
import { pages } from "./pages.tsx";

// In the admin App Bridge gives these their life; here the menu and the dialogs are only out of the way.
customElements.define(
  "ui-modal",
  class extends HTMLElement {
    show() {
      this.hidden = false;
    }
    hide() {
      this.hidden = true;
    }
  },
);
customElements.define(
  "ui-save-bar",
  class extends HTMLElement {
    connectedCallback() {
      this.style.display = "none";
    }
    show() {
      return Promise.resolve();
    }
    hide() {
      return Promise.resolve();
    }
  },
);
customElements.define(
  "ui-nav-menu",
  class extends HTMLElement {
    connectedCallback() {
      this.style.display = "none";
    }
  },
);

const PlainLink: AppFrameProps["link"] = ({ url, ...rest }) => (
  <a href={url} {...(rest as AnchorHTMLAttributes<HTMLAnchorElement>)} />
);

const page = pages[new URLSearchParams(location.search).get("page") ?? ""];
const root = document.getElementById("root");
if (root) createRoot(root).render(<AppFrame link={PlainLink}>{page ?? <Contents />}</AppFrame>);

function Contents() {
  return (
    <nav id="contents">
      {Object.keys(pages).map((name) => (
        <p key={name}>
          <a href={`?page=${name}`}>{name}</a>
        </p>
      ))}
    </nav>
  );
}
