import { describe, expect, it } from "vitest";
import { sapBusinessOne } from "../../app/connectors/sap-business-one/index.ts";
import { answer, atVendor, linesOf, type Asked } from "./vendor.ts";

const settings = { companyDb: "SBO", user: "reader", password: "p4ss" };
const stock = (WarehouseCode: string, InStock: unknown, Committed: unknown = 0, Ordered: unknown = 0) => ({
  WarehouseCode,
  InStock,
  Committed,
  Ordered,
});
const item = (ItemCode: string, ...rows: readonly object[]) => ({
  ItemCode,
  ItemWarehouseInfoCollection: rows,
});

function respond(
  list: (asked: Asked) => object,
  { cookies = ["B1SESSION=s1;HttpOnly", "ROUTEID=.node2; path=/b1s"] } = {},
) {
  return (asked: Asked) => {
    if (!asked.url.pathname.endsWith("/Login")) return list(asked);
    if (asked.json?.Password !== "p4ss")
      return answer(401, { error: { code: -304, message: { value: "Fail" } } });
    return answer(200, { SessionId: "s1", SessionTimeout: 30 }, { "set-cookie": cookies.join(", ") });
  };
}

describe("SAP Business One", () => {
  it("computes available from what is in stock and committed, and never from what is ordered", async () => {
    const { config, context, asked } = await atVendor(
      sapBusinessOne,
      settings,
      respond(() => ({ value: [item("A001", stock("01", 12.5, 2, 100), stock("02", null))] })),
    );
    expect(await linesOf(sapBusinessOne.readLevels(config, context()))).toEqual([
      "A001@01 on_hand=12.5 available=10.5 committed=2 incoming=100",
      "A001@02 committed=0 incoming=0",
    ]);
    expect(asked.at(-1)?.headers.cookie).toBe("B1SESSION=s1; ROUTEID=.node2");
  });

  it.each(["odata.nextLink", "@odata.nextLink"])(
    "goes on behind the last item code where there is a %s",
    async (link) => {
      const { config, context, asked } = await atVendor(
        sapBusinessOne,
        settings,
        respond(({ url }) =>
          (url.searchParams.get("$filter") ?? "").includes("ItemCode gt 'O''A'")
            ? { value: [item("Z", stock("01", 1))] }
            : { value: [item("O'A", stock("01", 1))], [link]: "Items?$skip=1" },
        ),
      );
      expect(await linesOf(sapBusinessOne.readLevels(config, context()))).toHaveLength(2);
      expect(asked.every(({ url }) => !url.searchParams.has("$skip"))).toBe(true);
    },
  );

  it("signs in once, and once more when the session has ended", async () => {
    let ended = true;
    const { config, context, asked } = await atVendor(
      sapBusinessOne,
      settings,
      respond(() => {
        if (!ended) return { value: [item("A", stock("01", 1))] };
        ended = false;
        return answer(401, {
          error: { code: 301, message: { value: "Invalid session or session already timeout." } },
        });
      }),
    );
    expect(await linesOf(sapBusinessOne.readLevels(config, context()))).toHaveLength(1);
    expect(asked.filter(({ url }) => url.pathname.endsWith("/Login"))).toHaveLength(2);
  });

  it("tells a missing authorisation from refused credentials", async () => {
    const forbidden = {
      error: {
        code: -5006,
        message: { lang: "en-us", value: "You are not permitted to perform this action" },
      },
    };
    const rights = await atVendor(
      sapBusinessOne,
      settings,
      respond(() => answer(400, forbidden)),
    );
    await expect(linesOf(sapBusinessOne.readLevels(rights.config, rights.context()))).rejects.toMatchObject({
      fault: "rights",
    });
    const wrong = await atVendor(
      sapBusinessOne,
      { ...settings, password: "no" },
      respond(() => ({ value: [] })),
    );
    await expect(linesOf(sapBusinessOne.readLevels(wrong.config, wrong.context()))).rejects.toMatchObject({
      fault: "credentials",
    });
  });

  it("warns of a superuser", async () => {
    const { config, context } = await atVendor(
      sapBusinessOne,
      settings,
      respond(({ url }) =>
        url.pathname.endsWith("/Users")
          ? { value: [{ UserCode: "reader", Superuser: "tYES" }] }
          : { value: [item("A", stock("01", 1))] },
      ),
    );
    expect((await sapBusinessOne.check(config, context("check"))).warnings.join()).toContain("superuser");
  });
});
