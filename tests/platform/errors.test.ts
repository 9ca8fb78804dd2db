import { describe, expect, it } from "vitest";
import { PublicError, publicFace } from "../../app/platform/errors.ts";

describe("publicFace", () => {
  it("shows a refusal as it is", () => {
    expect(publicFace(new PublicError("This file is larger than 20 MB.", 413))).toEqual({
      sentence: "This file is larger than 20 MB.",
      status: 413,
    });
  });

  it("shows nothing of a fault", () => {
    const face = publicFace(new Error("connect ECONNREFUSED db.internal:5432"));
    expect(face.status).toBe(500);
    expect(face.sentence).not.toContain("db.internal");
  });
});
