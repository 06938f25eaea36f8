/** What can be ordered in the sandbox's instance, as the Service Catalog API describes it. */

export interface CatalogVariable {
  id: string;
  name: string;
  label: string;
  /** The number of the question's type. */
  type: number;
  display_type: string;
  mandatory: boolean;
  read_only: boolean;
  active: boolean;
  value: string;
  displayvalue: string;
  choices?: { label: string; value: string; index: number }[];
  children?: CatalogVariable[];
}

export interface CatalogItem {
  sys_id: string;
  sys_class_name: 'sc_cat_item';
  type: 'catalog_item';
  name: string;
  short_description: string;
  description: string;
  price: string;
  price_currency: string;
  show_price: boolean;
  recurring_price: string;
  mandatory_attachment: boolean;
  /** Not part of the answer: whether somebody has to agree. */
  needsApproval: boolean;
  variables: CatalogVariable[];
}

let nextVariable = 1;

function variable(
  name: string,
  label: string,
  [type, displayType]: readonly [number, string],
  rest: Partial<CatalogVariable>,
) {
  const id = `c0de${String(nextVariable++).padStart(28, '0')}`;
  const empty = { value: '', displayvalue: '' };
  const flags = { mandatory: false, read_only: false, active: true };
  return { id, name, label, type, display_type: displayType, ...flags, ...empty, ...rest };
}

/** The numbers are those of `item_option_new.type`. */
const TYPES = {
  checkBox: [7, 'CheckBox'],
  container: [19, 'Container Start'],
  multiLine: [2, 'Multi Line Text'],
  reference: [8, 'Reference'],
  selectBox: [5, 'Select Box'],
  yesNo: [1, 'Yes / No'],
} as const;

function choices(...values: [value: string, label: string][]) {
  return values.map(([value, label], index) => ({ value, label, index }));
}

function item(sysId: string, name: string, text: string, price: string, rest: Partial<CatalogItem>): CatalogItem {
  return {
    sys_id: sysId,
    sys_class_name: 'sc_cat_item',
    type: 'catalog_item',
    name,
    short_description: text,
    description: `<p>${text}</p>`,
    price,
    price_currency: 'USD',
    show_price: true,
    recurring_price: '$0.00',
    mandatory_attachment: false,
    needsApproval: false,
    variables: [],
    ...rest,
  };
}

export const catalogItems: readonly CatalogItem[] = [
  item('04b7e94b4f7b42000086eeed18110c7f', 'Laptop', 'A laptop for work in and out of the office', '$1,499.00', {
    needsApproval: true,
    variables: [
      variable('model', 'Which model?', TYPES.selectBox, {
        mandatory: true,
        choices: choices(['standard_14', 'Standard 14"'], ['performance_16', 'Performance 16"']),
      }),
      variable('hardware', 'Hardware', TYPES.container, {
        children: [
          variable('memory', 'How much memory?', TYPES.selectBox, {
            mandatory: true,
            choices: choices(['16_gb', '16 GB'], ['32_gb', '32 GB']),
          }),
          variable('storage', 'How much storage?', TYPES.selectBox, {
            choices: choices(['512_gb', '512 GB'], ['1_tb', '1 TB']),
          }),
        ],
      }),
      variable('reason', 'What do you need it for?', TYPES.multiLine, { mandatory: true }),
      variable('cost_center', 'Cost centre', TYPES.reference, {}),
    ],
  }),
  item('0d08837237153000158bbfc8bcbe5d02', 'Monitor', 'A screen for your desk', '$249.00', {
    variables: [
      variable('size', 'Which size?', TYPES.selectBox, {
        mandatory: true,
        choices: choices(['24', '24"'], ['27', '27"'], ['32', '32"']),
      }),
      variable('replaces', 'Does it replace another one?', TYPES.yesNo, {}),
      variable('with_arm', 'With a monitor arm?', TYPES.checkBox, {}),
    ],
  }),
];
