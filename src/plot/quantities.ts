interface QuantityFacts {
  readonly unit: string;
  /** Whether a value holds until the next point. */
  readonly isStepped: boolean;
}

/** What is drawn over time. The keys are part of the page's data. */
export const quantities = {
  copyTime: { unit: 'ms/GB', isStepped: false },
  copyRate: { unit: 'GB/s', isStepped: true },
  throttle: { unit: '%', isStepped: true },
  remaining: { unit: 'MiB', isStepped: false },
  dirtyRate: { unit: 'MiB/s', isStepped: true },
  linkRate: { unit: 'MiB/s', isStepped: true },
  qemuCpu: { unit: '%', isStepped: false },
  vcpuCpu: { unit: '%', isStepped: false },
} satisfies Record<string, QuantityFacts>;

export type Quantity = keyof typeof quantities;
