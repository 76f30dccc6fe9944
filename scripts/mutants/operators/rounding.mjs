const others = { min: ['max'], max: ['min'], floor: ['ceil'], ceil: ['floor'], round: ['floor'] };

/** The other one of `Math`'s pairs. */
export const rounding = [
  {
    name: 'Math',
    changes(node) {
      if (node.type !== 'MemberExpression' || node.object.name !== 'Math') return [];
      const { name, start, end } = node.property;
      return (others[name] ?? []).map((to) => ({ start, end, to }));
    },
  },
];
