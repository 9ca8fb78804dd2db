import { expect, test } from "vitest";
import { html } from "../../../sandbox/admin/html.ts";

test("texts are escaped, markup is not, and nothing is nothing", () => {
  const title = `<img onerror="x"> & 'co'`;
  const list = [html`<li>${1}</li>`, html`<li>${2}</li>`];
  expect(
    html`<p title="${title}">${title}</p>
      ${null}
      <ul>
        ${list}
      </ul>`.text,
  ).toBe(
    `<p title="&lt;img onerror=&quot;x&quot;&gt; &amp; &#39;co&#39;">&lt;img onerror=&quot;x&quot;&gt; &amp; &#39;co&#39;</p><ul><li>1</li><li>2</li></ul>`,
  );
});
