-- Everything is read at least so often; in between only what changed, where the system can say that.
ALTER TABLE "connections" ADD COLUMN "sweep_every_hours" INTEGER NOT NULL DEFAULT 6;
ALTER TABLE "connections" ADD CONSTRAINT "connections_sweep_every_hours_check" CHECK ("sweep_every_hours" BETWEEN 0 AND 168);
ALTER TABLE "connections" ADD COLUMN "warnings" JSONB NOT NULL DEFAULT '[]';

ALTER TABLE "scan_readings" ADD COLUMN "kind" TEXT;
ALTER TABLE "scan_readings" ADD CONSTRAINT "scan_readings_kind_check" CHECK ("kind" IN ('full', 'changes'));
ALTER TABLE "scan_readings" ADD COLUMN "why" TEXT;
ALTER TABLE "scan_readings" ADD COLUMN "whole_at" TIMESTAMPTZ(3);

-- A connection takes its tokens and budgets along when it goes.
ALTER TABLE "connector_tokens" ADD COLUMN "connection_id" UUID;
ALTER TABLE "connector_tokens" ADD CONSTRAINT "connector_tokens_shop_connection_id_fkey"
    FOREIGN KEY ("shop", "connection_id") REFERENCES "connections"("shop", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "connector_budgets" ADD COLUMN "connection_id" UUID;
ALTER TABLE "connector_budgets" ADD CONSTRAINT "connector_budgets_shop_connection_id_fkey"
    FOREIGN KEY ("shop", "connection_id") REFERENCES "connections"("shop", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What was read of a connection, page by page, since its last full sweep began.
CREATE TABLE "kept_readings" (
    "shop" TEXT NOT NULL,
    "connection_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "scan_id" UUID NOT NULL,
    "began_at" TIMESTAMPTZ(3) NOT NULL,
    "whole_at" TIMESTAMPTZ(3),
    "read_at" TIMESTAMPTZ(3),
    "position" TEXT,
    "position_at" TIMESTAMPTZ(3),
    "newest_change" TIMESTAMPTZ(3),
    "rows" INTEGER NOT NULL DEFAULT 0,
    "changed_rows" INTEGER NOT NULL DEFAULT 0,
    "doubt" TEXT,

    CONSTRAINT "kept_readings_pkey" PRIMARY KEY ("shop","connection_id")
);

ALTER TABLE "kept_readings" ADD CONSTRAINT "kept_readings_shop_connection_id_fkey"
    FOREIGN KEY ("shop", "connection_id") REFERENCES "connections"("shop", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "kept_pages" (
    "id" BIGSERIAL NOT NULL,
    "shop" TEXT NOT NULL,
    "connection_id" UUID NOT NULL,
    "changed" BOOLEAN NOT NULL,
    "body" BYTEA NOT NULL,

    CONSTRAINT "kept_pages_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "kept_pages_shop_connection_id_changed_id_idx" ON "kept_pages"("shop", "connection_id", "changed", "id");

ALTER TABLE "kept_pages" ADD CONSTRAINT "kept_pages_shop_connection_id_fkey"
    FOREIGN KEY ("shop", "connection_id") REFERENCES "kept_readings"("shop", "connection_id") ON DELETE CASCADE ON UPDATE CASCADE;
