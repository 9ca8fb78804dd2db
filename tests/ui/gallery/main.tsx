import "@shopify/polaris/build/esm/styles.css";
import type { ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { AppFrame } from "../../../app/ui/frame/app-frame.tsx";
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
  "ui-nav-menu",
  class extends HTMLElement {
    connectedCallback() {
      this.style.display = "none";
    }
  },
);

const page = pages[new URLSearchParams(location.search).get("page") ?? ""];
const root = document.getElementById("root");
if (root) createRoot(root).render(<AppFrame link={PlainLink}>{page ?? <Contents />}</AppFrame>);

function Contents() {
  return (
    <main>
      {Object.keys(pages).map((name) => (
        <p key={name}>
          <a href={`?page=${name}`}>{name}</a>
        </p>
      ))}
    </main>
  );
}

function PlainLink({
  url,
  className,
  children,
}: {
  url: string;
  className?: string | undefined;
  children?: ReactNode;
}) {
  return (
    <a href={url} className={className}>
      {children}
    </a>
  );
}
