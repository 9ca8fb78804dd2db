import type { Chance } from "../random.ts";

export interface OfflineTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

interface RefreshToken {
  expiresAt: number;
  /** The token that this one was rotated out of; it dies with the first use of this one. */
  readonly replaces: string | null;
}

export interface TokenLives {
  readonly accessSeconds: number;
  readonly refreshSeconds: number;
}

/** The access and refresh tokens of one shop's installation. */
export class TokenStore {
  readonly #access = new Map<string, number>();
  readonly #refresh = new Map<string, RefreshToken>();
  readonly #clock: () => Date;
  readonly #chance: Chance;
  readonly #lives: TokenLives;

  constructor(clock: () => Date, chance: Chance, lives: TokenLives) {
    this.#clock = clock;
    this.#chance = chance;
    this.#lives = lives;
  }

  issueOffline(replaces: string | null = null): OfflineTokens {
    const refreshToken = `shprt_${this.#chance.hex(16)}`;
    this.#refresh.set(refreshToken, { expiresAt: this.#in(this.#lives.refreshSeconds), replaces });
    return { accessToken: this.issueAccess(this.#lives.accessSeconds), refreshToken };
  }

  issueAccess(seconds: number): string {
    const token = `shpat_${this.#chance.hex(16)}`;
    this.#access.set(token, this.#in(seconds));
    return token;
  }

  /** New tokens for a refresh token; null when it is unknown, expired or superseded. The old one works until the new one is used. */
  refresh(refreshToken: string): OfflineTokens | null {
    const known = this.#refresh.get(refreshToken);
    if (known === undefined || known.expiresAt <= this.#clock().getTime()) return null;
    if (known.replaces !== null) this.#refresh.delete(known.replaces);
    return this.issueOffline(refreshToken);
  }

  accepts(accessToken: string): boolean {
    return (this.#access.get(accessToken) ?? 0) > this.#clock().getTime();
  }

  expireAccess(): void {
    this.#access.clear();
  }

  revokeAll(): void {
    this.#access.clear();
    this.#refresh.clear();
  }

  readonly #in = (seconds: number): number => this.#clock().getTime() + seconds * 1000;
}
