/** Changes whenever the same scenario could give other numbers than before. */
export const modelVersion = '2';
