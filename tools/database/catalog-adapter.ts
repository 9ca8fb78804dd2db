import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum, DriverAdapterError, type SqlDriverAdapter } from "@prisma/driver-adapter-utils";
import pg from "pg";
import { z } from "zod";

const INTERNAL_CHAR = 18;
const TEXT = 25;
const CHAR_MARK = "\u0000char";

/** Prisma's adapter, fit for what the schema engine does and a client does not: reading catalogs and running whole scripts. */
export async function connectForCatalogs(url: string): Promise<SqlDriverAdapter> {
  const pool = new pg.Pool({ connectionString: url, max: 2, Client: CatalogClient });
  const adapter = await new PrismaPg(pool, { disposeExternalPool: true }).connect();
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    return {
      ...result,
      columnNames: result.columnNames.map((name) => name.replace(CHAR_MARK, "")),
      columnTypes: result.columnTypes.map((type, column) =>
        result.columnNames[column]?.endsWith(CHAR_MARK) ? ColumnTypeEnum.Character : type,
      ),
    };
  };
  // The adapter's own cuts a script at every semicolon, those in comments and function bodies included.
  adapter.executeScript = async (script) => {
    try {
      await pool.query(script);
    } catch (error) {
      throw error instanceof pg.DatabaseError ? asDriverError(error) : error;
    }
  };
  return adapter;
}

function asDriverError({
  code,
  severity,
  message,
  detail,
  column,
  hint,
}: pg.DatabaseError): DriverAdapterError {
  return new DriverAdapterError({
    kind: "postgres",
    code: code ?? "XX000",
    severity: severity ?? "ERROR",
    message,
    detail,
    column,
    hint,
  });
}

const rowDescription = z.custom<{ fields: { name: string; dataTypeID: number }[] }>(
  (message) =>
    z
      .object({ fields: z.array(z.looseObject({ name: z.string(), dataTypeID: z.number() })) })
      .safeParse(message).success,
);

/** The adapter refuses columns of the catalogs' one-byte type "char"; here they pass as marked text. */
class CatalogClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.connection.prependListener("rowDescription", (message: unknown) => {
      for (const field of rowDescription.parse(message).fields) {
        if (field.dataTypeID !== INTERNAL_CHAR) continue;
        field.dataTypeID = TEXT;
        field.name += CHAR_MARK;
      }
    });
  }
}
