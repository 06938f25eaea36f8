import type { Parameter, ParameterFile, Template } from './template';

const SUBSCRIPTION_SCHEMA =
  'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#';
const RESOURCES_API = '2022-09-01';

/** What a new group cannot have, or has by itself. */
const ONLY_IN_AN_EXISTING_GROUP = ['existingAppServicePlanName', 'location'];
/** The new plan is the only one there: the samples leave the word out. */
const RENAMED: Record<string, string> = {
  newAppServicePlanName: 'appServicePlanName',
  newAppServicePlanSku: 'appServicePlanSku',
};

const groupParameters: Record<string, Parameter> = {
  groupName: { type: 'string', metadata: { description: 'The name of the new resource group.' } },
  groupLocation: { type: 'string', metadata: { description: 'Where the group is, and everything in it.' } },
};

/** A deployment at the level of the subscription: the group, and in it the template as it is. */
export function withNewGroup(template: Template, deploymentName: string): Template {
  const passedOn = Object.entries(template.parameters).filter(([name]) => !ONLY_IN_AN_EXISTING_GROUP.includes(name));
  const given = Object.fromEntries(passedOn.map(([name]) => [name, { value: `[parameters('${outer(name)}')]` }]));
  const location = template.parameters['location'] && { location: { value: "[parameters('groupLocation')]" } };
  return {
    $schema: SUBSCRIPTION_SCHEMA,
    contentVersion: template.contentVersion,
    parameters: {
      ...groupParameters,
      ...Object.fromEntries(passedOn.map(([name, parameter]) => [outer(name), withOuterNames(parameter)])),
    },
    resources: [
      {
        type: 'Microsoft.Resources/resourceGroups',
        apiVersion: RESOURCES_API,
        name: "[parameters('groupName')]",
        location: "[parameters('groupLocation')]",
      },
      {
        type: 'Microsoft.Resources/deployments',
        apiVersion: RESOURCES_API,
        name: deploymentName,
        resourceGroup: "[parameters('groupName')]",
        dependsOn: ["[subscriptionResourceId('Microsoft.Resources/resourceGroups', parameters('groupName'))]"],
        properties: {
          mode: 'Incremental',
          expressionEvaluationOptions: { scope: 'inner' },
          parameters: { ...location, ...given },
          template,
        },
      },
    ],
    ...(template.outputs && { outputs: passOut(template.outputs, deploymentName) }),
  };
}

/** The values for the new group's template: the same, and the group. */
export function parametersWithNewGroup(file: ParameterFile): ParameterFile {
  const group = { groupName: { value: '' }, groupLocation: { value: '' } };
  return { ...file, parameters: { ...group, ...file.parameters } };
}

function outer(name: string): string {
  return RENAMED[name] ?? name;
}

/** A default may be made of another parameter, which has its outer name there. */
function withOuterNames(parameter: Parameter): Parameter {
  const text = Object.entries(RENAMED).reduce(
    (json, [from, to]) => json.replaceAll(`parameters('${from}')`, `parameters('${to}')`),
    JSON.stringify(parameter),
  );
  return JSON.parse(text) as Parameter;
}

function passOut(outputs: NonNullable<Template['outputs']>, deploymentName: string): Template['outputs'] {
  const id = `resourceId(subscription().subscriptionId, parameters('groupName'), 'Microsoft.Resources/deployments', '${deploymentName}')`;
  return Object.fromEntries(
    Object.entries(outputs).map(([name, { type }]) => [
      name,
      { type, value: `[reference(${id}).outputs.${name}.value]` },
    ]),
  );
}
