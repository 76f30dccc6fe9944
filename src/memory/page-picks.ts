/** Picks pages out of candidates, which are offered in order. */
export interface PagePicks {
  /** Whether none of the next so many candidates is picked; they are over then. */
  passes(candidates: number): boolean;
  /** The picked ones among the candidates that are set in a word, which are over then. */
  among(candidates: number): number;
}
