export const literals = [
  {
    name: 'boolean',
    changes({ type, value, start, end }) {
      if (type !== 'Literal' || typeof value !== 'boolean') return [];
      return [{ start, end, to: String(!value) }];
    },
  },
  {
    name: 'number',
    changes({ type, value, raw, start, end }) {
      if (type !== 'Literal' || typeof value !== 'number') return [];
      return ['+', '-'].map((sign) => ({ start, end, to: `(${raw} ${sign} 1)` }));
    },
  },
];
