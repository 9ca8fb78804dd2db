import "@shopify/polaris/build/esm/styles.css";
import type { ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { AppFrame } from "../../../app/ui/frame/app-frame.tsx";
import { pages } from "./pages.tsx";

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

function PlainLink({ url, className, children }: { url: string; className?: string; children?: ReactNode }) {
  return (
    <a href={url} className={className}>
      {children}
    </a>
  );
}
