import { isIP, Socket } from "node:net";
import type { Dial } from "../../connectors/dial.ts";
import { plainHostname } from "./allowed-hosts.ts";
import type { Resolve } from "./dispatcher.ts";
import { HttpError } from "./error.ts";
import { guardAddress, guardResolved, type GuardRules } from "./guard.ts";

/** Connects to the very address that was looked at, so that a name that changes its answer in between gains nothing. */
export function guardedDial(rules: GuardRules, connectTimeoutMs: number, resolve: Resolve): Dial {
  return async ({ host, port, signal }) => {
    const hostname = plainHostname(host.toLowerCase());
    const named = rules.allowed.includes(hostname, String(port));
    const address = await addressOf(hostname, named, resolve);
    signal.throwIfAborted();
    const socket = new Socket();
    const deadline = AbortSignal.any([signal, AbortSignal.timeout(connectTimeoutMs)]);
    try {
      await connected(socket, address, port, deadline);
    } catch (error) {
      socket.destroy();
      signal.throwIfAborted();
      throw new HttpError("connection", `${hostname}:${port} cannot be reached`, { cause: error });
    }
    return socket;
  };
}

async function addressOf(hostname: string, named: boolean, resolve: Resolve): Promise<string> {
  if (isIP(hostname) !== 0) {
    guardAddress(hostname, hostname, named);
    return hostname;
  }
  const answers = await resolve(hostname).catch((error: unknown) => {
    throw new HttpError("connection", `There is no host called ${hostname}`, { cause: error });
  });
  guardResolved(answers, hostname, named);
  const [first] = answers;
  if (!first) throw new HttpError("connection", `There is no host called ${hostname}`);
  return first.address;
}

function connected(socket: Socket, host: string, port: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    signal.addEventListener("abort", abort, { once: true });
    socket.once("error", reject);
    socket.connect({ host, port }, () => {
      socket.off("error", reject);
      signal.removeEventListener("abort", abort);
      resolve();
    });
  });
}
