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

describe("one connection", () => {
  const view = presentConnection(oneConnection, "en");

  test("says until when it is left alone, and why it is", () => {
    expect(view.leftAlone).toMatch(
      /^It failed 4 times in a row and is left alone until .+ \(in 4 minutes\)\. Then one attempt decides\.$/,
    );
    const row = {
      ...oneConnection.row,
      circuit: { ...oneConnection.row.circuit!, failures: 1, retryAt: null },
    };
    expect(presentConnection({ ...oneConnection, row }, "en").leftAlone).toBe(
      "It failed once, and is asked again as usual.",
    );
  });

  test("says what the system can and cannot do, a sentence each", () => {
    const cannot = view.abilities.filter(({ can }) => !can).map(({ text }) => text.split(".")[0]);
    expect(cannot).toContain("This system cannot say when a count last changed");
    expect(view.abilities).toHaveLength(8);
    expect(presentConnection({ ...oneConnection, capabilities: null }, "en").abilities).toEqual([]);
  });

  test("says what each count contains in the words that all systems share, and nothing where the merchant decides", () => {
    expect(view.form.states.map(({ parts }) => parts)).toEqual([
      "In the words of this app: available + committed.",
      "In the words of this app: available.",
    ]);
    const form = { ...oneConnection.form, contains: null };
    expect(presentConnection({ ...oneConnection, form }, "en").form.states[0]?.parts).toBeNull();
  });

  test("says how the credentials stand, and no more of them", () => {
    expect(view.credentials[0]).toMatch(/^One secret is stored, sealed/);
    expect(view.credentials[1]).toMatch(/^Signed in until/);
    const circuit = { ...oneConnection.row.circuit!, fault: "credentials" as const };
    const refusing = presentConnection({ ...oneConnection, row: { ...oneConnection.row, circuit } }, "en");
    expect(refusing.credentials).toContain("The system refused these credentials the last time.");
    expect(refusing.credentials.join()).not.toContain("Signed in");
  });

  test("tells where the system may report to and when it last did", () => {
    expect(view.hook).toMatchObject({ address: "https://app.example/hooks/c-erp" });
    expect(view.hook?.last).toContain("1 hour ago");
    const hook = { address: "https://app.example/hooks/c-erp", lastMessageAt: null };
    expect(presentConnection({ ...oneConnection, hook }, "en").hook?.last).toBe("No message has come yet.");
  });

  test("is asked how often to read everything only where the system can say what changed", () => {
    expect(view.form.sweepEveryHours).toBeNull();
    const [card] = cards;
    const connector = { ...card!, capabilities: { ...card!.capabilities, changedSince: true } };
    expect(presentForm({ ...newForm, connector }, null).sweepEveryHours).toBe("6");
    expect(presentForm({ ...newForm, connector }, connection({ sweepEveryHours: 0 })).sweepEveryHours).toBe(
      "0",
    );
  });
});

describe("middleware in the list", () => {
  test("has a role beside its handoff, no stock and no codes", () => {
    const rows = [{ ...oneConnection.row, holdsStock: false }];
    expect(presentConnections({ ...manyConnections, connections: rows }, "en").rows[0]).toMatchObject({
      ...{ role: "Middleware at the ERP", lastRead: "never swept: it holds no stock", codes: "none needed" },
    });
  });
});
