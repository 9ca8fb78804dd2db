import { DatabaseSync } from "node:sqlite";
import type { SeedLocation } from "../contract.ts";
import { isZero, minus } from "../shared/decimal.ts";
import type { HeldRow, StockBook } from "../shared/stock-book.ts";
import { accountDate, fromText, toChar } from "./oracle-dates.ts";
import { dateColumns, SuiteQlError, translated } from "./dialect.ts";

/**
 * The account's tables, asked in SuiteQL. SQLite does the work, so that a query may be any that the vendor would take: joins, keysets,
 * aggregates. What Oracle says otherwise is in dialect.ts and oracle-dates.ts.
 */
export interface SuiteQl {
  /** Throws SuiteQlError with the vendor's sentence. */
  run(query: string, offset: number, limit: number): QueryPage;
}

export interface QueryPage {
  readonly items: readonly Readonly<Record<string, string>>[];
  readonly total: number;
}

const schema = `
  create table item (id integer primary key, itemid text, displayname text, upccode text, itemtype text, isinactive text,
    unitstype integer, stockunit integer, saleunit integer, purchaseunit integer, parent integer, lastmodifieddate integer,
    custitem_sku text);
  create table location (id integer primary key, name text, fullname text, isinactive text, makeinventoryavailable text,
    subsidiary integer, parent integer);
  create table aggregateitemlocation (item integer, location integer, quantityonhand numeric, quantityavailable numeric,
    quantitycommitted numeric, quantitybackordered numeric, quantityonorder numeric, quantityintransit numeric,
    safetystocklevel numeric, preferredstocklevel numeric, reorderpoint numeric, lastquantityavailablechange integer,
    primary key (item, location)) without rowid;
  create view inventoryitemlocations as select * from aggregateitemlocation;
  create table inventorybalance (item integer, location integer, binnumber integer, inventorynumber integer, inventorystatus integer,
    quantityonhand numeric, quantityavailable numeric);
  create index balance_by_place on inventorybalance (item, location);
  create table "transaction" (id integer primary key, tranid text, type text, trandate integer, createddate integer,
    lastmodifieddate integer, memo text);
  create table transactionline (id integer, uniquekey integer primary key, "transaction" integer, item integer, location integer, quantity numeric,
    isinventoryaffecting text, iscogs text, mainline text, linelastmodifieddate integer, linecreateddate integer);
  create index line_by_transaction on transactionline ("transaction");
`;

export function createSuiteQl(book: StockBook, zone: string): SuiteQl {
  const db = new DatabaseSync(":memory:");
  db.exec(schema);
  db.function("TO_CHAR", { deterministic: true }, (at, format) =>
    at === null ? null : toChar(zone, Number(at), textOf(format)),
  );
  for (const name of ["TO_TIMESTAMP", "TO_TIMESTAMP_TZ", "TO_DATE"])
    db.function(name, { deterministic: true }, (text, format) =>
      fromText(zone, textOf(text), textOf(format)),
    );
  db.function("NVL", { deterministic: true }, (value, other) => value ?? other);
  const sync = synchroniser(db, book);

  return {
    run(query, offset, limit) {
      sync();
      const { sql, ordered } = translated(query);
      // Without ORDER BY nothing says that the second page begins where the first one ended, and here it never does.
      const from = ordered || offset === 0 ? offset : offset - 1;
      try {
        const statement = db.prepare(`select * from (${sql}) limit ${limit} offset ${from}`);
        const columns = statement.columns();
        const dates = columns.filter(({ column }) => dateColumns.has(column ?? "")).map(({ name }) => name);
        const items = statement.all().map((row) => printed(row, new Set(dates), zone));
        const counted = db.prepare(`select count(*) as total from (${sql})`).get() as { total: number };
        return { items, total: counted.total };
      } catch (error) {
        throw new SuiteQlError(vendorSentence(error));
      }
    },
  };
}

/** Null columns are left out; the others are text, but dates that nobody formatted come in the account's format. */
function printed(
  row: Readonly<Record<string, unknown>>,
  dates: ReadonlySet<string>,
  zone: string,
): Readonly<Record<string, string>> {
  const item: Record<string, string> = {};
  for (const [name, value] of Object.entries(row)) {
    if (value === null) continue;
    item[name.toLowerCase()] = dates.has(name) ? accountDate(zone, Number(value)) : textOf(value);
  }
  return item;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : String(Number(value));
}

function vendorSentence(error: unknown): string {
  const message = error instanceof Error ? error.message : "unknown";
  const column = /no such column: (\S+)/.exec(message)?.[1];
  if (column !== undefined)
    return `Search error occurred: Field '${column}' for record was not found. Reason: NOT_EXPOSED - Field is not exposed.`;
  const table = /no such table: (\S+)/.exec(message)?.[1];
  if (table !== undefined) return `Search error occurred: Record '${table}' was not found.`;
  return `Search error occurred: Invalid or unsupported search (${message}).`;
}

function synchroniser(db: DatabaseSync, book: StockBook): () => void {
  const written = new Map<number, HeldRow>();
  let rows: readonly HeldRow[] = [];
  let locations: readonly SeedLocation[] = [];
  let changes = 0;
  let items = 0;
  const addItem = db.prepare(
    "insert into item values (?, ?, ?, null, 'InvtPart', 'F', 1, 1, 1, 1, null, null, ?)",
  );
  const addRow = db.prepare(
    "insert or replace into aggregateitemlocation values (?, ?, ?, ?, ?, null, ?, null, ?, null, null, ?)",
  );
  const dropRow = db.prepare("delete from aggregateitemlocation where item = ? and location = ?");
  const dropBalance = db.prepare("delete from inventorybalance where item = ? and location = ?");
  const addBalance = db.prepare("insert into inventorybalance values (?, ?, null, null, ?, ?, ?)");
  const addTransaction = db.prepare('insert into "transaction" values (?, ?, ?, ?, ?, ?, null)');
  const addLine = db.prepare("insert into transactionline values (1, ?, ?, ?, ?, ?, 'T', 'F', 'F', ?, ?)");

  const write = (row: HeldRow): void => {
    const location = Number(row.code);
    const orNull = (quantity: string): string | null => (isZero(quantity) ? null : quantity);
    const { itemId, onHand, committed } = row;
    const at = Date.parse(row.updatedAt);
    const available = minus(onHand, committed);
    addRow.run(
      itemId,
      location,
      onHand,
      available,
      committed,
      orNull(row.incoming),
      orNull(row.safetyStock),
      at,
    );
    dropBalance.run(itemId, location);
    const good = minus(onHand, row.unavailable);
    addBalance.run(itemId, location, 1, good, minus(good, committed));
    if (!isZero(row.unavailable)) addBalance.run(itemId, location, 2, row.unavailable, "0");
  };

  return () => {
    if (rows === book.rows && locations === book.locations) return;
    db.exec("begin");
    if (locations !== book.locations) {
      locations = book.locations;
      db.exec("delete from location");
      const add = db.prepare("insert into location values (?, ?, ?, ?, 'T', 1, null)");
      for (const { code, name, active } of locations)
        add.run(Number(code), name, name, active === false ? "T" : "F");
    }
    rows = book.rows;
    for (const { id, item } of book.items.slice(items)) addItem.run(id, item, item, item);
    items = book.items.length;
    const kept = new Set<number>();
    for (const row of rows) {
      kept.add(row.id);
      if (written.get(row.id) === row) continue;
      written.set(row.id, row);
      write(row);
    }
    for (const [id, row] of written) {
      if (kept.has(id)) continue;
      written.delete(id);
      dropRow.run(row.itemId, Number(row.code));
      dropBalance.run(row.itemId, Number(row.code));
    }
    for (const { id, at, itemId, code, delta } of book.changes.slice(changes)) {
      addTransaction.run(id, `INVADJ${id}`, "InvAdjst", at, at, at);
      addLine.run(id, id, itemId, Number(code), delta, at, at);
    }
    changes = book.changes.length;
    db.exec("commit");
  };
}
