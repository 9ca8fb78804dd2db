-- Deliveries that failed wait longer each time.
ALTER TABLE "webhook_inbox" ADD COLUMN "due_at" TIMESTAMPTZ(3);

-- One process at a time refreshes a shop's token; a lease ends by itself.
CREATE TABLE "refresh_leases" (
    "shop" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "refresh_leases_pkey" PRIMARY KEY ("shop")
);
