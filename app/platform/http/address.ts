import ipaddr from "ipaddr.js";

/** `private` ones may be allowed by the operator; `forbidden` ones never are. */
export type AddressClass = "public" | "private" | "forbidden";

/** Cloud metadata services that stand outside the link-local range. */
const metadata = ["168.63.129.16", "100.100.100.200", "192.0.0.192", "fd00:ec2::254", "fd20:ce::254"].map(
  (text) => ipaddr.process(text).toNormalizedString(),
);

const privateRanges = new Set(["loopback", "private", "carrierGradeNat", "uniqueLocal"]);

/** IPv6 forms that carry an IPv4 address, by the first byte of it. */
const embedded = [
  { network: ipaddr.IPv6.parseCIDR("64:ff9b::/96"), at: 12 },
  { network: ipaddr.IPv6.parseCIDR("64:ff9b:1::/48"), at: 12 },
  { network: ipaddr.IPv6.parseCIDR("2002::/16"), at: 2 },
  { network: ipaddr.IPv6.parseCIDR("::/96"), at: 12 },
] as const;

/** What kind of network an IP address (as text, without brackets) belongs to. Anything that is no unicast address is forbidden. */
export function classifyAddress(text: string): AddressClass {
  if (!ipaddr.isValid(text)) return "forbidden";
  const address = ipaddr.process(text);
  if (metadata.includes(address.toNormalizedString())) return "forbidden";
  if (address instanceof ipaddr.IPv6) return classifyIPv6(address);
  return classOf(address.range());
}

function classifyIPv6(address: ipaddr.IPv6): AddressClass {
  if (address.range() === "loopback") return "private";
  if (address.range() === "unspecified") return "forbidden";
  const carrier = embedded.find(({ network }) => address.match(network));
  if (!carrier) return classOf(address.range());
  const inner = address.toByteArray().slice(carrier.at, carrier.at + 4);
  // The gateway behind such a prefix is not ours to know, so what it leads to inside is never allowed.
  return classifyAddress(inner.join(".")) === "public" && carrier.at === 12 ? "public" : "forbidden";
}

function classOf(range: string): AddressClass {
  if (range === "unicast") return "public";
  return privateRanges.has(range) ? "private" : "forbidden";
}
