import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Connector } from "../../app/connectors/contract.ts";
import { describeConnector } from "../../app/connectors/describe.ts";
import { connectorsIn, foldersBeside } from "../../app/connectors/registry.ts";
import { ChoosePage } from "../../app/ui/connections/choose-page.tsx";
import { NewConnectionPage } from "../../app/ui/connections/new-connection-page.tsx";
import { presentCards, presentForm } from "../../app/ui/connections/present-form.ts";
import { presentTest } from "../../app/ui/connections/present-sample.ts";
import { AppFrame } from "../../app/ui/frame/app-frame.tsx";
import { cardOf, formOf } from "../../app/use-cases/connector-form.ts";
import { readTyped, tryOut } from "../../app/use-cases/typed-connection.ts";
import { answer, atVendor, lineOf, linesOf } from "../connectors/vendor.ts";
import { passed } from "../ui/fixtures/connections.ts";

const root = join(import.meta.dirname, "../..");
const code = /```ts\n([\s\S]*?)\n```/;
let folder = "";
let connector: Connector;

function shown(page: ReactNode): string {
  const link = ({ url, children }: { url: string; children?: ReactNode }) => <a href={url}>{children}</a>;
  return renderToStaticMarkup(<AppFrame link={link}>{page}</AppFrame>);
}

/* What a newcomer does: the folder of docs/connectors.md with the code that stands there, and no other file touched. */
describe("the connector that docs/connectors.md walks through", () => {
  beforeAll(async () => {
    const [, text = ""] = code.exec(await readFile(join(root, "docs/connectors.md"), "utf8")) ?? [];
    // Beside app/connectors, so that the tests of the real folders do not see it.
    await mkdir(join(root, ".cache"), { recursive: true });
    folder = await mkdtemp(join(root, ".cache", "walkthrough-"));
    await mkdir(join(folder, "shelf-counter"));
    const placed = text.replaceAll('from "../', `from "${join(root, "app/connectors")}/`);
    await writeFile(join(folder, "shelf-counter", "index.ts"), placed);
    const [found] = connectorsIn(await foldersBeside(folder));
    if (!found) throw new Error("The registry did not find it");
    connector = found;
  });
  afterAll(() => rm(folder, { recursive: true }));

  const settings = { key: "k3y-of-the-counter" };
  const rows = [
    { sku: "KC-001", place: "A", count: 12 },
    { sku: "007", place: "B", count: "2.5" },
    { sku: "UNKNOWN", place: "B", count: null },
    { sku: "BAD", place: "B", count: "many" },
  ];
  const counter = () =>
    atVendor(connector, settings, ({ headers, url }) =>
      headers["x-api-key"] !== "k3y-of-the-counter"
        ? answer(401, {})
        : url.pathname === "/stock"
          ? rows
          : answer(404, {}),
    );

  it("is in the list with its capabilities, and in the app with its form", () => {
    expect(describeConnector(connector)).toMatchObject({
      id: "shelf-counter",
      capabilities: { probe: true, changedSince: false },
      states: { on_hand: expect.any(String) as string },
    });
    const form = formOf(connector, undefined, new Set());
    expect(form.fields.map(({ name, widget, required }) => `${name} ${widget} ${required}`)).toEqual([
      "address address true",
      "key secret true",
    ]);
  });

  it("has its card among the systems, its form, and a test that shows its rows", async () => {
    const { origin, context } = await counter();
    const choose = shown(<ChoosePage cards={presentCards([cardOf(connector)])} />);
    expect(choose).toContain("Connect Shelf counter");
    expect(choose).toContain("Quick second look");

    const entries = new Map(Object.entries({ address: origin, ...settings }));
    const typed = { connector: connector.id, role: "wms", name: "Counter", sparse: false, entries };
    const usable = readTyped(connector, typed);
    if (!usable.ok) throw new Error(JSON.stringify(usable));
    const tried = await tryOut(connector, usable, {
      contextFor: (purpose, signal) => context(purpose, signal),
      now: Date.now,
    });
    if (!tried.ok) throw new Error(JSON.stringify(tried));
    const page = shown(
      <NewConnectionPage
        connectorName={connector.name}
        form={presentForm(formOf(connector, undefined, new Set()), null)}
        answer={presentTest({ ...passed, ...tried }, "en")}
        busy={null}
        onSend={() => undefined}
      />,
    );
    expect(page).toMatch(/<input[^>]*name="address"/);
    expect(page).toMatch(/<input[^>]*name="key"[^>]*type="password"|type="password"[^>]*name="key"/);
    expect(page).toContain("KC-001");
    expect(page).toContain("It works: the first rows");
  });

  it("reads, probes, lists and tests against a shelf counter", async () => {
    const { config, context } = await counter();
    expect(await linesOf(connector.readLevels(config, context()))).toEqual([
      "KC-001@A on_hand=12",
      "007@B on_hand=2.5",
      "UNKNOWN@B",
      expect.stringMatching(/^page 1, row 4: count/),
    ]);
    const found = await connector.readKeys(config, context("probe"), [{ item: "007", code: "B" }]);
    expect(found.map(lineOf)).toEqual(["007@B on_hand=2.5"]);
    expect((await connector.listLocations(config, context())).map((one) => one.code)).toEqual(["A", "B"]);
    expect((await connector.check(config, context("check"))).sample).toHaveLength(3);
  });

  it("tells bad credentials without a line of its own", async () => {
    const { config, context } = await counter();
    const other = { ...(config as object), key: "another" };
    await expect(connector.check(other, context("check"))).rejects.toMatchObject({ fault: "credentials" });
  });
});
