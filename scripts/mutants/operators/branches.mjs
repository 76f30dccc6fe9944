/** A branch that is never taken, or always. */
export const branches = [
  {
    name: 'condition',
    changes(node) {
      const conditional = ['IfStatement', 'ConditionalExpression'];
      if (!conditional.includes(node.type)) return [];
      return ['true', 'false'].map((to) => ({ ...span(node.test), to }));
    },
  },
  {
    name: 'loop removed',
    changes(node) {
      const loops = ['WhileStatement', 'ForStatement'];
      if (!loops.includes(node.type) || node.test === null) return [];
      return [{ ...span(node.test), to: 'false' }];
    },
  },
  {
    name: 'negation removed',
    changes(node) {
      if (node.type !== 'UnaryExpression' || !['!', '-', '~'].includes(node.operator)) return [];
      return [{ start: node.start, end: node.start + 1, to: '' }];
    },
  },
];

function span({ start, end }) {
  return { start, end };
}
