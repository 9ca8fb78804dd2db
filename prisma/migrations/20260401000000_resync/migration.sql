-- CreateTable
CREATE TABLE "resync_requests" (
    "id" UUID NOT NULL,
    "shop" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "undo_of" UUID,
    "requested_by" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "insistence" TEXT,
    "confirmed_keys" INTEGER,
    "approved_by" TEXT,
    "approved_at" TIMESTAMPTZ(3),
    "approved_alone" BOOLEAN NOT NULL DEFAULT false,
    "cancel_requested_by" TEXT,
    "cancel_requested_at" TIMESTAMPTZ(3),
    "runner" TEXT,
    "runner_until" TIMESTAMPTZ(3),

    CONSTRAINT "resync_requests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "resync_rows" (
    "id" UUID NOT NULL,
    "shop" TEXT NOT NULL,
    "request_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "sku" TEXT NOT NULL,
    "location_id" TEXT NOT NULL,
    "inventory_item_id" TEXT,
    "pool" TEXT NOT NULL,
    "handoff" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "cause" TEXT,
    "recurrence" INTEGER NOT NULL DEFAULT 0,
    "discrepancies" UUID[],
    "route" TEXT NOT NULL,
    "truth" TEXT NOT NULL,
    "connection_id" UUID,
    "state" TEXT NOT NULL,
    "shown_from_millionths" BIGINT,
    "shown_to_millionths" BIGINT,
    "from_millionths" BIGINT,
    "to_millionths" BIGINT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "write_id" UUID,
    "refusal" TEXT,
    "why" TEXT NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "agreed_at" TIMESTAMPTZ(3),
    "came_back_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "checks" INTEGER NOT NULL DEFAULT 0,
    "next_check_at" TIMESTAMPTZ(3),

    CONSTRAINT "resync_rows_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "resync_transitions" (
    "id" BIGSERIAL NOT NULL,
    "shop" TEXT NOT NULL,
    "row_id" UUID NOT NULL,
    "from_state" TEXT,
    "to_state" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "why" TEXT NOT NULL,

    CONSTRAINT "resync_transitions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "resync_writes" (
    "id" UUID NOT NULL,
    "shop" TEXT NOT NULL,
    "request_id" UUID NOT NULL,
    "system" TEXT NOT NULL,
    "connection_id" UUID,
    "quantity" TEXT,
    "lines" JSONB NOT NULL,
    "prepared_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "answer" TEXT,

    CONSTRAINT "resync_writes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "resync_settings" (
    "shop" TEXT NOT NULL,
    "policy" JSONB NOT NULL DEFAULT '{}',
    "approval_above" INTEGER,
    "approval_above_at" JSONB NOT NULL DEFAULT '{}',
    "approvers" TEXT[],
    "keys_without_confirmation" INTEGER NOT NULL DEFAULT 25,
    "minutes_per_fix" INTEGER NOT NULL DEFAULT 6,
    "audit_keep_days" INTEGER NOT NULL DEFAULT 730,

    CONSTRAINT "resync_settings_pkey" PRIMARY KEY ("shop")
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" BIGSERIAL NOT NULL,
    "shop" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "system" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "sku" TEXT,
    "location_id" TEXT,
    "quantity" TEXT,
    "from_millionths" BIGINT,
    "to_millionths" BIGINT,
    "reference" TEXT NOT NULL,
    "call_id" UUID NOT NULL,
    "answered_at" TIMESTAMPTZ(3),
    "answer" TEXT,

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "people" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "profile" TEXT,
    "my_locations" TEXT[],
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "people_pkey" PRIMARY KEY ("shop","id")
);

-- CreateIndex
CREATE INDEX "resync_requests_shop_requested_at_idx" ON "resync_requests"("shop", "requested_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "resync_requests_shop_id_key" ON "resync_requests"("shop", "id");

-- CreateIndex
CREATE INDEX "resync_rows_shop_sku_location_id_accepted_at_idx" ON "resync_rows"("shop", "sku", "location_id", "accepted_at");

-- CreateIndex
CREATE INDEX "resync_rows_next_check_at_idx" ON "resync_rows"("next_check_at");

-- CreateIndex
CREATE UNIQUE INDEX "resync_rows_shop_id_key" ON "resync_rows"("shop", "id");

-- CreateIndex
CREATE UNIQUE INDEX "resync_rows_shop_request_id_position_key" ON "resync_rows"("shop", "request_id", "position");

-- CreateIndex
CREATE INDEX "resync_transitions_shop_row_id_id_idx" ON "resync_transitions"("shop", "row_id", "id");

-- CreateIndex
CREATE INDEX "resync_writes_shop_request_id_idx" ON "resync_writes"("shop", "request_id");

-- CreateIndex
CREATE INDEX "audit_entries_shop_at_id_idx" ON "audit_entries"("shop", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "audit_entries_shop_call_id_idx" ON "audit_entries"("shop", "call_id");

-- AddForeignKey
ALTER TABLE "resync_requests" ADD CONSTRAINT "resync_requests_shop_fkey" FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resync_rows" ADD CONSTRAINT "resync_rows_shop_fkey" FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resync_rows" ADD CONSTRAINT "resync_rows_shop_request_id_fkey" FOREIGN KEY ("shop", "request_id") REFERENCES "resync_requests"("shop", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resync_transitions" ADD CONSTRAINT "resync_transitions_shop_fkey" FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resync_transitions" ADD CONSTRAINT "resync_transitions_shop_row_id_fkey" FOREIGN KEY ("shop", "row_id") REFERENCES "resync_rows"("shop", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resync_writes" ADD CONSTRAINT "resync_writes_shop_fkey" FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resync_writes" ADD CONSTRAINT "resync_writes_shop_request_id_fkey" FOREIGN KEY ("shop", "request_id") REFERENCES "resync_requests"("shop", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resync_settings" ADD CONSTRAINT "resync_settings_shop_fkey" FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entries" ADD CONSTRAINT "audit_entries_shop_fkey" FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "people" ADD CONSTRAINT "people_shop_fkey" FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE;



-- Words with few values.
ALTER TABLE "resync_requests"
    ADD CONSTRAINT "resync_requests_origin_check" CHECK ("origin" IN ('discrepancies', 'incident', 'product', 'flow', 'undo'));

ALTER TABLE "resync_rows"
    ADD CONSTRAINT "resync_rows_state_check" CHECK (
        "state" IN ('requested', 'awaiting_approval', 'sending', 'accepted', 'verifying', 'held', 'came_back', 'unconfirmed',
            'refused', 'failed', 'cancelled')
    ),
    ADD CONSTRAINT "resync_rows_route_check" CHECK ("route" IN ('ask', 'set')),
    ADD CONSTRAINT "resync_rows_truth_check" CHECK ("truth" IN ('wms', 'erp', 'storefront'));

ALTER TABLE "resync_writes"
    ADD CONSTRAINT "resync_writes_system_check" CHECK ("system" IN ('wms', 'erp', 'storefront')),
    ADD CONSTRAINT "resync_writes_outcome_check" CHECK ("outcome" IN ('applied', 'rejected', 'unknown'));

-- One resync per key is under way at a time, whoever asks.
CREATE UNIQUE INDEX "resync_rows_one_live_per_key" ON "resync_rows" ("shop", "sku", "location_id")
    WHERE "state" IN ('requested', 'awaiting_approval', 'sending', 'accepted', 'verifying');

CREATE INDEX "resync_rows_live" ON "resync_rows" ("shop", "request_id")
    WHERE "state" IN ('requested', 'awaiting_approval', 'sending', 'accepted', 'verifying');
