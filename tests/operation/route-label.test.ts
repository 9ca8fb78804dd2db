import { describe, expect, test } from "vitest";
import { routeLabels } from "../../app/operation/route-label.ts";

const labelOf = routeLabels({
  root: { path: "" },
  app: { parentId: "root", path: "app" },
  list: { parentId: "app", path: "resyncs" },
  one: { parentId: "app", path: "resyncs/:id" },
  add: { parentId: "app", path: "resyncs/new" },
  csv: { parentId: "app", path: "audit.csv" },
  auth: { parentId: "root", path: "auth/*" },
});

describe("the name of a route in the metrics", () => {
  test.each([
    ["/", "/"],
    ["/app", "/app"],
    ["/app/resyncs", "/app/resyncs"],
    ["/app/resyncs/", "/app/resyncs"],
    ["/app/resyncs/7b1c", "/app/resyncs/:id"],
    ["/app/resyncs/new", "/app/resyncs/new"],
    ["/auth/login/again", "/auth/*"],
    ["/app/audit.csv", "/app/audit.csv"],
  ])("%s is %s", (path, label) => {
    expect(labelOf(path)).toBe(label);
  });

  test.each(["/app/auditXcsv", "/wp-login.php", "/app/resyncs/7b1c/steal", "//app"])(
    "%s, which no route answers, is not in it",
    (path) => {
      expect(labelOf(path)).toBe("other");
    },
  );
});
