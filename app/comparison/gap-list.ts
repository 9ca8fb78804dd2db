/** Gaps as three numbers each; they become objects one by one, when somebody asks. */
export class GapList {
  #numbers = new Uint32Array(3 << 8);
  #count = 0;

  get size(): number {
    return this.#count;
  }

  add(sku: number, location: number, pool: number): void {
    const at = this.#count * 3;
    if (at === this.#numbers.length) {
      const larger = new Uint32Array(at * 2);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[at] = sku;
    this.#numbers[at + 1] = location;
    this.#numbers[at + 2] = pool;
    this.#count += 1;
  }

  /** What `make` makes of each; null leaves it out. */
  *each<Made>(make: (sku: number, location: number, pool: number) => Made | null): Generator<Made, void> {
    for (let at = 0; at < this.#count * 3; at += 3) {
      const made = make(
        this.#numbers[at] as number,
        this.#numbers[at + 1] as number,
        this.#numbers[at + 2] as number,
      );
      if (made !== null) yield made;
    }
  }
}
