const functions = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

/** Another value of the type that a function says it returns. */
export const returns = [
  {
    name: 'returned value',
    changes(node, { text, ancestors }) {
      const value = returned(node);
      if (value === null) return [];
      const enclosing = functions.has(node.type)
        ? node
        : ancestors.findLast(({ type }) => functions.has(type));
      const type = enclosing?.returnType?.typeAnnotation;
      const code = text.slice(value.start, value.end);
      return others(type, code).map((to) => ({ start: value.start, end: value.end, to }));
    },
  },
];

/** The expression that a node returns; null if it returns none. */
function returned(node) {
  if (node.type === 'ReturnStatement') return node.argument;
  const isShort = node.type === 'ArrowFunctionExpression' && node.body.type !== 'BlockStatement';
  return isShort ? node.body : null;
}

function others(type, code) {
  switch (type?.type) {
    case 'TSNumberKeyword':
      return [`((${code}) + 1)`];
    case 'TSBooleanKeyword':
      return [`!(${code})`];
    case 'TSArrayType':
      return code === '[]' ? [] : ['[]'];
    case 'TSUnionType':
      return type.types.some(({ type: part }) => part === 'TSNullKeyword') && code !== 'null'
        ? ['null']
        : [];
    default:
      return type?.typeName?.name === 'Nanoseconds' ? [`((${code}) + 1)`] : [];
  }
}
