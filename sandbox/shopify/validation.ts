import {
  FieldsOnCorrectTypeRule,
  GraphQLError,
  Kind,
  KnownArgumentNamesRule,
  specifiedRules,
  type ASTNode,
  type ASTVisitor,
  type ValidationContext,
} from 'graphql';

type Ancestors = readonly (ASTNode | readonly ASTNode[])[];

/** graphql-js' rules, with Shopify's own words and codes for the two mistakes that programs really make. */
export const shopifyRules = [
  ...specifiedRules.filter((rule) => rule !== FieldsOnCorrectTypeRule && rule !== KnownArgumentNamesRule),
  knownFieldsAndArguments,
];

function knownFieldsAndArguments(context: ValidationContext): ASTVisitor {
  return {
    Field(field, _key, _parent, _path, ancestors) {
      const type = context.getParentType();
      if (!type || context.getFieldDef()) return;
      const fieldName = field.name.value;
      report(context, field, [...ancestors, field], `Field '${fieldName}' doesn't exist on type '${type.name}'`, {
        code: 'undefinedField',
        typeName: type.name,
        fieldName,
      });
    },
    Argument(argument, _key, _parent, _path, ancestors) {
      const field = context.getFieldDef();
      if (!field || context.getDirective() || context.getArgument()) return;
      const argumentName = argument.name.value;
      report(context, argument, ancestors, `Field '${field.name}' doesn't accept argument '${argumentName}'`, {
        code: 'argumentNotAccepted',
        name: field.name,
        typeName: 'Field',
        argumentName,
      });
    },
  };
}

function report(
  context: ValidationContext,
  node: ASTNode,
  ancestors: Ancestors,
  message: string,
  extensions: Record<string, unknown>,
): void {
  context.reportError(new GraphQLError(message, { nodes: node, path: pathOf(ancestors), extensions }));
}

/** Shopify tells where in the document it was: `["query findOrder", "orders", "nodes", "colour"]`. */
function pathOf(ancestors: Ancestors): string[] {
  return ancestors.flatMap((node) => {
    if (!('kind' in node)) return [];
    if (node.kind === Kind.OPERATION_DEFINITION) return [[node.operation, node.name?.value].filter(Boolean).join(' ')];
    if (node.kind === Kind.FRAGMENT_DEFINITION) return [`fragment ${node.name.value}`];
    return node.kind === Kind.FIELD ? [node.alias?.value ?? node.name.value] : [];
  });
}
