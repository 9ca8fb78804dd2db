import "@shopify/polaris/build/esm/styles.css";
import { createRoot } from "react-dom/client";
import { AppFrame } from "../../../app/ui/frame/app-frame.tsx";
import { pages } from "./pages.tsx";

const wanted = new URLSearchParams(location.search).get("page") ?? "";
const page = pages[wanted];
const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <AppFrame link={PlainLink}>
      {page ??
        Object.keys(pages).map((name) => (
          <p key={name}>
            <a href={`?page=${name}`}>{name}</a>
          </p>
        ))}
    </AppFrame>,
  );
}

function PlainLink({ url, children }: { url: string; children?: React.ReactNode }) {
  return <a href={url}>{children}</a>;
}
