import { lookup, type LookupAddress } from "node:dns";
import type { LookupFunction } from "node:net";
import { promisify } from "node:util";
import { Agent, buildConnector } from "undici";
import { plainHostname } from "./allowed-hosts.ts";
import { guardAddress, guardResolved, type GuardRules } from "./guard.ts";

export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

const systemLookup = promisify(lookup);
export const systemResolve: Resolve = (hostname) => systemLookup(hostname, { all: true });

/**
 * Connections for addresses that people typed. The guard stands where the connection is made, on the very answer of the resolver
 * that is connected to, so that a name that changes its answer between check and use gains nothing.
 */
export function guardedDispatcher(rules: GuardRules, connectTimeoutMs: number, resolve: Resolve): Agent {
  const open = (named: boolean) =>
    buildConnector({ timeout: connectTimeoutMs, lookup: guardedLookup(resolve, named) });
  const connectors = { named: open(true), unnamed: open(false) };
  return new Agent({
    connect: (options, callback) => {
      const named = rules.allowed.includes(plainHostname(options.hostname), portOf(options));
      const connect = named ? connectors.named : connectors.unnamed;
      connect(options, (error, socket) => {
        if (error) {
          callback(error, null);
          return;
        }
        try {
          // An address that was written out never passes the lookup.
          guardAddress(socket.remoteAddress ?? "", options.hostname, named);
        } catch (refusal) {
          socket.destroy();
          callback(refusal as Error, null);
          return;
        }
        callback(null, socket);
      });
    },
  });
}

function portOf(options: buildConnector.Options): string {
  return options.port || (options.protocol === "https:" ? "443" : "80");
}

function guardedLookup(resolve: Resolve, named: boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (answers) => {
        try {
          guardResolved(answers, hostname, named);
        } catch (refusal) {
          callback(refusal as Error, "", 0);
          return;
        }
        const [first] = answers;
        if (!first) callback(new Error(`${hostname} has no address`), "", 0);
        else if (options.all) callback(null, [...answers]);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => callback(error as Error, "", 0),
    );
  };
}
