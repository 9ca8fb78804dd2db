-- Tokens and limits of outside systems belong to all workers together.
CREATE TABLE "connector_tokens" (
    "shop" TEXT NOT NULL,
    "facts" TEXT NOT NULL,
    "token" TEXT,
    "fresh_until" TIMESTAMPTZ(3),
    "owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "used_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "connector_tokens_pkey" PRIMARY KEY ("shop","facts")
);

CREATE INDEX "connector_tokens_used_at_idx" ON "connector_tokens"("used_at");

ALTER TABLE "connector_tokens" ADD CONSTRAINT "connector_tokens_shop_fkey"
    FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "connector_budgets" (
    "shop" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "balance" JSONB NOT NULL,
    "version" INTEGER NOT NULL,
    "used_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "connector_budgets_pkey" PRIMARY KEY ("shop","name")
);

CREATE INDEX "connector_budgets_used_at_idx" ON "connector_budgets"("used_at");

ALTER TABLE "connector_budgets" ADD CONSTRAINT "connector_budgets_shop_fkey"
    FOREIGN KEY ("shop") REFERENCES "shops"("domain") ON DELETE CASCADE ON UPDATE CASCADE;

-- A connection that fails again and again is left alone for a while.
CREATE TABLE "connection_circuits" (
    "shop" TEXT NOT NULL,
    "connection_id" UUID NOT NULL,
    "failures" INTEGER NOT NULL,
    "fault" TEXT NOT NULL,
    "problem" TEXT NOT NULL,
    "failed_at" TIMESTAMPTZ(3) NOT NULL,
    "retry_at" TIMESTAMPTZ(3),

    CONSTRAINT "connection_circuits_pkey" PRIMARY KEY ("shop","connection_id"),
    CONSTRAINT "connection_circuits_fault_check" CHECK ("fault" IN
        ('configuration', 'credentials', 'rights', 'unavailable', 'throttled', 'unreadable', 'not_found'))
);

ALTER TABLE "connection_circuits" ADD CONSTRAINT "connection_circuits_shop_connection_id_fkey"
    FOREIGN KEY ("shop", "connection_id") REFERENCES "connections"("shop", "id") ON DELETE CASCADE ON UPDATE CASCADE;
