/** Operators between two expressions, by the group that a report names. */
const replacements = {
  boundary: { '<': ['<='], '<=': ['<'], '>': ['>='], '>=': ['>'] },
  equality: { '===': ['!=='], '!==': ['==='] },
  arithmetic: { '+': ['-'], '-': ['+'], '*': ['/'], '/': ['*'], '%': ['*'], '**': ['*'] },
  bits: { '&': ['|'], '|': ['&'], '^': ['|'], '<<': ['>>'], '>>': ['<<'], '>>>': ['<<'] },
  logic: { '&&': ['||'], '||': ['&&'] },
  assignment: {
    '+=': ['-=', '='],
    '-=': ['+=', '='],
    '*=': ['/='],
    '/=': ['*='],
    '&=': ['|='],
    '|=': ['&='],
    '<<=': ['>>='],
    '>>>=': ['<<='],
  },
};

const types = new Set(['BinaryExpression', 'LogicalExpression', 'AssignmentExpression']);

export const binary = [
  ...Object.entries(replacements).map(([name, table]) => ({
    name,
    changes(node, { text }) {
      if (!types.has(node.type) || !(node.operator in table) || joinsText(node)) return [];
      const start = operatorStart(node, text);
      return table[node.operator].map((to) => ({ start, end: start + node.operator.length, to }));
    },
  })),
  {
    name: 'default removed',
    changes(node, { text }) {
      if (node.type !== 'LogicalExpression' || node.operator !== '??') return [];
      return [{ start: node.start, end: node.end, to: text.slice(node.left.start, node.left.end) }];
    },
  },
  {
    name: 'step',
    changes(node) {
      if (node.type !== 'UpdateExpression') return [];
      const start = node.prefix ? node.start : node.argument.end;
      return [{ start, end: start + 2, to: node.operator === '++' ? '--' : '++' }];
    },
  },
];

function operatorStart({ left, right, operator }, text) {
  // Brackets, blanks and comments may stand between.
  const between = text
    .slice(left.end, right.start)
    .replaceAll(/\/\*.*?\*\/|\/\/.*?$/gms, (comment) => ' '.repeat(comment.length));
  return left.end + between.indexOf(operator);
}

function isText({ type, value }) {
  return type === 'TemplateLiteral' || typeof value === 'string';
}

function joinsText({ operator, left, right }) {
  return (operator === '+' || operator === '+=') && (isText(left) || isText(right));
}
