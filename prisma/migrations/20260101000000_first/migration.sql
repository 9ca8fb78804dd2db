-- CreateTable
CREATE TABLE "shop_sessions" (
    "id" TEXT NOT NULL,
    "shop" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "is_online" BOOLEAN NOT NULL,
    "scope" TEXT,
    "expires" TIMESTAMPTZ(3),
    "access_token" TEXT,
    "refresh_token" TEXT,
    "refresh_token_expires" TIMESTAMPTZ(3),
    "online_access_info" TEXT,

    CONSTRAINT "shop_sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shops" (
    "domain" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "timezone" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "installed_at" TIMESTAMPTZ(3) NOT NULL,
    "uninstalled_at" TIMESTAMPTZ(3),
    "onboarding_dismissed_at" TIMESTAMPTZ(3),
    "scan_every_minutes" INTEGER NOT NULL DEFAULT 15,
    "next_scan_at" TIMESTAMPTZ(3),
    "sku_normalisation" JSONB NOT NULL DEFAULT '{}',
    "wms_erp_window_minutes" INTEGER NOT NULL DEFAULT 15,
    "erp_storefront_window_minutes" INTEGER NOT NULL DEFAULT 10,
    "wms_storefront_window_minutes" INTEGER NOT NULL DEFAULT 10,

    CONSTRAINT "shops_pkey" PRIMARY KEY ("domain")
);

-- CreateTable
CREATE TABLE "connections" (
    "id" UUID NOT NULL,
    "shop" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "connector" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "config" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "paused_at" TIMESTAMPTZ(3),
    "checked_at" TIMESTAMPTZ(3),
    "problem" TEXT,
    "sparse" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "connections_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "uploads" (
    "id" UUID NOT NULL,
    "shop" TEXT NOT NULL,
    "connection_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "modified_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "uploads_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "locations" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL,
    "fulfills_online_orders" BOOLEAN NOT NULL,
    "fulfillment_service" BOOLEAN NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "locations_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "connection_codes" (
    "shop" TEXT NOT NULL,
    "connection_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "connection_codes_pkey" PRIMARY KEY ("shop","connection_id","code")
);

-- CreateTable
CREATE TABLE "location_codes" (
    "shop" TEXT NOT NULL,
    "connection_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "location_id" TEXT NOT NULL,

    CONSTRAINT "location_codes_pkey" PRIMARY KEY ("shop","connection_id","code")
);

-- CreateTable
CREATE TABLE "item_mappings" (
    "shop" TEXT NOT NULL,
    "sku" TEXT NOT NULL,
    "erp_item" TEXT,
    "wms_item" TEXT,
    "erp_units_per_millionths" BIGINT,
    "erp_units_per_divisor_millionths" BIGINT,
    "wms_units_per_millionths" BIGINT,
    "wms_units_per_divisor_millionths" BIGINT,
    "tracked" BOOLEAN,

    CONSTRAINT "item_mappings_pkey" PRIMARY KEY ("shop","sku")
);

-- CreateTable
CREATE TABLE "pools" (
    "shop" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "compare" JSONB NOT NULL,
    "truth" TEXT NOT NULL,
    "tolerance_units_millionths" BIGINT NOT NULL DEFAULT 0,
    "tolerance_percent" DECIMAL(9,4) NOT NULL DEFAULT 0,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "pools_pkey" PRIMARY KEY ("shop","name")
);

-- CreateTable
CREATE TABLE "scans" (
    "id" UUID NOT NULL,
    "shop" TEXT NOT NULL,
    "trigger" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "heartbeat_at" TIMESTAMPTZ(3),
    "progress" JSONB,
    "counts" JSONB,
    "samples" JSONB NOT NULL DEFAULT '[]',
    "problem" TEXT,
    "cancel_requested_at" TIMESTAMPTZ(3),

    CONSTRAINT "scans_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "scan_readings" (
    "id" BIGSERIAL NOT NULL,
    "scan_id" UUID NOT NULL,
    "shop" TEXT NOT NULL,
    "system" TEXT NOT NULL,
    "connection_id" UUID,
    "location_id" TEXT,
    "rows" INTEGER NOT NULL DEFAULT 0,
    "matched" INTEGER NOT NULL DEFAULT 0,
    "unmatched" INTEGER NOT NULL DEFAULT 0,
    "rejected" INTEGER NOT NULL DEFAULT 0,
    "duplicates" INTEGER NOT NULL DEFAULT 0,
    "sums" JSONB NOT NULL DEFAULT '{}',
    "read_from" TIMESTAMPTZ(3),
    "read_to" TIMESTAMPTZ(3),
    "complete" BOOLEAN NOT NULL,
    "problem" TEXT,

    CONSTRAINT "scan_readings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "products" (
    "shop" TEXT NOT NULL,
    "inventory_item_id" TEXT NOT NULL,
    "sku" TEXT NOT NULL,
    "product_title" TEXT,
    "variant_title" TEXT,
    "price" DECIMAL(20,6),
    "image_url" TEXT,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "products_pkey" PRIMARY KEY ("shop","inventory_item_id")
);

-- CreateTable
CREATE TABLE "discrepancies" (
    "id" UUID NOT NULL,
    "shop" TEXT NOT NULL,
    "sku" TEXT NOT NULL,
    "location_id" TEXT NOT NULL,
    "pool" TEXT NOT NULL,
    "inventory_item_id" TEXT,
    "state" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "handoff" TEXT NOT NULL,
    "flow" TEXT NOT NULL,
    "cause" TEXT,
    "sides" JSONB NOT NULL,
    "direction" TEXT,
    "units_millionths" BIGINT,
    "money" DECIMAL(24,6),
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3),
    "resolved_at" TIMESTAMPTZ(3),
    "last_agreed_at" TIMESTAMPTZ(3),
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "evidence_at" TIMESTAMPTZ(3) NOT NULL,
    "recurrence" INTEGER NOT NULL DEFAULT 0,
    "scan_id" UUID,

    CONSTRAINT "discrepancies_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "discrepancy_transitions" (
    "id" BIGSERIAL NOT NULL,
    "shop" TEXT NOT NULL,
    "discrepancy_id" UUID NOT NULL,
    "from_state" TEXT,
    "to_state" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "why" TEXT NOT NULL,

    CONSTRAINT "discrepancy_transitions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_inbox" (
    "id" BIGSERIAL NOT NULL,
    "shop" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "delivery_id" TEXT NOT NULL,
    "event_id" TEXT,
    "api_version" TEXT,
    "triggered_at" TIMESTAMPTZ(3),
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "payload" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'new',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "done_at" TIMESTAMPTZ(3),
    "problem" TEXT,

    CONSTRAINT "webhook_inbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "observations" (
    "id" BIGSERIAL NOT NULL,
    "shop" TEXT NOT NULL,
    "system" TEXT NOT NULL,
    "connection_id" UUID,
    "sku" TEXT NOT NULL,
    "location_id" TEXT NOT NULL,
    "states" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3),
    "observed_at" TIMESTAMPTZ(3) NOT NULL,
    "scan_id" UUID,

    CONSTRAINT "observations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reading_blobs" (
    "id" BIGSERIAL NOT NULL,
    "shop" TEXT NOT NULL,
    "system" TEXT NOT NULL,
    "connection_id" UUID,
    "location_id" TEXT NOT NULL,
    "scan_id" UUID,
    "observed_at" TIMESTAMPTZ(3) NOT NULL,
    "encoding" TEXT NOT NULL,
    "body" BYTEA NOT NULL,

    CONSTRAINT "reading_blobs_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "shop_sessions_shop_idx" ON "shop_sessions"("shop");

-- CreateIndex
CREATE INDEX "shops_next_scan_at_idx" ON "shops"("next_scan_at");

-- CreateIndex
CREATE UNIQUE INDEX "connections_shop_id_key" ON "connections"("shop", "id");

-- CreateIndex
CREATE UNIQUE INDEX "uploads_shop_connection_id_name_key" ON "uploads"("shop", "connection_id", "name");

-- CreateIndex
CREATE INDEX "location_codes_shop_location_id_idx" ON "location_codes"("shop", "location_id");

-- CreateIndex
CREATE INDEX "item_mappings_shop_erp_item_idx" ON "item_mappings"("shop", "erp_item");

-- CreateIndex
CREATE INDEX "item_mappings_shop_wms_item_idx" ON "item_mappings"("shop", "wms_item");

-- CreateIndex
CREATE INDEX "scans_shop_requested_at_idx" ON "scans"("shop", "requested_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "scans_shop_id_key" ON "scans"("shop", "id");

-- CreateIndex
CREATE INDEX "scan_readings_shop_scan_id_idx" ON "scan_readings"("shop", "scan_id");

-- CreateIndex
CREATE INDEX "scan_readings_shop_location_id_read_to_idx" ON "scan_readings"("shop", "location_id", "read_to" DESC);

-- CreateIndex
CREATE INDEX "products_shop_sku_idx" ON "products"("shop", "sku");

-- CreateIndex
CREATE INDEX "products_shop_saved_at_idx" ON "products"("shop", "saved_at");

-- CreateIndex
CREATE INDEX "discrepancies_shop_state_opened_at_idx" ON "discrepancies"("shop", "state", "opened_at");

-- CreateIndex
CREATE INDEX "discrepancies_shop_location_id_state_idx" ON "discrepancies"("shop", "location_id", "state");

-- CreateIndex
CREATE INDEX "discrepancies_shop_sku_location_id_pool_resolved_at_idx" ON "discrepancies"("shop", "sku", "location_id", "pool", "resolved_at" DESC);

-- CreateIndex
CREATE INDEX "discrepancies_shop_inventory_item_id_idx" ON "discrepancies"("shop", "inventory_item_id");

-- CreateIndex
CREATE UNIQUE INDEX "discrepancies_shop_id_key" ON "discrepancies"("shop", "id");

-- CreateIndex
CREATE INDEX "discrepancy_transitions_shop_discrepancy_id_id_idx" ON "discrepancy_transitions"("shop", "discrepancy_id", "id");

-- CreateIndex
CREATE INDEX "webhook_inbox_state_id_idx" ON "webhook_inbox"("state", "id");

-- CreateIndex
CREATE INDEX "webhook_inbox_shop_topic_event_id_idx" ON "webhook_inbox"("shop", "topic", "event_id");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_inbox_shop_delivery_id_key" ON "webhook_inbox"("shop", "delivery_id");

-- CreateIndex
CREATE INDEX "observations_shop_sku_location_id_system_observed_at_idx" ON "observations"("shop", "sku", "location_id", "system", "observed_at" DESC);

-- CreateIndex
CREATE INDEX "observations_shop_observed_at_idx" ON "observations"("shop", "observed_at");

-- CreateIndex
CREATE INDEX "reading_blobs_shop_system_location_id_observed_at_idx" ON "reading_blobs"("shop", "system", "location_id", "observed_at" DESC);

-- AddForeignKey
ALTER TABLE "connections" ADD CONSTRAINT "connections_shop_fkey" FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "uploads" ADD CONSTRAINT "uploads_shop_fkey" FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "uploads" ADD CONSTRAINT "uploads_shop_connection_id_fkey" FOREIGN KEY ("shop", "connection_id") REFERENCES "connections"("shop", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "locations" ADD CONSTRAINT "locations_shop_fkey" FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection_codes" ADD CONSTRAINT "connection_codes_shop_fkey" FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection_codes" ADD CONSTRAINT "connection_codes_shop_connection_id_fkey" FOREIGN KEY ("shop", "connection_id") REFERENCES "connections"("shop", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "location_codes" ADD CONSTRAINT "location_codes_shop_fkey" FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "location_codes" ADD CONSTRAINT "location_codes_shop_connection_id_fkey" FOREIGN KEY ("shop", "connection_id") REFERENCES "connections"("shop", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "location_codes" ADD CONSTRAINT "location_codes_shop_location_id_fkey" FOREIGN KEY ("shop", "location_id") REFERENCES "locations"("shop", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "item_mappings" ADD CONSTRAINT "item_mappings_shop_fkey" FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pools" ADD CONSTRAINT "pools_shop_fkey" FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scans" ADD CONSTRAINT "scans_shop_fkey" FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scan_readings" ADD CONSTRAINT "scan_readings_shop_fkey" FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scan_readings" ADD CONSTRAINT "scan_readings_shop_scan_id_fkey" FOREIGN KEY ("shop", "scan_id") REFERENCES "scans"("shop", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "products" ADD CONSTRAINT "products_shop_fkey" FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "discrepancies" ADD CONSTRAINT "discrepancies_shop_fkey" FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "discrepancy_transitions" ADD CONSTRAINT "discrepancy_transitions_shop_fkey" FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "discrepancy_transitions" ADD CONSTRAINT "discrepancy_transitions_shop_discrepancy_id_fkey" FOREIGN KEY ("shop", "discrepancy_id") REFERENCES "discrepancies"("shop", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "observations" ADD CONSTRAINT "observations_shop_fkey" FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reading_blobs" ADD CONSTRAINT "reading_blobs_shop_fkey" FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE;

-- Words with few values.
ALTER TABLE "connections"
    ADD CONSTRAINT "connections_role_check" CHECK ("role" IN ('wms', 'erp'));

ALTER TABLE "item_mappings"
    ADD CONSTRAINT "item_mappings_erp_units_per_check" CHECK ("erp_units_per_millionths" > 0 AND "erp_units_per_divisor_millionths" > 0),
    ADD CONSTRAINT "item_mappings_wms_units_per_check" CHECK ("wms_units_per_millionths" > 0 AND "wms_units_per_divisor_millionths" > 0);

ALTER TABLE "pools"
    ADD CONSTRAINT "pools_truth_check" CHECK ("truth" IN ('wms', 'erp', 'storefront')),
    ADD CONSTRAINT "pools_tolerance_check" CHECK ("tolerance_units_millionths" >= 0 AND "tolerance_percent" >= 0);

ALTER TABLE "shops"
    ADD CONSTRAINT "shops_scan_every_minutes_check" CHECK ("scan_every_minutes" > 0),
    ADD CONSTRAINT "shops_windows_check" CHECK (
        "wms_erp_window_minutes" >= 0 AND "erp_storefront_window_minutes" >= 0 AND "wms_storefront_window_minutes" >= 0
    );

ALTER TABLE "scans"
    ADD CONSTRAINT "scans_trigger_check" CHECK ("trigger" IN ('schedule', 'person', 'first')),
    ADD CONSTRAINT "scans_state_check" CHECK ("state" IN ('queued', 'running', 'complete', 'incomplete', 'failed', 'cancelled'));

ALTER TABLE "scan_readings"
    ADD CONSTRAINT "scan_readings_system_check" CHECK ("system" IN ('wms', 'erp', 'storefront'));

ALTER TABLE "discrepancies"
    ADD CONSTRAINT "discrepancies_state_check" CHECK (
        "state" IN ('settling', 'open', 'acknowledged', 'snoozed', 'resyncing', 'patched', 'resolved', 'ignored')
    ),
    ADD CONSTRAINT "discrepancies_verdict_check" CHECK (
        "verdict" IN ('upstream', 'downstream', 'both', 'erp_alone', 'split', 'missing')
    ),
    ADD CONSTRAINT "discrepancies_handoff_check" CHECK (
        "handoff" IN ('wms_erp', 'erp_storefront', 'wms_storefront', 'both')
    ),
    ADD CONSTRAINT "discrepancies_flow_check" CHECK ("flow" IN ('stock', 'orders')),
    ADD CONSTRAINT "discrepancies_direction_check" CHECK ("direction" IN ('can_oversell', 'hidden_stock'));

ALTER TABLE "discrepancy_transitions"
    ADD CONSTRAINT "discrepancy_transitions_from_check" CHECK (
        "from_state" IN ('settling', 'open', 'acknowledged', 'snoozed', 'resyncing', 'patched', 'resolved', 'ignored')
    ),
    ADD CONSTRAINT "discrepancy_transitions_to_check" CHECK (
        "to_state" IN ('settling', 'open', 'acknowledged', 'snoozed', 'resyncing', 'patched', 'resolved', 'ignored')
    );

ALTER TABLE "webhook_inbox"
    ADD CONSTRAINT "webhook_inbox_state_check" CHECK ("state" IN ('new', 'done', 'failed'));

ALTER TABLE "observations"
    ADD CONSTRAINT "observations_system_check" CHECK ("system" IN ('wms', 'erp', 'storefront'));

ALTER TABLE "reading_blobs"
    ADD CONSTRAINT "reading_blobs_system_check" CHECK ("system" IN ('wms', 'erp', 'storefront'));

-- One discrepancy per key lives at a time; a patched one is still watched.
CREATE UNIQUE INDEX "discrepancies_one_live_per_key" ON "discrepancies" ("shop", "sku", "location_id", "pool")
    WHERE "state" <> 'resolved';

-- One scan per shop lives at a time.
CREATE UNIQUE INDEX "scans_one_live_per_shop" ON "scans" ("shop") WHERE "state" IN ('queued', 'running');
