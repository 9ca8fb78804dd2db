import { describe, expect, test } from "vitest";
import {
  codesAt,
  differsFromStored,
  firstChoice,
  warningOf,
} from "../../../app/ui/locations/judge-mapping.ts";
import { presentLocations } from "../../../app/ui/locations/present-locations.ts";
import { readMappings } from "../../../app/ui/locations/typed-mappings.ts";
import { codeKey } from "../../../app/ui/locations/view.ts";
import { mapping } from "../fixtures/locations.ts";

const view = presentLocations(mapping, "en");
const [erp, wms] = view.connections;
const choice = firstChoice(view);

function warning(code: string, chosen = choice) {
  return warningOf(
    erp!.codes.find((known) => known.code === code)!,
    erp!,
    chosen,
    view,
  );
}

describe("the first choice", () => {
  test("is what is stored, then what is proposed, then nothing", () => {
    expect(choice).toEqual({
      [codeKey("c-erp", "WH-BK")]: "L1",
      [codeKey("c-erp", "WH-BK2")]: "L1",
      [codeKey("c-erp", "WH-QN")]: "L2",
      [codeKey("c-erp", "WH-OLD")]: "L3",
      [codeKey("c-erp", "TRANSIT")]: "",
      [codeKey("c-wms", "BK1")]: "L1",
    });
  });

  test("differs from what is stored while a proposal is open, and not after it was saved", () => {
    expect(differsFromStored(choice, view.stored)).toBe(true);
    expect(differsFromStored(choice, choice)).toBe(false);
  });

  test("says how many proposals wait", () => {
    expect(view.proposed).toBe("2 mappings are proposed. Check and save.");
    expect(presentLocations({ ...mapping, proposals: [] }, "en").proposed).toBeNull();
  });

  test("prefers what a person stored to a proposal for the same code", () => {
    const proposals = [
      { connectionId: "c-erp", code: "WH-BK", locationId: "L2", because: "initials" },
    ] as const;
    const again = presentLocations({ ...mapping, proposals }, "en");
    expect(firstChoice(again)[codeKey("c-erp", "WH-BK")]).toBe("L1");
    expect(again.proposed).toBeNull();
  });
});

describe("warnings", () => {
  test("a code without a location", () => expect(warning("TRANSIT")).toMatch(/^Not mapped/));
  test("a closed location", () => expect(warning("WH-OLD")).toMatch(/closed in Shopify/));
  test("a location that Shopify no longer has", () => {
    expect(warning("WH-QN", { ...choice, [codeKey("c-erp", "WH-QN")]: "gone" })).toMatch(
      /no longer in Shopify/,
    );
  });
  test("two codes of one role at one location", () => {
    expect(warning("WH-BK")).toBe("Brooklyn stands for WH-BK2 as well: their counts are added up.");
  });
  test("nothing for one code of each role at one location", () => {
    expect(warningOf(wms!.codes[0]!, wms!, choice, view)).toBeNull();
    expect(warning("WH-QN")).toBeNull();
  });
});

test("the coverage lists the codes of a role at a location", () => {
  expect(codesAt("L1", "erp", choice, view).map(({ code }) => code)).toEqual(["WH-BK", "WH-BK2"]);
  expect(codesAt("L2", "wms", choice, view)).toEqual([]);
});

describe("the posted mapping", () => {
  test("comes back as it was chosen, without the codes that have no location", () => {
    expect(readMappings(JSON.stringify(choice))).toHaveLength(5);
    expect(readMappings(JSON.stringify({ [codeKey("c", 'A"],[')]: "L1" }))).toEqual([
      { connectionId: "c", code: 'A"],[', locationId: "L1" },
    ]);
  });

  test.each(["", "null", "[1", '{"x":"L1"}', '{"[1,2]":"L1"}', '{"[\\"c\\",\\"A\\"]":5}'])(
    "%s is refused",
    (text) => expect(readMappings(text)).toBeNull(),
  );
});

describe("a code whose system lists it no more", () => {
  test("says so at its mapping, mapped or not", () => {
    const gone = { ...erp!.codes[0]!, gone: true };
    expect(warningOf(gone, erp!, choice, view)).toContain(
      "lists this code no more, so nothing is read for it",
    );
    expect(warningOf(gone, erp!, {}, view)).toBe("The system lists this code no more.");
  });
});

describe("two connections in one role at one location", () => {
  test("are named, both of them, with the location", () => {
    const twin = { ...erp!, id: "c-erp-2", name: "Ledger Two", codes: [{ ...erp!.codes[0]!, key: "twin" }] };
    const both = { ...view, connections: [...view.connections, twin] };
    const place = choice[erp!.codes[0]!.key]!;
    const said = warningOf(erp!.codes[0]!, erp!, { ...choice, twin: place }, both);
    expect(said).toContain("Ledger Two");
    expect(said).toContain(erp!.name);
    expect(warningOf(erp!.codes[0]!, erp!, { ...choice, twin: "" }, both) ?? "").not.toContain("Ledger Two");
  });
});
