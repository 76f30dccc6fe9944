export const statements = [
  {
    name: 'statement removed',
    changes({ type, expression, start, end }, { parent }) {
      if (type === 'ContinueStatement') return [{ start, end, to: ';' }];
      if (type === 'BreakStatement' && parent?.type !== 'SwitchCase') {
        return [{ start, end, to: ';' }];
      }
      if (type !== 'ExpressionStatement' || expression.callee?.type === 'Super') return [];
      return [{ start, end, to: ';' }];
    },
  },
];
