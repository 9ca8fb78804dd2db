export interface Thing {
  readonly name: string;
  /** In the shop's currency. */
  readonly price: number;
}

/** What a pottery and kitchen shop sells. */
export const things: readonly Thing[] = [
  { name: "Stoneware Mug", price: 24 },
  { name: "Espresso Cup", price: 18 },
  { name: "Pour-over Dripper", price: 42 },
  { name: "Breakfast Bowl", price: 28 },
  { name: "Serving Bowl", price: 64 },
  { name: "Dinner Plate", price: 34 },
  { name: "Side Plate", price: 22 },
  { name: "Olive Dish", price: 16 },
  { name: "Butter Keeper", price: 38 },
  { name: "Salt Cellar", price: 26 },
  { name: "Teapot", price: 78 },
  { name: "Tea Bowl", price: 32 },
  { name: "Sake Set", price: 58 },
  { name: "Bud Vase", price: 36 },
  { name: "Tall Vase", price: 92 },
  { name: "Planter", price: 48 },
  { name: "Spoon Rest", price: 19 },
  { name: "Utensil Crock", price: 44 },
  { name: "Baking Dish", price: 69 },
  { name: "Pie Dish", price: 54 },
  { name: "Ramekin", price: 14 },
  { name: "Milk Jug", price: 31 },
  { name: "Carafe", price: 52 },
  { name: "Candle Holder", price: 27 },
  { name: "Linen Apron", price: 59 },
];

export const glazes = [
  "Chalk",
  "Oat",
  "Moss",
  "Indigo",
  "Terracotta",
  "Charcoal",
  "Celadon",
  "Sand",
  "Rust",
  "Ash",
] as const;
