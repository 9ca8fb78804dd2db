import { describe, expect, test } from "vitest";
import { presentConnection } from "../../../app/ui/connections/present-connection.ts";
import { presentConnections } from "../../../app/ui/connections/present-connections.ts";
import { presentCards, presentForm } from "../../../app/ui/connections/present-form.ts";
import { presentTest } from "../../../app/ui/connections/present-sample.ts";
import { isShown } from "../../../app/ui/connections/shown-fields.ts";
import {
  cards,
  connection,
  manyConnections,
  newForm,
  oneConnection,
  passed,
  refused,
} from "../fixtures/connections.ts";

describe("the list", () => {
  test("gives each connection its health in words", () => {
    const { rows } = presentConnections(manyConnections, "en");
    expect(rows.map(({ health }) => health.label)).toEqual([
      "Healthy",
      "Needs attention",
      "Paused",
      "Not read yet",
    ]);
    expect(rows.map(({ codes }) => codes)).toEqual(["5 of 6", "5 of 6", "5 of 6", "none known yet"]);
    expect(rows[3]?.lastRead).toBe("Not read yet");
  });
});

describe("the cards", () => {
  test("name only what a connector can do", () => {
    expect(presentCards(cards).map(({ capabilities }) => capabilities)).toEqual([
      ["Change times", "Quick second look"],
      ["Change times"],
    ]);
  });
});

describe("the form", () => {
  test("starts with the schema's defaults and the first free role", () => {
    const form = presentForm(newForm, null);
    expect(form).toMatchObject({ role: "wms", name: "JSON API", sparse: false });
    expect(form.values).toMatchObject({ "auth.method": "none", "keys.batchSize": "50" });
  });

  test("groups fields in the order of the schema", () => {
    const names = presentForm(newForm, null).groups.map(({ name }) => name);
    expect(names.slice(0, 3)).toEqual(["Connection", "Stock", "Pages"]);
    expect(new Set(names).size).toBe(names.length);
  });

  test("of a stored connection shows its values, and of its secrets only that they are there", () => {
    const { form } = presentConnection(oneConnection, "en");
    expect(form.values).toMatchObject({ "auth.method": "header", "auth.header": "X-Api-Key" });
    expect(form.storedSecrets).toEqual(["auth.value"]);
    expect(JSON.stringify(form)).not.toContain('"secret":');
    expect(form.values["auth.value"]).toBeUndefined();
    expect(form.name).toBe(connection().name);
  });

  test("shows a field only while all its conditions hold", () => {
    const fields = presentForm(newForm, null).groups.flatMap((group) => group.fields);
    const token = fields.find(({ name }) => name === "auth.token")!;
    expect(isShown(token, { "auth.method": "none" })).toBe(false);
    expect(isShown(token, { "auth.method": "bearer" })).toBe(true);
    expect(isShown(token, {})).toBe(false);
  });
});

describe("a test", () => {
  test("shows the states that any row reports, and unknown where a row does not", () => {
    const [first, ...rest] = passed.sample;
    const sample = [{ ...first!, states: { ...first!.states, available: first!.states.on_hand! } }, ...rest];
    const answer = presentTest({ ...passed, sample }, "en-GB");
    expect(answer).toMatchObject({
      kind: "sample",
      sample: {
        columns: ["On hand", "Available"],
        rows: [
          { item: "KC-001", values: ["12", "12"], updatedAt: "23 Nov 2026, 11:05:00 GMT+5:45" },
          { item: "KC-002", values: ["-0.5", "not reported"], updatedAt: "not reported" },
          { item: "000123", values: ["1,998", "not reported"] },
        ],
      },
    });
  });

  test("that is refused keeps each field's sentence by its path", () => {
    expect(presentTest(refused, "en")).toEqual({ kind: "refused", problem: null, fields: refused.fields });
  });
});
