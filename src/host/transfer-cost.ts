/** What a page or a packet costs on its way. */
export interface TransferCost {
  /** Sending thread's time. */
  readonly sendNs: number;
  readonly wireBytes: number;
  /** Receiving thread's time. */
  readonly receiveNs: number;
}
