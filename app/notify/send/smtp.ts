import { Readable } from "node:stream";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import type { Outcome } from "./outcome.ts";

/** A mail as it goes over the wire, for one reader. */
export interface Letter {
  readonly from: string;
  readonly to: string;
  readonly bytes: Uint8Array;
}

export interface SmtpTimes {
  readonly connectMs: number;
  /** Silence of the server. */
  readonly silenceMs: number;
}

const usualTimes: SmtpTimes = { connectMs: 10_000, silenceMs: 30_000 };

export type PostLetter = (letter: Letter, signal: AbortSignal) => Promise<Outcome>;

/** `smtp://user:password@host:587` encrypts as soon as the server offers it, and must where there is a password; `smtps://` from the start. */
export function smtpPost(server: URL, times: SmtpTimes = usualTimes): PostLetter {
  return (letter, signal) => new Attempt(server, times, letter).run(signal);
}

/** One connection, one letter. It knows whether the letter has begun to leave, which the error of a dead connection does not say. */
class Attempt {
  readonly #server: URL;
  readonly #letter: Letter;
  readonly #connection: SMTPConnection;
  #left = false;

  constructor(server: URL, { connectMs, silenceMs }: SmtpTimes, letter: Letter) {
    this.#server = server;
    this.#letter = letter;
    const secure = server.protocol === "smtps:";
    this.#connection = new SMTPConnection({
      host: server.hostname.replace(/^\[|\]$/g, ""),
      port: server.port === "" ? (secure ? 465 : 587) : Number(server.port),
      secure,
      requireTLS: !secure && server.password !== "" && !isLoopback(server.hostname),
      connectionTimeout: connectMs,
      dnsTimeout: connectMs,
      greetingTimeout: silenceMs,
      socketTimeout: silenceMs,
      socketCloseTimeout: 0,
    });
  }

  async run(signal: AbortSignal): Promise<Outcome> {
    const stop = (): void => this.#connection.close();
    signal.addEventListener("abort", stop, { once: true });
    try {
      signal.throwIfAborted();
      await this.#converse();
      this.#connection.quit();
      return { kind: "sent" };
    } catch (error) {
      this.#connection.close();
      return this.#meaningOf(error);
    } finally {
      signal.removeEventListener("abort", stop);
    }
  }

  #converse(): Promise<void> {
    const { username, password } = this.#server;
    return new Promise((resolve, reject) => {
      // It stays after the first error: a connection may fail again while it ends.
      this.#connection.on("error", reject);
      this.#connection.once("end", () => reject(new Error("The connection ended")));
      const settle = (error?: Error | null): void => (error ? reject(error) : resolve());
      const send = (error?: Error | null): void => {
        if (error) reject(error);
        else this.#connection.send({ from: this.#letter.from, to: [this.#letter.to] }, this.#body(), settle);
      };
      this.#connection.connect((error?: Error | null) => {
        if (error || password === "") {
          send(error);
          return;
        }
        const credentials = { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
        this.#connection.login({ credentials }, send);
      });
    });
  }

  /** The server has asked for the content before anybody reads this. */
  #body(): Readable {
    const { bytes } = this.#letter;
    const leave = (): void => {
      this.#left = true;
    };
    return new Readable({
      read() {
        leave();
        this.push(bytes);
        this.push(null);
      },
    });
  }

  #meaningOf(error: unknown): Outcome {
    const { code, command, response, responseCode } = error as SmtpFailure;
    const host = this.#server.hostname;
    if (responseCode === undefined) {
      return this.#left
        ? { kind: "unconfirmed", why: `The mail server ${host} did not say whether it took the mail.` }
        : { kind: "later", why: `The mail server ${host} cannot be reached (${code ?? "cut"}).` };
    }
    const said = `The mail server said: ${(response ?? String(responseCode)).slice(0, 200)}`;
    if (code === "EAUTH" || responseCode < 500) return { kind: "later", why: said };
    return command === "RCPT TO" && isNobody(responseCode, response ?? "")
      ? { kind: "gone", why: `The address was refused. ${said}` }
      : { kind: "refused", why: said };
  }
}

interface SmtpFailure {
  readonly code?: string;
  readonly command?: string;
  readonly response?: string;
  readonly responseCode?: number;
}

/** Only what concerns the address itself: a server that dislikes the sender says 5.7.x of every address. */
function isNobody(responseCode: number, response: string): boolean {
  const enhanced = /^\d{3}[ -](\d\.\d{1,3})\.\d{1,3}/.exec(response)?.[1];
  return enhanced === undefined ? [550, 551, 553].includes(responseCode) : enhanced === "5.1";
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || hostname.startsWith("127.");
}
