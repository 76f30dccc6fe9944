/** What a page or a packet costs on its way. */
export interface TransferCost {
  /** Sending thread's time. */
  readonly sendNs: number;
  readonly wireBytes: number;
  /** Receiving thread's time. */
  readonly receiveNs: number;
}

/** Costs that are made here are all of one kind to the compiler: what sends pages asks for them all the time. */
export function transferCost(sendNs: number, wireBytes: number, receiveNs: number): TransferCost {
  return { sendNs, wireBytes, receiveNs };
}
