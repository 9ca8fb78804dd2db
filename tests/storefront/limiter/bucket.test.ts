import { expect, test } from "vitest";
import { Bucket } from "../../../app/storefront/limiter/bucket.ts";

const full = { maximumAvailable: 1000, currentlyAvailable: 1000, restoreRate: 100 };

function bucketWith(currentlyAvailable: number): Bucket {
  const bucket = new Bucket();
  bucket.release(bucket.hold(0, 0), 0, { ...full, currentlyAvailable }, 0);
  return bucket;
}

test("before the first report one request may leave, and the next waits for its answer", () => {
  const bucket = new Bucket();
  expect(bucket.waitFor(100, 0)).toBe(0);
  bucket.hold(100, 0);
  expect(bucket.waitFor(1, 0)).toBeNull();
});

test("points come back at the reported rate, to the millisecond", () => {
  const bucket = bucketWith(40);
  expect(bucket.waitFor(100, 0)).toBe(600);
  expect(bucket.waitFor(100, 599)).toBe(1);
  expect(bucket.waitFor(100, 600)).toBe(0);
});

test("asking for more than a full bucket waits for a full one", () => {
  expect(bucketWith(0).waitFor(5000, 0)).toBe(10_000);
});

test("what Shopify charged less than it held is there again at once", () => {
  const bucket = bucketWith(1000);
  const hold = bucket.hold(900, 0);
  expect(bucket.waitFor(200, 0)).toBeNull();
  bucket.release(hold, 100, null, 0);
  expect(bucket.waitFor(900, 0)).toBe(0);
});

test("an answer that was overtaken on its way does not bring points back that are gone", () => {
  const bucket = bucketWith(500);
  const overtaken = bucket.hold(100, 0);
  const quick = bucket.hold(300, 0);
  bucket.release(quick, 300, { ...full, currentlyAvailable: 100 }, 0);
  bucket.release(overtaken, 100, { ...full, currentlyAvailable: 400 }, 0);
  expect(bucket.waitFor(200, 0)).toBeGreaterThan(0);
});

test("a request that was alone learns when another process has spent the points", () => {
  const bucket = bucketWith(1000);
  bucket.release(bucket.hold(10, 0), 10, { ...full, currentlyAvailable: 0 }, 0);
  expect(bucket.waitFor(100, 0)).toBe(1000);
});
