import { describe, expect, it } from "vitest";
import { classifyAddress } from "../../../app/platform/http/address.ts";

describe("an IP address", () => {
  it.each([
    ["8.8.8.8", "public"],
    ["2606:4700::1111", "public"],
    ["127.0.0.1", "private"],
    ["127.255.255.254", "private"],
    ["10.1.2.3", "private"],
    ["172.16.0.1", "private"],
    ["172.32.0.1", "public"],
    ["192.168.1.1", "private"],
    ["100.64.0.1", "private"],
    ["::1", "private"],
    ["fd12:3456::1", "private"],
    ["0.0.0.0", "forbidden"],
    ["::", "forbidden"],
    ["255.255.255.255", "forbidden"],
    ["224.0.0.1", "forbidden"],
    ["ff02::1", "forbidden"],
    ["fe80::1", "forbidden"],
    ["240.0.0.1", "forbidden"],
    ["198.18.0.1", "forbidden"],
    ["192.0.2.1", "forbidden"],
  ])("%s is %s", (address, kind) => {
    expect(classifyAddress(address)).toBe(kind);
  });

  it.each([
    "169.254.169.254",
    "fd00:ec2::254",
    "100.100.100.200",
    "168.63.129.16",
    "192.0.0.192",
    "::ffff:169.254.169.254",
  ])("%s, a metadata service, is always forbidden", (address) => {
    expect(classifyAddress(address)).toBe("forbidden");
  });

  it.each([
    ["::ffff:127.0.0.1", "private"],
    ["::ffff:10.0.0.1", "private"],
    ["::ffff:8.8.8.8", "public"],
    ["64:ff9b::7f00:1", "forbidden"],
    ["64:ff9b::a9fe:a9fe", "forbidden"],
    ["64:ff9b:1::a00:1", "forbidden"],
    ["2002:7f00:1::", "forbidden"],
    ["2002:808:808::", "forbidden"],
    ["::7f00:1", "forbidden"],
    ["2001:0:7f00:1::", "forbidden"],
  ])("%s hides an IPv4 address and is %s", (address, kind) => {
    expect(classifyAddress(address)).toBe(kind);
  });

  it("is forbidden when it is none at all", () => {
    expect(classifyAddress("localhost")).toBe("forbidden");
    expect(classifyAddress("")).toBe("forbidden");
  });
});
