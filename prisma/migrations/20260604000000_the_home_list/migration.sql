-- What people look for products by.
ALTER TABLE "products"
    ADD COLUMN "vendor" TEXT,
    ADD COLUMN "tags" TEXT[] NOT NULL DEFAULT '{}',
    -- What a search looks through, lowered once rather than for every search.
    ADD COLUMN "words" TEXT GENERATED ALWAYS AS (
        lower("sku" || chr(10) || COALESCE("product_title", '') || chr(10) || COALESCE("variant_title", ''))
    ) STORED;
CREATE INDEX "products_shop_vendor_idx" ON "products" ("shop", "vendor");
CREATE INDEX "products_tags_idx" ON "products" USING GIN ("tags");

-- The orders of the list, over what a person still has to see. The expressions are those of views/list-orders.ts, to the letter.
CREATE INDEX "discrepancies_open_by_weight" ON "discrepancies" (
    "shop", (CASE WHEN "direction" = 'can_oversell' THEN 0 ELSE 1 END), COALESCE(- "money", 1), COALESCE(- "units_millionths", 1),
    "sku", "location_id", "pool"
) WHERE "state" IN ('open', 'acknowledged', 'resyncing');
CREATE INDEX "discrepancies_open_by_money" ON "discrepancies" (
    "shop", COALESCE(- "money", 1), "sku", "location_id", "pool"
) WHERE "state" IN ('open', 'acknowledged', 'resyncing');
CREATE INDEX "discrepancies_open_by_units" ON "discrepancies" (
    "shop", COALESCE(- "units_millionths", 1), "sku", "location_id", "pool"
) WHERE "state" IN ('open', 'acknowledged', 'resyncing');
CREATE INDEX "discrepancies_open_by_age" ON "discrepancies" (
    "shop", "first_seen_at", "sku", "location_id", "pool"
) WHERE "state" IN ('open', 'acknowledged', 'resyncing');
CREATE INDEX "discrepancies_open_by_sku" ON "discrepancies" (
    "shop", "sku", "location_id", "pool"
) WHERE "state" IN ('open', 'acknowledged', 'resyncing');
CREATE INDEX "discrepancies_open_by_cause" ON "discrepancies" (
    "shop", "cause"
) WHERE "state" IN ('open', 'acknowledged', 'resyncing');
CREATE INDEX "discrepancies_open_by_handoff" ON "discrepancies" (
    "shop", "handoff"
) WHERE "state" IN ('open', 'acknowledged', 'resyncing');
CREATE INDEX "discrepancies_open_again" ON "discrepancies" (
    "shop", "recurrence"
) WHERE "state" IN ('open', 'acknowledged', 'resyncing') AND "recurrence" > 0;

CREATE INDEX "discrepancies_of_no_product" ON "discrepancies" (
    "shop", "sku"
) WHERE "inventory_item_id" IS NULL AND "state" <> 'resolved';

-- To take back what a person did to many at once.
CREATE INDEX "discrepancy_transitions_of_people" ON "discrepancy_transitions" ("shop", "actor", "at") WHERE "actor" <> 'scan';

-- Per location: in all ('all'), of each incident (its id), and of what none explains yet ('none').
CREATE TABLE "discrepancy_tallies" (
    "shop" TEXT NOT NULL,
    "location_id" TEXT NOT NULL,
    "part" TEXT NOT NULL,
    "open" INTEGER NOT NULL,
    "can_oversell" INTEGER NOT NULL,
    "hidden_stock" INTEGER NOT NULL,
    "coming_back" INTEGER NOT NULL,
    "settling" INTEGER NOT NULL,
    "patched" INTEGER NOT NULL,
    "units_millionths" NUMERIC(30, 0),
    "money" DECIMAL(24, 6),
    "money_oversold" DECIMAL(24, 6),
    "first_seen_at" TIMESTAMPTZ(3),
    "first_handoff" TEXT,
    "last_handoff" TEXT,
    "flow" TEXT,

    CONSTRAINT "discrepancy_tallies_pkey" PRIMARY KEY ("shop", "location_id", "part"),
    CONSTRAINT "discrepancy_tallies_shop_fkey" FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE
);

-- Locations to tally again. Only ever appended to, so that no writer waits for another.
CREATE TABLE "discrepancy_marks" (
    "id" BIGSERIAL NOT NULL,
    "shop" TEXT NOT NULL,
    "location_id" TEXT NOT NULL,

    CONSTRAINT "discrepancy_marks_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "discrepancy_marks_shop_fkey" FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "discrepancy_marks_shop_idx" ON "discrepancy_marks" ("shop");

-- How much there was at the end of each day, in the shop's zone; of today, so far.
CREATE TABLE "discrepancy_days" (
    "shop" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "open" INTEGER NOT NULL,
    "can_oversell" INTEGER NOT NULL,
    "hidden_stock" INTEGER NOT NULL,
    "coming_back" INTEGER NOT NULL,
    "not_read" INTEGER,

    CONSTRAINT "discrepancy_days_pkey" PRIMARY KEY ("shop", "day"),
    CONSTRAINT "discrepancy_days_shop_fkey" FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE
);

-- Deleting a shop deletes its discrepancies too: then there is nobody left to tally for.
CREATE FUNCTION "mark_added_discrepancies"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO discrepancy_marks (shop, location_id)
    SELECT DISTINCT shop, location_id FROM added WHERE state <> 'resolved';
    RETURN NULL;
END $$;
CREATE FUNCTION "mark_removed_discrepancies"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO discrepancy_marks (shop, location_id)
    SELECT DISTINCT shop, location_id FROM removed
    WHERE state <> 'resolved' AND EXISTS (SELECT FROM shops WHERE domain = removed.shop);
    RETURN NULL;
END $$;
CREATE FUNCTION "mark_changed_discrepancies"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO discrepancy_marks (shop, location_id)
    SELECT DISTINCT added.shop, added.location_id FROM added JOIN removed USING (id)
    WHERE (added.state, added.direction, added.money, added.units_millionths, added.first_seen_at, added.recurrence,
            added.handoff, added.flow, added.incident_id)
        IS DISTINCT FROM (removed.state, removed.direction, removed.money, removed.units_millionths, removed.first_seen_at,
            removed.recurrence, removed.handoff, removed.flow, removed.incident_id);
    RETURN NULL;
END $$;
CREATE TRIGGER "discrepancies_added" AFTER INSERT ON "discrepancies"
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION "mark_added_discrepancies"();
CREATE TRIGGER "discrepancies_removed" AFTER DELETE ON "discrepancies"
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION "mark_removed_discrepancies"();
CREATE TRIGGER "discrepancies_changed" AFTER UPDATE ON "discrepancies"
    REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION "mark_changed_discrepancies"();

-- Everything that was there before the triggers.
INSERT INTO "discrepancy_marks" ("shop", "location_id")
SELECT DISTINCT "shop", "location_id" FROM "discrepancies" WHERE "state" <> 'resolved';
-- The next scan of each shop reads vendors, barcodes and tags.
UPDATE "products" SET "saved_at" = 'epoch';
