import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isSpecifiedDirective,
  isUnionType,
} from "graphql";
import type {
  GraphQLArgument,
  GraphQLDirective,
  GraphQLEnumType,
  GraphQLInputObjectType,
  GraphQLInterfaceType,
  GraphQLNamedType,
  GraphQLObjectType,
  GraphQLSchema,
} from "graphql";

type TypeWithFields = GraphQLObjectType | GraphQLInterfaceType;

/**
 * Every way in which `part` is not a true subset of `whole`, one sentence each; empty when it is.
 * Fields, optional arguments and types may be absent from the part; enum values, required arguments and required input fields may not,
 * because a client that does not know them would be wrong.
 */
export function subsetDifferences(part: GraphQLSchema, whole: GraphQLSchema): string[] {
  const types = Object.values(part.getTypeMap()).filter((type) => !type.name.startsWith("__"));
  return [
    ...rootDifferences(part, whole),
    ...part
      .getDirectives()
      .filter((directive) => !isSpecifiedDirective(directive))
      .flatMap((directive) => directiveDifferences(directive, whole)),
    ...types.flatMap((type) => typeDifferences(type, whole.getType(type.name))),
  ];
}

function rootDifferences(part: GraphQLSchema, whole: GraphQLSchema): string[] {
  const roots = [
    ["query", part.getQueryType(), whole.getQueryType()],
    ["mutation", part.getMutationType(), whole.getMutationType()],
    ["subscription", part.getSubscriptionType(), whole.getSubscriptionType()],
  ] as const;
  return roots.flatMap(([operation, mine, theirs]) =>
    mine && mine.name !== theirs?.name
      ? [`the ${operation} root is ${mine.name}, officially ${theirs?.name ?? "absent"}`]
      : [],
  );
}

function directiveDifferences(mine: GraphQLDirective, whole: GraphQLSchema): string[] {
  const theirs = whole.getDirective(mine.name);
  if (!theirs) return [`@${mine.name} does not exist officially`];
  const places = [...mine.locations].sort().join(" ") === [...theirs.locations].sort().join(" ");
  return [
    ...(places
      ? []
      : [`@${mine.name} stands on ${mine.locations.join(" ")}, officially on ${theirs.locations.join(" ")}`]),
    ...(mine.isRepeatable === theirs.isRepeatable ? [] : [`@${mine.name} differs in being repeatable`]),
    ...argumentDifferences(`@${mine.name}`, mine.args, theirs.args),
  ];
}

function typeDifferences(mine: GraphQLNamedType, theirs: GraphQLNamedType | undefined): string[] {
  if (theirs === undefined) return [`type ${mine.name} does not exist officially`];
  if (mine.constructor.name !== theirs.constructor.name)
    return [`${mine.name} is another kind of type officially`];
  if ((isObjectType(mine) && isObjectType(theirs)) || (isInterfaceType(mine) && isInterfaceType(theirs))) {
    return [...interfaceDifferences(mine, theirs), ...fieldDifferences(mine, theirs)];
  }
  if (isEnumType(mine) && isEnumType(theirs)) return enumDifferences(mine, theirs);
  if (isInputObjectType(mine) && isInputObjectType(theirs)) return inputDifferences(mine, theirs);
  if (isUnionType(mine) && isUnionType(theirs)) {
    const official = new Set(theirs.getTypes().map((type) => type.name));
    return mine
      .getTypes()
      .flatMap((type) =>
        official.has(type.name) ? [] : [`${type.name} is no member of ${mine.name} officially`],
      );
  }
  return [];
}

function interfaceDifferences(mine: TypeWithFields, theirs: TypeWithFields): string[] {
  const official = new Set(theirs.getInterfaces().map((type) => type.name));
  return mine
    .getInterfaces()
    .flatMap((type) =>
      official.has(type.name) ? [] : [`${mine.name} does not implement ${type.name} officially`],
    );
}

function fieldDifferences(mine: TypeWithFields, theirs: TypeWithFields): string[] {
  const official = theirs.getFields();
  return Object.values(mine.getFields()).flatMap((field) => {
    const place = `${mine.name}.${field.name}`;
    const match = official[field.name];
    if (match === undefined) return [`${place} does not exist officially`];
    return [
      ...differentType(place, field.type, match.type),
      ...argumentDifferences(place, field.args, match.args),
    ];
  });
}

function argumentDifferences(
  place: string,
  mine: readonly GraphQLArgument[],
  theirs: readonly GraphQLArgument[],
): string[] {
  const unknown = mine.flatMap((argument) => {
    const match = theirs.find((other) => other.name === argument.name);
    const spot = `${place}(${argument.name}:)`;
    if (match === undefined) return [`${spot} does not exist officially`];
    return [
      ...differentType(spot, argument.type, match.type),
      ...differentDefault(spot, argument.defaultValue, match.defaultValue),
    ];
  });
  const missing = theirs.filter(
    (other) => isRequiredArgument(other) && !mine.some((argument) => argument.name === other.name),
  );
  return [
    ...unknown,
    ...missing.map((other) => `${place}(${other.name}:) is required officially and absent here`),
  ];
}

function inputDifferences(mine: GraphQLInputObjectType, theirs: GraphQLInputObjectType): string[] {
  const fields = mine.getFields();
  const official = theirs.getFields();
  const unknown = Object.values(fields).flatMap((field) => {
    const place = `${mine.name}.${field.name}`;
    const match = official[field.name];
    if (match === undefined) return [`${place} does not exist officially`];
    return [
      ...differentType(place, field.type, match.type),
      ...differentDefault(place, field.defaultValue, match.defaultValue),
    ];
  });
  const missing = Object.values(official).filter(
    (field) => isRequiredInputField(field) && !(field.name in fields),
  );
  return [
    ...unknown,
    ...missing.map((field) => `${mine.name}.${field.name} is required officially and absent here`),
  ];
}

function enumDifferences(mine: GraphQLEnumType, theirs: GraphQLEnumType): string[] {
  const values = new Set(mine.getValues().map((value) => value.name));
  const official = new Set(theirs.getValues().map((value) => value.name));
  return [
    ...[...values]
      .filter((value) => !official.has(value))
      .map((value) => `${mine.name}.${value} does not exist officially`),
    ...[...official]
      .filter((value) => !values.has(value))
      .map((value) => `${mine.name}.${value} exists officially and is absent here`),
  ];
}

const differentType = (place: string, mine: unknown, theirs: unknown): string[] =>
  String(mine) === String(theirs) ? [] : [`${place} is ${String(mine)}, officially ${String(theirs)}`];

const differentDefault = (place: string, mine: unknown, theirs: unknown): string[] =>
  JSON.stringify(mine) === JSON.stringify(theirs)
    ? []
    : [`${place} defaults to ${JSON.stringify(mine)}, officially ${JSON.stringify(theirs)}`];
