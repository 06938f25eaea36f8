import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  type GraphQLEnumType,
  type GraphQLInputObjectType,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type GraphQLType,
} from 'graphql';

type OutputType = GraphQLObjectType | GraphQLInterfaceType;

/**
 * What a schema claims that another one does not have: types, fields, arguments, input fields, enum values, interfaces, and
 * the kind and nullability of each. Empty when `part` is a true part of `whole`.
 */
export function missingFrom(whole: GraphQLSchema, part: GraphQLSchema): string[] {
  const faults = (['Query', 'Mutation'] as const).flatMap((kind) => {
    const root = part[`get${kind}Type`]()?.name;
    const isSame = root === undefined || root === whole[`get${kind}Type`]()?.name;
    return isSame ? [] : [`the ${kind.toLowerCase()} type is not ${root}`];
  });
  const types = Object.values(part.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
  return [...faults, ...types.flatMap((type) => typeFaults(whole.getType(type.name), type))];
}

function typeFaults(real: GraphQLNamedType | undefined, type: GraphQLNamedType): string[] {
  if (!real) return [`there is no type ${type.name}`];
  if (real.constructor.name !== type.constructor.name) return [`${type.name} is another kind of type`];
  if (isEnumType(type)) return valueFaults(real as GraphQLEnumType, type);
  if (isInputObjectType(type)) return inputFaults(real as GraphQLInputObjectType, type);
  if (isObjectType(type) || isInterfaceType(type)) {
    return [...interfaceFaults(real as OutputType, type), ...fieldFaults((real as OutputType).getFields(), type)];
  }
  return [];
}

function valueFaults(real: GraphQLEnumType, type: GraphQLEnumType): string[] {
  const extra = type.getValues().filter(({ name }) => !real.getValue(name));
  return extra.map(({ name }) => `${type.name} has no value ${name}`);
}

function interfaceFaults(real: OutputType, type: OutputType): string[] {
  const known = new Set(real.getInterfaces().map(({ name }) => name));
  const extra = type.getInterfaces().filter(({ name }) => !known.has(name));
  return extra.map(({ name }) => `${type.name} does not implement ${name}`);
}

function inputFaults(real: GraphQLInputObjectType, type: GraphQLInputObjectType): string[] {
  const given = type.getFields();
  const known = real.getFields();
  return [
    ...(real.isOneOf === type.isOneOf ? [] : [`${type.name} takes ${real.isOneOf ? 'one' : 'any'} of its fields`]),
    ...Object.values(given).flatMap((field) => differs(`${type.name}.${field.name}`, known[field.name], field)),
    ...Object.values(known)
      .filter((field) => isRequiredInputField(field) && !given[field.name])
      .map(({ name }) => `${type.name} needs the field ${name}`),
  ];
}

function fieldFaults(real: ReturnType<OutputType['getFields']>, type: OutputType): string[] {
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
