-- What systems report to us by themselves.
CREATE TABLE "connection_reports" (
    "id" BIGSERIAL NOT NULL,
    "shop" TEXT NOT NULL,
    "connection_id" UUID NOT NULL,
    "report_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "code" TEXT,
    "item" TEXT,
    "body" JSONB NOT NULL,

    CONSTRAINT "connection_reports_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "connection_reports_kind_check" CHECK ("kind" IN ('event', 'queue', 'changed', 'run'))
);

CREATE UNIQUE INDEX "connection_reports_shop_connection_id_report_id_key"
    ON "connection_reports"("shop", "connection_id", "report_id");
CREATE INDEX "connection_reports_shop_connection_id_kind_at_idx"
    ON "connection_reports"("shop", "connection_id", "kind", "at");

ALTER TABLE "connection_reports" ADD CONSTRAINT "connection_reports_shop_connection_id_fkey"
    FOREIGN KEY ("shop", "connection_id") REFERENCES "connections"("shop", "id") ON DELETE CASCADE ON UPDATE CASCADE;
