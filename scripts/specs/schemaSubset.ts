import {
  isEnumType,
  isObjectType,
  isRequiredArgument,
  type GraphQLEnumType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type GraphQLType,
} from 'graphql';

type Fields = ReturnType<GraphQLObjectType['getFields']>;

/**
 * What a schema claims that another one does not have: types, fields, arguments, enum values, and the kind and nullability
 * of each. Empty when `part` is a true part of `whole`.
 */
export function missingFrom(whole: GraphQLSchema, part: GraphQLSchema): string[] {
  const root = part.getQueryType()?.name;
  const faults = root === whole.getQueryType()?.name ? [] : [`the query type is not ${root}`];
  const types = Object.values(part.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
  return [...faults, ...types.flatMap((type) => typeFaults(whole.getType(type.name), type))];
}

function typeFaults(real: GraphQLNamedType | undefined, type: GraphQLNamedType): string[] {
  if (!real) return [`there is no type ${type.name}`];
  if (real.constructor.name !== type.constructor.name) return [`${type.name} is another kind of type`];
  if (isEnumType(type)) return valueFaults(real as GraphQLEnumType, type);
  if (isObjectType(type)) return fieldFaults((real as GraphQLObjectType).getFields(), type);
  return [];
}

function valueFaults(real: GraphQLEnumType, type: GraphQLEnumType): string[] {
  const extra = type.getValues().filter(({ name }) => !real.getValue(name));
  return extra.map(({ name }) => `${type.name} has no value ${name}`);
}

function fieldFaults(real: Fields, type: GraphQLObjectType): string[] {
  return Object.values(type.getFields()).flatMap((field) => {
    const place = `${type.name}.${field.name}`;
    const realField = real[field.name];
    if (!realField) return [`there is no ${place}`];
    const known = new Map(realField.args.map((argument) => [argument.name, argument]));
    const given = new Set(field.args.map(({ name }) => name));
    return [
      ...differs(place, realField, field),
      ...field.args.flatMap((argument) => differs(`${place}(${argument.name})`, known.get(argument.name), argument)),
      ...realField.args
        .filter((argument) => isRequiredArgument(argument) && !given.has(argument.name))
        .map(({ name }) => `${place} needs the argument ${name}`),
    ];
  });
}

function differs(place: string, real: { type: GraphQLType } | undefined, claimed: { type: GraphQLType }): string[] {
  if (!real) return [`there is no ${place}`];
  const [expected, actual] = [real.type.toString(), claimed.type.toString()];
  return expected === actual ? [] : [`${place} is ${expected}, not ${actual}`];
}
