/** The numbers of a wait in a list of them: who waits, from when, and until when. */
export const WAIT_NUMBERS = 3;
export const WAITER = 0;
export const FROM = 1;
export const TO = 2;
