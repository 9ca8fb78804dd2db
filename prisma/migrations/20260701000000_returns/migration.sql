-- The treadmill asks for what came back, which is little of what there was.
CREATE INDEX "discrepancies_that_returned" ON "discrepancies" ("shop", "first_seen_at") WHERE "return_of" IS NOT NULL;
