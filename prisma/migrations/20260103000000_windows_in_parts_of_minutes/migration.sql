-- A window may be shorter than a minute, or no whole number of them.
ALTER TABLE "shops"
    ALTER COLUMN "wms_erp_window_minutes" TYPE DOUBLE PRECISION,
    ALTER COLUMN "erp_storefront_window_minutes" TYPE DOUBLE PRECISION,
    ALTER COLUMN "wms_storefront_window_minutes" TYPE DOUBLE PRECISION;
