/** The text of a suite that puts a strategy beside the shipped modes, on the test bed of the second cover letter. */
export function strategySuite(name: string): string {
  const suite = {
    name: `${name}-suite`,
    description: `The strategy ${name} beside the shipped modes.`,
    host: 'smartx-v2',
    qemu: '9.1',
    defaults: {
      cpus: 16,
      mem: 100,
      maxIters: 200,
      maxTime: 1200,
      downtime: 500,
      autoConverge: true,
      autoConvergeStep: 10,
    },
    loads: [
      { name: 'light', stressMem: 150 },
      { name: 'moderate', stressMem: 3000 },
      { name: 'heavy', stressMem: 3500 },
    ],
    modes: [
      { name: 'original', backgroundSync: 'off' },
      { name: 'background sync', backgroundSync: 'v2' },
      { name: 'responsive throttle', responsiveThrottle: true },
      { name, strategy: `./${name}.mjs` },
    ],
    repeats: 2,
  };
  return `${JSON.stringify(suite, null, 2)}\n`;
}
