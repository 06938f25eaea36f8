/** An ARM template, as far as it is put together here. */
export interface Template {
  $schema: string;
  contentVersion: string;
  parameters: Record<string, Parameter>;
  variables?: Record<string, unknown>;
  resources: readonly Resource[];
  outputs?: Record<string, Output>;
}

export interface Parameter {
  type: string;
  defaultValue?: unknown;
  allowedValues?: readonly unknown[];
  metadata?: { description?: string };
}

export interface Resource {
  type: string;
  apiVersion: string;
  name: string;
  [property: string]: unknown;
}

export interface Output {
  type: string;
  value: unknown;
}

/** The values that a deployment is given. */
export interface ParameterFile {
  $schema: string;
  contentVersion: string;
  parameters: Record<string, { value: unknown }>;
}
