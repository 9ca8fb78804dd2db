-- AlterTable
ALTER TABLE "locations" ADD COLUMN     "appeared_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "pools" ADD COLUMN     "channel" TEXT,
ADD COLUMN     "declared" JSONB NOT NULL DEFAULT '[]';

-- AlterTable
ALTER TABLE "discrepancies" ADD COLUMN     "finding" JSONB,
ADD COLUMN     "incident_id" UUID,
ADD COLUMN     "opinion" JSONB,
ADD COLUMN     "return_of" UUID,
ADD COLUMN     "snoozed_until" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "incidents" (
    "id" UUID NOT NULL,
    "shop" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "handoff" TEXT NOT NULL,
    "flow" TEXT NOT NULL,
    "location_id" TEXT,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "quiet_since" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "incidents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "events" (
    "id" BIGSERIAL NOT NULL,
    "shop" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "system" TEXT,
    "kind" TEXT NOT NULL,
    "location_id" TEXT,
    "sku" TEXT,
    "delta" DECIMAL(24,6),
    "note" TEXT,
    "source" TEXT NOT NULL,
    "connection_id" UUID,
    "person" TEXT,
    "fingerprint" TEXT NOT NULL,
    "noted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "health_samples" (
    "shop" TEXT NOT NULL,
    "connection_id" UUID NOT NULL,
    "system" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "queued" INTEGER,
    "failed" INTEGER,
    "throttled" INTEGER,
    "oldest_queued_at" TIMESTAMPTZ(3),
    "last_success_at" TIMESTAMPTZ(3),

    CONSTRAINT "health_samples_pkey" PRIMARY KEY ("shop","connection_id","system","at")
);

-- CreateTable
CREATE TABLE "arrivals" (
    "id" BIGSERIAL NOT NULL,
    "shop" TEXT NOT NULL,
    "sku" TEXT NOT NULL,
    "location_id" TEXT NOT NULL,
    "pool" TEXT NOT NULL,
    "from_system" TEXT NOT NULL,
    "into_system" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "delay" INTEGER NOT NULL,

    CONSTRAINT "arrivals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "insights" (
    "shop" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "body" JSONB NOT NULL,

    CONSTRAINT "insights_pkey" PRIMARY KEY ("shop","kind")
);

-- CreateIndex
CREATE INDEX "incidents_shop_closed_at_idx" ON "incidents"("shop", "closed_at");

-- CreateIndex
CREATE UNIQUE INDEX "incidents_shop_id_key" ON "incidents"("shop", "id");

-- CreateIndex
CREATE INDEX "events_shop_at_idx" ON "events"("shop", "at");

-- CreateIndex
CREATE INDEX "events_shop_sku_at_idx" ON "events"("shop", "sku", "at");

-- CreateIndex
CREATE UNIQUE INDEX "events_shop_fingerprint_key" ON "events"("shop", "fingerprint");

-- CreateIndex
CREATE INDEX "health_samples_shop_at_idx" ON "health_samples"("shop", "at");

-- CreateIndex
CREATE INDEX "arrivals_shop_at_idx" ON "arrivals"("shop", "at");

-- CreateIndex
CREATE UNIQUE INDEX "arrivals_shop_sku_location_id_pool_from_system_into_system__key" ON "arrivals"("shop", "sku", "location_id", "pool", "from_system", "into_system", "at");

-- CreateIndex
CREATE INDEX "discrepancies_shop_incident_id_idx" ON "discrepancies"("shop", "incident_id");

-- AddForeignKey
ALTER TABLE "discrepancies" ADD CONSTRAINT "discrepancies_shop_incident_id_fkey" FOREIGN KEY ("shop", "incident_id") REFERENCES "incidents"("shop", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_shop_fkey" FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "events" ADD CONSTRAINT "events_shop_fkey" FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "health_samples" ADD CONSTRAINT "health_samples_shop_fkey" FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "arrivals" ADD CONSTRAINT "arrivals_shop_fkey" FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "insights" ADD CONSTRAINT "insights_shop_fkey" FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE;

-- One incident of an origin is open at a time.
CREATE UNIQUE INDEX "incidents_one_open_per_key" ON "incidents" ("shop", "key") WHERE "closed_at" IS NULL;

-- Words with few values.
ALTER TABLE "incidents"
    ADD CONSTRAINT "incidents_handoff_check" CHECK (
        "handoff" IN ('wms_erp', 'erp_storefront', 'wms_storefront', 'both')
    ),
    ADD CONSTRAINT "incidents_flow_check" CHECK ("flow" IN ('stock', 'orders'));

ALTER TABLE "events"
    ADD CONSTRAINT "events_system_check" CHECK ("system" IN ('wms', 'erp', 'storefront')),
    ADD CONSTRAINT "events_source_check" CHECK ("source" IN ('connection', 'shopify', 'app', 'person'));

ALTER TABLE "health_samples"
    ADD CONSTRAINT "health_samples_system_check" CHECK ("system" IN ('wms', 'erp', 'storefront'));

ALTER TABLE "arrivals"
    ADD CONSTRAINT "arrivals_from_check" CHECK ("from_system" IN ('wms', 'erp', 'storefront')),
    ADD CONSTRAINT "arrivals_into_check" CHECK ("into_system" IN ('wms', 'erp', 'storefront'));
