import { startMariadb } from "./mariadb.ts";
import { findSftp } from "./openssh.ts";
import { startPostgres } from "./postgres.ts";
import { startTryton } from "./tryton/start.ts";
import type { Seeded } from "./tryton/seed.ts";

/** What a test is told of the servers that were started for it. All are at 127.0.0.1. */
export interface RealServers {
  readonly postgres: { readonly port: number };
  readonly mariadb: { readonly port: number };
  readonly tryton: {
    readonly address: string;
    readonly database: string;
    readonly admin: { readonly user: string; readonly password: string };
    readonly seeded: Seeded;
    readonly startedAt: number;
  };
  /** Path of the program: a test starts it with what it is about. */
  readonly sftp: { readonly daemon: string };
}

/** A server as it is had from Debian. */
export interface RealServer<Reached> {
  readonly packages: readonly string[];
  /** Null where its programs are not on this machine. `folder` is its own and goes with the run. */
  start(folder: string, end: EndWith): Promise<Reached | null>;
}

/** What must be done before the run is over. */
export type EndWith = (stop: () => Promise<void>) => void;

export const realServers: { readonly [Name in keyof RealServers]: RealServer<RealServers[Name]> } = {
  postgres: { packages: ["postgresql"], start: startPostgres },
  mariadb: { packages: ["mariadb-server"], start: startMariadb },
  sftp: { packages: ["openssh-server"], start: findSftp },
  tryton: { packages: ["tryton-server", "tryton-modules-stock"], start: startTryton },
};
