import type { AccountKind } from "../contract.ts";
import { jsonBody, ok, strangeParameter, type Answer, type VendorRequest } from "../shared/exchange.ts";
import { fieldOf, odataFilter, ODataError, type Entity } from "../shared/odata-filter.ts";
import type { HeldItem, HeldRow } from "../shared/stock-book.ts";
import type { Stage, VendorService } from "../shared/start.ts";
import { createTokens } from "../shared/tokens.ts";

const companyDb = "SBODEMOUS";
const halfHour = 1_800_000;
const defaultPage = 20;
const warehouses = "ItemWarehouseInfoCollection";
const cross = "Items/ItemWarehouseInfoCollection";

/** SAP Business One's Service Layer: one session a user by two cookies, 20 rows a page, OData 3 under v1 and 4 under v2. */
export function sapBusinessOne(stage: Stage): VendorService {
  const { book } = stage;
  const sessions = createTokens("sap-business-one", stage.now);
  const current = new Map<string, string>();

  const login = (request: VendorRequest): Answer => {
    const body = jsonBody(request);
    const user = /^(good|missing_rights|wide_rights)$/.exec(String(body?.["UserName"]))?.[1];
    if (user === undefined || body?.["Password"] !== `password-${user}` || body["CompanyDB"] !== companyDb)
      return failed(401, 100000027, "Login failed: wrong company, user or password");
    const old = current.get(user);
    if (old !== undefined) sessions.end(old);
    const session = sessions.issue(user, halfHour);
    current.set(user, session);
    return {
      status: 200,
      headers: { "set-cookie": [`B1SESSION=${session}; HttpOnly; SameSite=None`, "ROUTEID=.node1; path=/"] },
      body: { SessionId: session, Version: "1000190", SessionTimeout: halfHour / 60_000 },
    };
  };

  const userOf = (request: VendorRequest): string | null => {
    const cookies = new Map(
      (request.headers.cookie ?? "")
        .split(/;\s*/)
        .map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]),
    );
    const session = cookies.get("B1SESSION") ?? "";
    const state = sessions.look(session);
    if (state.kind !== "valid" || cookies.get("ROUTEID") !== ".node1") return null;
    sessions.prolong(session, halfHour);
    return state.holder;
  };

  const collection = (
    request: VendorRequest,
    rows: readonly Entity[],
    version: string,
    select: readonly string[] | null,
  ): Answer => {
    const { query } = request;
    const strange = strangeParameter(query, [
      "$select",
      "$filter",
      "$orderby",
      "$top",
      "$skip",
      "$expand",
      "$inlinecount",
      "$count",
    ]);
    if (strange !== null) return failed(400, 201, `Invalid query option: ${strange}`);
    const properties = rows[0];
    const known = (field: string): boolean =>
      properties === undefined || fieldOf(properties, field) !== undefined;
    const bad = select?.find((field) => !known(field));
    if (bad !== undefined) return failed(400, 201, `Property '${bad}' of 'Item' is invalid`);
    const test = query.has("$filter") ? odataFilter(query.get("$filter") ?? "", known) : null;
    const found = ordered(test === null ? rows : rows.filter(test), query.get("$orderby"));
    const asked = /odata\.maxpagesize=(\d+)/.exec(String(request.headers["prefer"] ?? ""))?.[1];
    // Nought is no paging.
    const wanted = asked === undefined ? defaultPage : Number(asked) === 0 ? Infinity : Number(asked);
    const size = Math.min(wanted, stage.pageSize ?? Infinity);
    const skip = Number(query.get("$skip") ?? 0);
    const top = query.has("$top") ? Number(query.get("$top")) : Infinity;
    const page = found.slice(skip, skip + Math.min(size, top));
    const shown = page.map((row) =>
      select ? Object.fromEntries(select.map((field) => [field, row[field]])) : row,
    );
    const more = skip + page.length < found.length && page.length < top;
    const next = new URLSearchParams(query);
    next.set("$skip", String(skip + page.length));
    if (Number.isFinite(top)) next.set("$top", String(top - page.length));
    const path = request.path.replace(/^\/b1s\/v[12]\//, "");
    const link = `${path}?${[...next].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&")}`;
    return ok(
      version === "v1"
        ? {
            "odata.metadata": `${stage.origin}/b1s/v1/$metadata#Items`,
            value: shown,
            ...(more ? { "odata.nextLink": link } : {}),
          }
        : {
            "@odata.context": `${stage.origin}/b1s/v2/$metadata#Items`,
            value: shown,
            ...(more ? { "@odata.nextLink": link } : {}),
          },
    );
  };

  const item = ({ id, item: ItemCode, rows }: HeldItem): Entity => ({
    ItemCode,
    ItemName: `Item ${id}`,
    InventoryUOM: "EA",
    InventoryItem: "tYES",
    Valid: "tYES",
    Frozen: "tNO",
    BarCode: null,
    UpdateDate: "2026-01-01",
    QuantityOnStock: [...rows.values()].reduce((sum, { onHand }) => sum + Number(onHand), 0),
    [warehouses]: [...rows.values()].map(warehouseInfo),
  });

  const flat = (): readonly Entity[] =>
    book.items.flatMap((found) => {
      const whole = item(found);
      return [...found.rows.values()].map((row) => ({
        Items: whole,
        [cross]: { ...warehouseInfo(row), ItemCode: found.item },
      }));
    });

  const spoiltItems = (entities: readonly Entity[]): readonly Entity[] =>
    stage.rows(entities, (entity) =>
      warehouses in entity
        ? {
            ...entity,
            [warehouses]: (entity[warehouses] as readonly Entity[]).map((info) => ({
              ...info,
              InStock: "a few",
            })),
          }
        : entity,
    );

  const crossjoin = (request: VendorRequest, version: string, query: URLSearchParams): Answer => {
    const expand = query.get("$expand") ?? "";
    const chosen = new Map(
      [...expand.matchAll(/(?:^|,)([\w/]+)\(\$select=([\w,]+)\)/g)].map(([, set = "", fields = ""]) => [
        set,
        fields.split(","),
      ]),
    );
    if (chosen.size === 0) return failed(400, 201, "$crossjoin needs $expand with $select");
    const rows = flat().map((row) => row);
    const answer = collection({ ...request, query }, rows, version, null);
    if (answer.status !== 200) return answer;
    const body = answer.body as { readonly value: readonly Entity[] };
    const value = body.value.map((row) =>
      Object.fromEntries(
        [...chosen].map(([set, fields]) => [
          set,
          Object.fromEntries(fields.map((field) => [field, fieldOf(row, `${set}/${field}`)])),
        ]),
      ),
    );
    const spoilt = stage.rows<Entity>(value, (row) => ({
      ...row,
      [cross]: { ...(row[cross] as Entity), InStock: "a few" },
    }));
    return { ...answer, body: { ...body, value: spoilt } };
  };

  const read = (request: VendorRequest, version: string, path: string, user: string): Answer => {
    const select = request.query.get("$select")?.split(",") ?? null;
    if (user === "missing_rights" && path !== "Warehouses")
      return failed(403, -5006, "No authorization: the user may not see items");
    if (path === "Users") {
      const users = [{ UserCode: user, Superuser: user === "wide_rights" ? "tYES" : "tNO" }];
      return user === "good"
        ? failed(403, -5006, "No authorization")
        : collection(request, users, version, select);
    }
    if (path === "QueryService_PostQuery") {
      const body = jsonBody(request);
      return crossjoin(
        { ...request, path: `/b1s/${version}/$crossjoin` },
        version,
        new URLSearchParams(String(body?.["QueryOption"])),
      );
    }
    if (request.method !== "GET") return failed(405, -1, "Method not allowed");
    if (path === "Items") {
      const answer = collection(request, book.items.map(item), version, select);
      return answer.status !== 200
        ? answer
        : {
            ...answer,
            body: {
              ...(answer.body as object),
              value: spoiltItems((answer.body as { value: readonly Entity[] }).value),
            },
          };
    }
    const code = /^Items\('((?:[^']|'')*)'\)$/.exec(path)?.[1]?.replaceAll("''", "'");
    if (code !== undefined) {
      const one = book.item(code);
      if (one === undefined) return failed(404, -2028, "No matching records found (ODBC -2028)");
      const whole = item(one);
      return ok(
        select
          ? Object.fromEntries(select.map((field) => [field, whole[field]]))
          : (spoiltItems([whole])[0] ?? whole),
      );
    }
    if (path === "Warehouses")
      return collection(
        request,
        book.locations.map(({ code: WarehouseCode, name, active = true }) => ({
          WarehouseCode,
          WarehouseName: name,
          Inactive: active ? "tNO" : "tYES",
          DropShip: "tNO",
          Nettable: "tYES",
        })),
        version,
        select,
      );
    if (/^\$crossjoin\(Items,Items\/ItemWarehouseInfoCollection\)$/.test(path))
      return crossjoin(request, version, request.query);
    return failed(404, -1, `Unrecognized resource path: ${path}`);
  };

  const route = (request: VendorRequest): Answer => {
    const [, version, rest = ""] = /^\/b1s\/(v[12])\/(.+)$/.exec(request.path) ?? [];
    if (version === undefined) return failed(404, -1, "Unrecognized resource path");
    const path = decodeURIComponent(rest);
    if (path === "Login")
      return request.method === "POST" ? login(request) : failed(405, -1, "Method not allowed");
    const user = userOf(request);
    if (user === null) return failed(401, 301, "Invalid session or session already timeout.");
    if (path === "Logout") {
      sessions.end(current.get(user) ?? "");
      return { status: 204, body: "" };
    }
    return read(request, version, path, user);
  };

  return {
    kind: ({ path }) =>
      path.endsWith("/Login")
        ? "sign_in"
        : /\/(Items\b|%24crossjoin|\$crossjoin|QueryService)/i.test(path)
          ? "stock"
          : "other",
    answer(request) {
      try {
        return route(request);
      } catch (error) {
        if (error instanceof ODataError) return failed(400, 201, error.message);
        throw error;
      }
    },
    slowDown: (seconds) => ({
      ...failed(503, -1, "The server is busy"),
      headers: { "retry-after": String(seconds) },
    }),
    failure: () => failed(500, -1, "Internal error"),
    config: (account) => ({
      address: stage.origin,
      version: "v2",
      companyDb: account === "wrong_account" ? "SBOANOTHER" : companyDb,
      user: named(account),
      password: account === "wrong_credentials" ? "wrong" : `password-${named(account)}`,
    }),
    expireTokens: sessions.endAll,
    leastMilliseconds: () => 0,
    extras: {
      /** The same account under the older protocol. */
      olderConfig: () => ({
        address: stage.origin,
        version: "v1",
        companyDb,
        user: "good",
        password: "password-good",
      }),
      sessions: () => sessions.living,
    },
  };
}

/** Names: SDKHelp, ItemWarehouseInfo. */
function warehouseInfo(row: HeldRow): Entity {
  return {
    WarehouseCode: row.code,
    InStock: Number(row.onHand),
    Committed: Number(row.committed),
    Ordered: Number(row.incoming),
    MinimalStock: Number(row.safetyStock),
    MaximalStock: 0,
    Locked: "tNO",
    CountedQuantity: 0,
    WasCounted: "tNO",
    ItemCode: row.item,
  };
}

function ordered(rows: readonly Entity[], order: string | null): readonly Entity[] {
  if (order === null) return rows;
  const [field = "", direction = "asc"] = order.trim().split(/\s+/);
  const sign = direction === "desc" ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [left, right] = [fieldOf(a, field) as string, fieldOf(b, field) as string];
    return left === right ? 0 : left < right ? -sign : sign;
  });
}

function failed(status: number, code: number, value: string): Answer {
  return { status, body: { error: { code, message: { lang: "en-us", value } } } };
}

function named(account: AccountKind): string {
  return account === "missing_rights" || account === "wide_rights" ? account : "good";
}
