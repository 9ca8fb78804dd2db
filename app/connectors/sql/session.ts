import type { ConnectorContext } from "../contract.ts";
import type { SqlConfig } from "./config.ts";
import { openMysql } from "./mysql.ts";
import { openPostgres } from "./postgres.ts";
import type { SqlSession } from "./reading.ts";
import { openSqlServer } from "./sqlserver.ts";

/** Throws ConnectorError. */
export function openSession(config: SqlConfig, context: ConnectorContext): Promise<SqlSession> {
  switch (config.engine) {
    case "postgresql":
      return openPostgres(config, context);
    case "mysql":
      return openMysql(config, context);
    case "sqlserver":
      return openSqlServer(config, context);
  }
}
