import { formatFor } from "../format.ts";
import { DocumentView } from "../document/document-view.tsx";
import { reportTexts } from "../texts/report.ts";
import type { HandedReport } from "../../use-cases/contract.ts";

const texts = reportTexts.handed;

/** Everything that the page needs is in it: it loads nothing, runs nothing and links nowhere but to itself. */
const style = `
:root{color-scheme:light}
body{margin:0;font:1rem/1.5 system-ui,sans-serif;color:#1f2124;background:#fff}
main{max-width:60rem;margin:0 auto;padding:1.5rem 1rem 3rem;overflow-wrap:break-word}
h1{font-size:1rem;margin:0}h2{font-size:1.5rem;line-height:1.3;margin:1rem 0}h3{font-size:1.1rem;margin:1.5rem 0 .5rem}
header p{margin:.25rem 0;color:#4a4d52}a{color:#0b5ed7}
table{width:100%;border-collapse:collapse;font-size:.9rem}caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
th,td{border:1px solid #b5b8bd;padding:.4rem .5rem;text-align:start;vertical-align:top}th{background:#f1f2f4}bdi,p,li{overflow-wrap:anywhere}
@media screen and (max-width:48em){table,tbody,tr,td{display:block}thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
tr{border-bottom:1px solid #b5b8bd;padding:.5rem 0}td{display:grid;grid-template-columns:minmax(6rem,35%) 1fr;gap:.5rem;border:0;padding:.1rem 0}td::before{content:attr(data-label);color:#4a4d52}}
@media print{nav{display:none}tr{break-inside:avoid}}
`;

/** A report for whoever has the link. */
export function HandedPage({ report: { document, madeAt, expiresAt } }: { readonly report: HandedReport }) {
  const format = formatFor({ timezone: "UTC", currency: "USD", locale: "en", now: madeAt });
  return (
    <Bare title={document.title}>
      <header>
        <h1>Inventory Handoff</h1>
        <p>
          {texts.made(format.moment(madeAt))} {texts.until(format.moment(expiresAt))}
        </p>
        <nav>
          <a href="?as=md">{texts.markdown}</a> · <a href="?as=csv">{texts.csv}</a>
        </nav>
      </header>
      <DocumentView document={document} />
    </Bare>
  );
}

export function HandedNothing() {
  return (
    <Bare title={texts.goneTitle}>
      <h1>{texts.goneTitle}</h1>
      <p>{texts.gone}</p>
    </Bare>
  );
}

function Bare({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="robots" content="noindex,nofollow,noarchive" />
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <main>{children}</main>
      </body>
    </html>
  );
}
