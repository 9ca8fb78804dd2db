-- What a shop chose, by area. The version lets the second of two open tabs be told.
CREATE TABLE "shop_settings" (
    "shop" TEXT NOT NULL,
    "area" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "body" JSONB NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_by" TEXT NOT NULL,

    CONSTRAINT "shop_settings_pkey" PRIMARY KEY ("shop", "area"),
    CONSTRAINT "shop_settings_area_check" CHECK ("area" IN ('pools', 'pace', 'owners', 'snoozing', 'keeping'))
);
ALTER TABLE "shop_settings" ADD CONSTRAINT "shop_settings_shop_fkey"
    FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE;

-- A report as it was handed to somebody outside. It outlives what it tells of.
CREATE TABLE "handed_reports" (
    "id" UUID NOT NULL,
    "shop" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "document" JSONB NOT NULL,
    "csv" TEXT NOT NULL,
    "made_by" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "opened" INTEGER NOT NULL DEFAULT 0,
    "last_opened_at" TIMESTAMPTZ(3),

    CONSTRAINT "handed_reports_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "handed_reports_subject_kind_check" CHECK ("subject_kind" IN ('incident', 'discrepancy'))
);
CREATE INDEX "handed_reports_shop_subject_kind_subject_id_made_at_idx"
    ON "handed_reports"("shop", "subject_kind", "subject_id", "made_at" DESC);
CREATE INDEX "handed_reports_expires_at_idx" ON "handed_reports"("expires_at");
ALTER TABLE "handed_reports" ADD CONSTRAINT "handed_reports_shop_fkey"
    FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE;
