import { channelKinds, type Address, type ChannelKind, type Rules } from "../channels/channel.ts";
import type { TypedChannel } from "../channels/typed.ts";
import { notifyTexts } from "./texts.ts";

const texts = notifyTexts.typed;
const LONGEST_NAME = 60;
const LONGEST_ADDRESS = 2_000;
const SHORTEST_SECRET = 16;

type Typed = Omit<TypedChannel, "id" | "mine">;

export interface ReadChannel {
  readonly kind: ChannelKind;
  readonly name: string;
  readonly rules: Rules;
  /** Null: the stored one stays. */
  readonly address: Address | null;
}

/** What was typed as a channel, or a sentence for every field that is wrong. `stored`: an address is known already. */
export function readChannel(
  typed: Typed,
  stored: boolean,
): ReadChannel | { readonly problems: Readonly<Record<string, string>> } {
  const problems: Record<string, string> = {};
  const kind = channelKinds.find((known) => known === typed.kind) ?? "mail";
  const name = typed.name.trim();
  if (name === "" || name.length > LONGEST_NAME) problems["name"] = texts.name;
  const address = readAddress(kind, typed, stored, problems);
  const time = (field: "digestAt" | "quietFrom" | "quietTo"): string | null => {
    const text = typed[field].trim();
    if (text === "" || /^([01]\d|2[0-3]):[0-5]\d$/.test(text)) return text === "" ? null : text;
    problems[field] = texts.time;
    return null;
  };
  const [digestAt, from, to] = [time("digestAt"), time("quietFrom"), time("quietTo")];
  if ((from === null) !== (to === null)) problems[from === null ? "quietFrom" : "quietTo"] ??= texts.quiet;
  const threshold = typed.threshold.trim();
  if (!/^(\d{1,12}(\.\d{1,2})?)?$/.test(threshold)) problems["threshold"] = texts.money;
  const atOnce = (["oversell", "everything", "nothing"] as const).find((word) => word === typed.atOnce);
  if (Object.keys(problems).length > 0) return { problems };
  return {
    kind,
    name,
    address,
    rules: {
      atOnce: atOnce ?? "oversell",
      threshold: threshold === "" ? null : threshold,
      digestAt,
      quiet: from !== null && to !== null ? { from, to } : null,
    },
  };
}

function readAddress(
  kind: ChannelKind,
  { to: typed, secret: typedSecret }: Typed,
  stored: boolean,
  problems: Record<string, string>,
): Address | null {
  const [to, secret] = [typed.trim(), typedSecret.trim()];
  if (to === "" && secret === "" && stored) return null;
  if (kind === "mail") {
    // One address: a list of them would be told in one mail, and one refusal would be everybody's.
    if (!/^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+\.[^\s@<>(),;:"]+$/.test(to) || to.length > 254)
      problems["to"] = texts.mail;
    return { to, secret: null };
  }
  const url = to.length <= LONGEST_ADDRESS ? URL.parse(to) : null;
  if (!url || !["https:", "http:"].includes(url.protocol) || url.username !== "" || url.password !== "")
    problems["to"] = to === "" && stored ? texts.both : texts.url;
  if (kind === "webhook" && secret.length < SHORTEST_SECRET) problems["secret"] = texts.secret;
  return { to, secret: kind === "webhook" ? secret : null };
}
