import { expect, test } from "vitest";
// Under another name, because the formatter takes templates called `html` for markup that it may rearrange.
import { html as markup } from "../../../sandbox/admin/html.ts";

test("texts are escaped, markup is not, and nothing is nothing", () => {
  const title = `<img onerror="x"> & 'co'`;
  const list = [markup`<li>${1}</li>`, markup`<li>${2}</li>`];
  const escaped = "&lt;img onerror=&quot;x&quot;&gt; &amp; &#39;co&#39;";
  expect(markup`<p title="${title}">${title}</p>${null}<ul>${list}</ul>`.text).toBe(
    `<p title="${escaped}">${escaped}</p><ul><li>1</li><li>2</li></ul>`,
  );
});
