import type { HandedFile } from "../document/hand-on.ts";

export const documentTexts = {
  print: "Print",
  copy: "Copy",
  copied: "Copied as Markdown",
  notCopied: "Your browser does not let the app copy. Download it instead.",
  download: {
    "text/markdown": "Download Markdown",
    "text/csv": "Download CSV",
    "application/json": "Download JSON",
  } satisfies Record<HandedFile["type"], string>,
};
